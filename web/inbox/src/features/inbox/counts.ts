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

/** Whether a website's chat belongs to the inbox, or to any of them. */
export const hasChat = (inboxes: InboxJson[], inbox: string): boolean =>
  inboxes.some(({ id, channels }) => (inbox === "all" || id === inbox) && channels.some(({ kind }) => kind === "chat"));
