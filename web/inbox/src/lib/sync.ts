/** News from the line become fetches: the list and counts at most once in a while, the open conversation at once. */
import { api } from "./api/client";
import { lastSeq, type Log } from "./log";
import { knownConversation, learnConversation } from "./knowledge";
import { keys, queryClient } from "./query";
import type { Changed, Listener } from "./realtime.svelte";
import { visitors } from "./visitors.svelte";

const GATHER_MS = 250;

/** Run `what` once for any number of calls within a quarter of a second. */
function gathered(what: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      what();
    }, GATHER_MS);
  };
}

const refreshLists = gathered(() => {
  void queryClient.invalidateQueries({ queryKey: keys.lists });
  void queryClient.invalidateQueries({ queryKey: keys.inboxes });
});

/** Fetch what is missing of a log that somebody has open, unless it is known to be whole. */
function catchUp(conversation: string, head: number): void {
  const log = queryClient.getQueryData<Log>(keys.entries(conversation));
  if (log && lastSeq(log) < head) void queryClient.invalidateQueries({ queryKey: keys.entries(conversation) });
}

async function refreshConversation(change: Changed): Promise<void> {
  const known = knownConversation(change.conversation);
  if (!known || known.seq >= change.seq) return;
  try {
    learnConversation(await api.conversation(change.conversation));
  } catch {
    // The list's own refresh tells; a single row may be late.
  }
}

export const listener: Listener = {
  changed(change) {
    if (change.kinds.includes("message")) visitors.said(change.conversation);
    catchUp(change.conversation, change.seq);
    void refreshConversation(change);
    refreshLists();
  },
  connected() {
    void queryClient.invalidateQueries({ queryKey: ["entries"] });
    void queryClient.invalidateQueries({ queryKey: ["conversation"] });
    refreshLists();
  },
  head: catchUp,
  visitor: visitors.hear,
};

/** Without a line: ask every 15 seconds. */
export function poll(): void {
  void queryClient.invalidateQueries({ queryKey: ["entries"] });
  refreshLists();
}
