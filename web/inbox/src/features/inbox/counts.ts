/** How many conversations each view holds, for one inbox or all of them together. */
import type { InboxJson, View, ViewCounts } from "../../lib/api/types";

const NONE: ViewCounts = { open: 0, mine: 0, unassigned: 0, closed: 0, spam: 0, unread: 0, limit: 0 };

/** The sum; a part that reached its limit makes the sum "or more" (`over`). */
export function countsOf(inboxes: InboxJson[], inbox: string): { counts: ViewCounts; over: (view: View) => boolean } {
  const chosen = inbox === "all" ? inboxes : inboxes.filter(({ id }) => id === inbox);
  const counts = { ...NONE };
  for (const one of chosen)
    for (const name of Object.keys(NONE) as (keyof ViewCounts)[]) counts[name] += one.counts[name];
  const over = (view: View) => chosen.some(({ counts: part }) => part.limit > 0 && part[view] >= part.limit);
  return { counts, over };
}
