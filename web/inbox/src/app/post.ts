/** What the app does when the outbox has news. */
import { tick } from "svelte";
import { t } from "../lib/i18n.svelte";
import { knownConversation, learnConversation, learnEntries } from "../lib/knowledge";
import { contactName } from "../lib/names";
import { outbox, type Order } from "../lib/outbox.svelte";
import { keys, queryClient } from "../lib/query";
import { ask } from "../lib/stage";
import { tell } from "../lib/undo";
import { router } from "./router.svelte";

function nameOf(order: Order): string {
  const known = knownConversation(order.conversation);
  return known ? contactName(known.contact) : "";
}

/** When the reader is elsewhere, say it, and offer the way back. */
function tellElsewhere(order: Order, text: string): void {
  if (router.route.page === "inbox" && router.route.conversation === order.conversation) return;
  tell(text, {
    tone: "bad",
    ms: 20_000,
    action: {
      label: t("inbox.show"),
      run: () => {
        router.goInbox({ conversation: order.conversation });
      },
    },
  });
}

export function startOutbox(me: string): () => void {
  return outbox.start(me, {
    sent(order, entry) {
      learnEntries(order.conversation, [entry]);
      void queryClient.invalidateQueries({ queryKey: keys.entries(order.conversation) });
      void queryClient.invalidateQueries({ queryKey: keys.conversation(order.conversation) });
      void queryClient.invalidateQueries({ queryKey: keys.lists });
      void queryClient.invalidateQueries({ queryKey: keys.inboxes });
    },
    closed(detail) {
      learnConversation(detail);
      void queryClient.invalidateQueries({ queryKey: keys.inboxes });
    },
    stale(order) {
      learnEntries(order.conversation, order.entries ?? []);
      tellElsewhere(order, t("inbox.staleToast", { name: nameOf(order) }));
    },
    undone(order) {
      if (router.place.conversation !== order.conversation) router.goInbox({ conversation: order.conversation });
      void tick().then(() => ask("write", order.kind === "comment" ? "note" : "reply"));
    },
    failed(order) {
      tellElsewhere(order, t("inbox.notSentToast", { name: nameOf(order) }));
    },
  });
}
