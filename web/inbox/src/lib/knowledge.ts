/** Questions to the server and what its answers change in the cache: lists, conversations, entries. */
import { api } from "./api/client";
import type { ConversationDetail, ConversationJson, EntryJson, View } from "./api/types";
import { join, lastSeq, type Log } from "./log";
import { keys, queryClient } from "./query";
import { belongs, joinFirstPage, joinNextPage, joinRow, type Rows } from "./rows";

const PAGE = 50;
const ENTRIES = 30;
const MOST_ENTRIES = 100;

let me = "";

export function knowMe(id: string): void {
  me = id;
}

/** The first page of a list, joined with what was loaded before. */
export async function fetchList(inbox: string, view: View): Promise<Rows> {
  const page = await api.conversations({ inbox, view, limit: PAGE });
  return joinFirstPage(queryClient.getQueryData<Rows>(keys.list(inbox, view)), page);
}

const loading = new Set<string>();

/** One more page at the end. Answers false when there is none, or it is on its way already. */
export async function fetchMore(inbox: string, view: View): Promise<boolean> {
  const key = keys.list(inbox, view);
  const name = key.join(" ");
  const known = queryClient.getQueryData<Rows>(key);
  if (!known?.next || loading.has(name)) return false;
  loading.add(name);
  try {
    const page = await api.conversations({ inbox, view, cursor: known.next, limit: MOST_ENTRIES });
    queryClient.setQueryData<Rows>(key, (now) => (now && now.next === known.next ? joinNextPage(now, page) : now));
    return true;
  } finally {
    loading.delete(name);
  }
}

/** The last entries, or, when some are known, those that came after. */
export async function fetchLog(id: string): Promise<Log> {
  const known = queryClient.getQueryData<Log>(keys.entries(id));
  if (!known) {
    const page = await api.entries(id, { limit: ENTRIES });
    return { conversation: id, entries: page.items, older: page.next };
  }
  const fresh = await entriesAfter(id, lastSeq(known));
  // Another log joined this one, or left it: what stands between the known entries is another now.
  if (fresh.some((entry) => entry.kind === "merged_from" || entry.kind === "unmerged")) {
    const page = await api.entries(id, { limit: MOST_ENTRIES });
    return { conversation: id, entries: page.items, older: page.next };
  }
  // A bounce or a mail says whether a person can be reached.
  if (fresh.some((entry) => entry.kind === "delivery" || entry.direction === "in"))
    void queryClient.invalidateQueries({ queryKey: keys.contacts });
  // What a visitor says of themself, or their website proves.
  if (fresh.some((entry) => entry.kind === "recognised")) {
    void queryClient.invalidateQueries({ queryKey: keys.visitor(id) });
    void queryClient.invalidateQueries({ queryKey: keys.contacts });
  }
  const now = queryClient.getQueryData<Log>(keys.entries(id)) ?? known;
  return { ...now, entries: join(now.entries, fresh, id) };
}

async function entriesAfter(id: string, seq: number): Promise<EntryJson[]> {
  const found: EntryJson[] = [];
  for (;;) {
    const after: number = found.at(-1)?.seq ?? seq;
    const page = await api.entries(id, { after, limit: MOST_ENTRIES });
    found.push(...page.items);
    if (page.items.length < MOST_ENTRIES) return found;
  }
}

export async function fetchOlder(id: string): Promise<void> {
  const known = queryClient.getQueryData<Log>(keys.entries(id));
  if (!known?.older) return;
  const page = await api.entries(id, { before: known.older, limit: ENTRIES });
  queryClient.setQueryData<Log>(keys.entries(id), (now) =>
    now ? { ...now, entries: join(page.items, now.entries, id), older: page.next } : now,
  );
}

/** These entries are true now (an answer to an order, or what a refusal showed). */
export function learnEntries(id: string, entries: EntryJson[]): void {
  queryClient.setQueryData<Log>(keys.entries(id), (now) =>
    now ? { ...now, entries: join(now.entries, entries, id) } : now,
  );
}

/** A visitor's mark never goes back: an answer that was asked for before the mark moved is older than the mark. */
function seenAtLeast(fresh: ConversationDetail, known: ConversationDetail | undefined): ConversationDetail {
  return { ...fresh, seen_through: Math.max(fresh.seen_through, known?.seen_through ?? 0) };
}

/** One conversation, which every list learns of. */
export async function fetchConversation(id: string): Promise<ConversationDetail> {
  const found = await api.conversation(id);
  learnConversation(found);
  return queryClient.getQueryData<ConversationDetail>(keys.conversation(id)) ?? found;
}

/** This conversation is so now: its page and every list it is in, or no longer in. */
export function learnConversation(row: ConversationJson): void {
  queryClient.setQueryData<ConversationDetail>(keys.conversation(row.id), (now) =>
    "participants" in row ? seenAtLeast(row as ConversationDetail, now) : now && { ...now, ...row },
  );
  for (const [key, rows] of queryClient.getQueriesData<Rows>({ queryKey: keys.lists })) {
    const [, inbox, view] = key as ReturnType<typeof keys.list>;
    if (!rows) continue;
    const joined = joinRow(rows, row, belongs(row, inbox, view as View, me));
    if (joined !== rows) queryClient.setQueryData(key, joined);
  }
}

/** What is known of a conversation, from its own page or from any list. */
export function knownConversation(id: string): ConversationJson | undefined {
  const detail = queryClient.getQueryData<ConversationDetail>(keys.conversation(id));
  if (detail) return detail;
  for (const [, rows] of queryClient.getQueriesData<Rows>({ queryKey: keys.lists })) {
    const row = rows?.items.find((one) => one.id === id);
    if (row) return row;
  }
  return undefined;
}

/** Every conversation that any list has loaded, once. */
export function allKnown(): ConversationJson[] {
  const found = new Map<string, ConversationJson>();
  for (const [, rows] of queryClient.getQueriesData<Rows>({ queryKey: keys.lists }))
    for (const row of rows?.items ?? []) found.set(row.id, row);
  return [...found.values()];
}
