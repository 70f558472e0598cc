/**
 * Messages that become conversations of their own: held here for eight seconds, in which it can be taken back
 * (decision 0008), then ordered. Nothing is lost with a page that closes before: the message stays where it is.
 */
import { router } from "../../app/router.svelte";
import { api, newKey } from "../../lib/api/client";
import type { ConversationDetail } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { learnConversation } from "../../lib/knowledge";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import { tell } from "../../lib/undo";
import { toasts } from "../../ui";

interface Held {
  conversation: string;
  seq: number;
  key: string;
  toast: number;
}

let held = $state<Held[]>([]);
/** What became of them, until the thread itself tells. */
const made = $state<Record<string, ConversationDetail>>({});

const nameOf = (conversation: string, seq: number): string => `${conversation}/${seq}`;
const find = (conversation: string, seq: number): Held | undefined =>
  held.find((one) => one.conversation === conversation && one.seq === seq);

/** The page goes away: what was held is ordered now, under the same key, so it is done once. */
function leaving(): void {
  for (const { conversation, seq, key } of held)
    void api.splitOff(conversation, seq, { key, keepalive: true }).catch(() => undefined);
}

function letGo(key: string): void {
  held = held.filter((one) => one.key !== key);
  if (held.length === 0) removeEventListener("pagehide", leaving);
}

async function order(conversation: string, seq: number, key: string): Promise<void> {
  try {
    const detail = await api.splitOff(conversation, seq, { key });
    made[nameOf(conversation, seq)] = detail;
    learnConversation(detail);
    const show = () => {
      router.goInbox({ conversation: detail.id });
    };
    tell(t("inbox.splitOffToast", { number: String(detail.number) }), {
      ms: 8_000,
      action: { label: t("inbox.show"), run: show },
    });
  } catch (error) {
    tell(t("inbox.actionFailed", { reason: problemText(error) }), { tone: "bad", ms: 8_000 });
  } finally {
    letGo(key);
    void queryClient.invalidateQueries({ queryKey: keys.entries(conversation) });
    void queryClient.invalidateQueries({ queryKey: keys.inboxes });
  }
}

export const splitting = {
  isHeld: (conversation: string, seq: number): boolean => find(conversation, seq) !== undefined,
  /** The conversation that it began on this screen. */
  madeOf: (conversation: string, seq: number): ConversationDetail | undefined => made[nameOf(conversation, seq)],
  hold(conversation: string, seq: number): void {
    if (find(conversation, seq)) return;
    const key = newKey();
    const toast = toasts.show({
      text: (count) => t("inbox.splittingOff", { count }),
      icon: "clock",
      undo: () => {
        letGo(key);
      },
      onend: () => void order(conversation, seq, key),
    });
    held = [...held, { conversation, seq, key, toast }];
    addEventListener("pagehide", leaving);
  },
  undo(conversation: string, seq: number): void {
    const one = find(conversation, seq);
    if (one) toasts.undo(one.toast);
  },
};
