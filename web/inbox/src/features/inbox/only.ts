/** A list that shows one kind of channel: which kinds there are, and which rows stay. */
import type { InboxJson } from "../../lib/api/types";
import type { Rows } from "../../lib/rows";

/** The kinds of channel of one inbox, or of all (""), each once. */
export function kindsIn(inboxes: InboxJson[], inbox: string): string[] {
  const asked = inboxes.filter(({ id }) => inbox === "" || id === inbox);
  return [...new Set(asked.flatMap(({ channels }) => channels.map(({ kind }) => kind)))];
}

/** The rows of one kind ("" for all). Beyond `through` rows nothing more is loaded by itself: `next` is null. */
export function onlyOf(rows: Rows, only: string, through: number): Rows {
  if (only === "") return rows;
  return {
    items: rows.items.filter((row) => row.channel_kind === only),
    next: rows.items.length < through ? rows.next : null,
  };
}
