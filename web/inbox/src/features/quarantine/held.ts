/** What people do to mail in the quarantine: told to the server, and then in words to whoever did it. */
import { router } from "../../app/router.svelte";
import { api } from "../../lib/api/client";
import { asProblem } from "../../lib/api/problem";
import type { QuarantinedJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import { offerUndo, tell } from "../../lib/undo";

const SOON_MS = 2_000;

/** What changed is asked for again; also the list of conversations, where some of it went. */
export function refresh(): void {
  for (const queryKey of [keys.quarantine, keys.health, keys.lists, keys.inboxes])
    void queryClient.invalidateQueries({ queryKey });
}

function failed(error: unknown): void {
  tell(t("inbox.actionFailed", { reason: problemText(error) }), { tone: "bad", ms: 8_000 });
}

/** Each goes the same way in once more; what becomes of it shows a moment later. */
export async function retry(mails: QuarantinedJson[]): Promise<boolean> {
  try {
    for (const { id } of mails) await api.retryQuarantined(id);
    tell(mails.length === 1 ? t("quarantine.queued") : t("quarantine.queuedAll", { count: mails.length }));
    return true;
  } catch (error) {
    failed(error);
    return false;
  } finally {
    refresh();
    setTimeout(refresh, SOON_MS);
  }
}

/** "pick" when nobody has the address, so that somebody has to say which inbox. */
export async function letIn(mail: QuarantinedJson, channel = "", key?: string): Promise<"in" | "pick" | "failed"> {
  try {
    const went = await api.release(mail.id, { channel }, key === undefined ? {} : { key });
    const run = (): void => {
      router.goInbox({ inbox: "all", view: "open", conversation: went.conversation });
    };
    tell(t("quarantine.isIn"), { action: { label: t("quarantine.open"), run }, ms: 8_000 });
    refresh();
    return "in";
  } catch (error) {
    const { status, field } = asProblem(error);
    if (status === 422 && field === "inbox") return "pick";
    failed(error);
    refresh();
    return "failed";
  }
}

export async function drop(mail: QuarantinedJson, note: string, key?: string): Promise<void> {
  await api.drop(mail.id, note, key === undefined ? {} : { key });
  offerUndo(t("quarantine.dropped"), () => void putBack(mail));
  refresh();
}

export async function putBack(mail: QuarantinedJson): Promise<boolean> {
  try {
    await api.putBack(mail.id);
    tell(t("quarantine.isBack"));
    return true;
  } catch (error) {
    failed(error);
    return false;
  } finally {
    refresh();
  }
}
