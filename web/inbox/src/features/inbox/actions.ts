/** What an agent does to a conversation: shown at once, told to the server, and taken back by z for eight seconds. */
import { router } from "../../app/router.svelte";
import { session } from "../../app/session.svelte";
import { api, newKey } from "../../lib/api/client";
import type { ConversationDetail, ConversationJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { knownConversation, learnConversation } from "../../lib/knowledge";
import { agentName, inboxName, knownAgents } from "../../lib/names";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import { belongs } from "../../lib/rows";
import { ask } from "../../lib/stage";
import { offerUndo, tell } from "../../lib/undo";

interface Change {
  id: string;
  /** What is true at once on this screen. */
  now: Partial<ConversationJson>;
  order: () => Promise<ConversationDetail>;
  said: string;
  undo?: () => Promise<ConversationDetail>;
}

/** The conversation that the reader looks at, if any. */
export function openId(): string | null {
  return router.route.page === "inbox" ? router.route.conversation : null;
}

/**
 * Leave a conversation that is done with here: the next one of the list opens, and focus goes to its row. Without a
 * next one the list is shown.
 */
export function leaveFor(next: string | null): void {
  router.goInbox({ conversation: next });
  ask("focusRow", next);
}

function refresh(id: string): void {
  void queryClient.invalidateQueries({ queryKey: keys.entries(id) });
  void queryClient.invalidateQueries({ queryKey: keys.inboxes });
}

/** What a merge or its undo changed is asked for anew: the logs and pages of both, lists and contacts. */
function forgetThread(source: string, target: string | null): void {
  for (const id of [source, target]) {
    if (id === null) continue;
    queryClient.removeQueries({ queryKey: keys.entries(id) });
    void queryClient.invalidateQueries({ queryKey: keys.conversation(id) });
  }
  for (const queryKey of [keys.lists, keys.contacts, ["list-for-merge"]])
    void queryClient.invalidateQueries({ queryKey });
}

async function carryOut(change: Change): Promise<void> {
  const before = knownConversation(change.id);
  if (!before) return;
  const { inbox, view } = router.place;
  const stays = belongs({ ...before, ...change.now }, inbox === "all" ? "" : inbox, view, session.me.id);
  const next = openId() === change.id && !stays ? (ask("after", change.id) ?? null) : undefined;
  learnConversation({ ...before, ...change.now });
  if (!stays) ask("dropRow", change.id);
  if (next !== undefined) leaveFor(next);
  try {
    learnConversation(await change.order());
    const { undo } = change;
    if (undo) offerUndo(change.said, () => void takeBack(change.id, undo, next !== undefined));
    else tell(change.said);
  } catch (error) {
    learnConversation(before);
    ask("settle");
    tell(t("inbox.actionFailed", { reason: problemText(error) }), { tone: "bad", ms: 8_000 });
  } finally {
    refresh(change.id);
  }
}

async function takeBack(id: string, undo: () => Promise<ConversationDetail>, left: boolean): Promise<void> {
  try {
    learnConversation(await undo());
    ask("settle");
    if (left) {
      router.goInbox({ conversation: id });
      ask("focusRow", id);
    }
  } catch (error) {
    tell(t("inbox.actionFailed", { reason: problemText(error) }), { tone: "bad", ms: 8_000 });
  } finally {
    refresh(id);
  }
}

export const actions = {
  close: (id: string) =>
    carryOut({
      id,
      now: { status: "closed", waiting_since: null },
      order: () => api.close(id),
      said: t("inbox.closedToast"),
      undo: () => api.reopen(id),
    }),
  reopen: (id: string) =>
    carryOut({
      id,
      now: { status: "open" },
      order: () => api.reopen(id),
      said: t("inbox.reopenedToast"),
      undo: () => api.close(id),
    }),
  spam: (id: string) =>
    carryOut({
      id,
      now: { status: "spam", waiting_since: null },
      order: () => api.spam(id),
      said: t("inbox.spamToast"),
      undo: () => api.notSpam(id),
    }),
  notSpam: (id: string) =>
    carryOut({
      id,
      now: { status: "open" },
      order: () => api.notSpam(id),
      said: t("inbox.notSpamToast"),
      undo: () => api.spam(id),
    }),
  assign(id: string, owner: string | null): Promise<void> {
    const before = knownConversation(id)?.owner ?? null;
    if (before === owner) return Promise.resolve();
    return carryOut({
      id,
      now: { owner },
      order: () => api.assign(id, owner),
      said:
        owner === null
          ? t("inbox.unassignedToast")
          : owner === session.me.id
            ? t("inbox.assignedMeToast")
            : t("inbox.assignedToast", { name: agentName(knownAgents(), owner) }),
      undo: () => api.assign(id, before),
    });
  },
  /** e: close what is open, open again what is closed. */
  closeOrReopen(id: string): Promise<void> {
    const status = knownConversation(id)?.status;
    if (status === "spam") return actions.notSpam(id);
    return status === "closed" ? actions.reopen(id) : actions.close(id);
  },
  /** Let it go on in another conversation, which opens. Answers whether that was done. */
  async merge(id: string, into: string): Promise<boolean> {
    const before = knownConversation(id);
    try {
      const target = await api.merge(id, into, { key: newKey() });
      learnConversation(target);
      if (before) {
        const goesOn = { conversation: target.id, number: target.number };
        learnConversation({ ...before, merged_into: goesOn } as ConversationJson);
      }
      ask("dropRow", id);
      forgetThread(id, target.id);
      router.goInbox({ conversation: target.id });
      ask("focusThread");
      const numbers = { number: String(before?.number ?? ""), into: String(target.number) };
      offerUndo(t("inbox.mergedToast", numbers), () => void actions.unmerge(id));
      return true;
    } catch (error) {
      tell(t("inbox.actionFailed", { reason: problemText(error) }), { tone: "bad", ms: 8_000 });
      return false;
    } finally {
      refresh(id);
    }
  },
  /** Undo its merge: it opens, and goes on by itself. */
  async unmerge(id: string): Promise<void> {
    const shown = openId();
    try {
      const alone = await api.unmerge(id);
      learnConversation(alone);
      forgetThread(id, shown);
      router.goInbox({ conversation: id });
      // The list hears of it a moment later; a hand on it would keep the row waiting above.
      setTimeout(() => ask("settle"), 0);
      tell(t("inbox.unmergedToast", { number: String(alone.number) }));
    } catch (error) {
      tell(t("inbox.actionFailed", { reason: problemText(error) }), { tone: "bad", ms: 8_000 });
    } finally {
      refresh(id);
    }
  },
  move(id: string, inbox: string): Promise<void> {
    const before = knownConversation(id)?.inbox;
    if (before === undefined || before === inbox) return Promise.resolve();
    return carryOut({
      id,
      now: { inbox },
      order: () => api.move(id, inbox),
      said: t("inbox.movedToast", { inbox: inboxName(inbox) }),
      undo: () => api.move(id, before),
    });
  },
  async markUnread(id: string): Promise<void> {
    const before = knownConversation(id);
    if (!before) return;
    keptUnread.add(id);
    learnConversation({ ...before, unread: true });
    try {
      await api.opened(id, 0);
      tell(t("inbox.unreadToast"));
    } catch (error) {
      learnConversation(before);
      tell(t("inbox.actionFailed", { reason: problemText(error) }), { tone: "bad" });
    }
  },
  /** The agent has seen everything through `seq`. */
  async opened(id: string, seq: number): Promise<void> {
    if (keptUnread.has(id)) return;
    const known = knownConversation(id);
    if (known?.unread) learnConversation({ ...known, unread: false });
    await api.opened(id, seq);
    void queryClient.invalidateQueries({ queryKey: keys.inboxes });
  },
  /** The reader went away from a conversation: coming back to it marks it read again. */
  left(id: string): void {
    keptUnread.delete(id);
  },
};

const keptUnread = new Set<string>();
