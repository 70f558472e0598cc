/** Rows of a list: which belong where, and how a newly fetched first page joins what was loaded before. */
import type { ConversationDetail, ConversationJson, View } from "./api/types";

export interface Rows {
  items: ConversationJson[];
  next: string | null;
}

/** A row, or a whole conversation, which says whether it goes on in another one. */
type Row = ConversationJson & { merged_into?: ConversationDetail["merged_into"] };

/** Would the server put this conversation into this list? `inbox` "" is all inboxes. */
export function belongs(row: Row, inbox: string, view: View, me: string): boolean {
  if (row.merged_into) return false;
  if (inbox && row.inbox !== inbox) return false;
  switch (view) {
    case "open":
      return row.status === "open";
    case "mine":
      return row.status === "open" && row.owner === me;
    case "unassigned":
      return row.status === "open" && row.owner === null;
    default:
      return row.status === view;
  }
}

/** Newest activity first. */
export function byActivity(one: ConversationJson, other: ConversationJson): number {
  const difference = Date.parse(other.last_activity_at) - Date.parse(one.last_activity_at);
  return difference || (one.id < other.id ? 1 : -1);
}

/** The first page again: it replaces its own stretch of the list; what was loaded below stays. */
export function joinFirstPage(known: Rows | undefined, page: Rows): Rows {
  const last = page.items.at(-1);
  if (!known || page.next === null || !last || known.items.length <= page.items.length) return page;
  const fresh = new Set(page.items.map((row) => row.id));
  const below = known.items.filter((row) => !fresh.has(row.id) && byActivity(last, row) < 0);
  return below.length === 0 ? page : { items: [...page.items, ...below], next: known.next };
}

/** The next page joins at the end. */
export function joinNextPage(known: Rows, page: Rows): Rows {
  const present = new Set(known.items.map((row) => row.id));
  return { items: [...known.items, ...page.items.filter((row) => !present.has(row.id))], next: page.next };
}

/** One conversation changed: put it where it belongs, or take it out. Answers `known` itself when nothing changed. */
export function joinRow(known: Rows, row: ConversationJson, belongsHere: boolean): Rows {
  const index = known.items.findIndex((other) => other.id === row.id);
  if (!belongsHere) return index < 0 ? known : { ...known, items: known.items.filter((other) => other.id !== row.id) };
  const last = known.items.at(-1);
  // Below everything that is loaded: it comes with its page.
  if (index < 0 && known.next !== null && last && byActivity(last, row) < 0) return known;
  const others = index < 0 ? known.items : known.items.filter((other) => other.id !== row.id);
  return { ...known, items: [...others, row].sort(byActivity) };
}
