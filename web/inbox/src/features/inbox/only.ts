/** A list that shows one kind of channel, or one channel: what there is to choose, and which rows stay. */
import type { InboxJson } from "../../lib/api/types";
import type { Rows } from "../../lib/rows";

type Channel = InboxJson["channels"][number];

export interface Choice {
  /** What stands in the address: the name of a kind, or the id of a channel. */
  only: string;
  kind: string;
  /** One of several channels of its kind. */
  channel?: Channel;
}

/** The kinds of channel of one inbox, or of all (""), each with its channels where it has several. */
export function choicesIn(inboxes: readonly InboxJson[], inbox: string): Choice[] {
  const channels = inboxes.filter(({ id }) => inbox === "" || id === inbox).flatMap((one) => one.channels);
  return [...new Set(channels.map(({ kind }) => kind))].flatMap((kind) => {
    const each = channels.filter((channel) => channel.kind === kind);
    const all: Choice = { only: kind, kind };
    return each.length < 2 ? [all] : [all, ...each.map((channel) => ({ only: channel.id, kind, channel }))];
  });
}

/** The rows that were asked for ("" for all). Beyond `through` rows nothing more is loaded by itself: `next` is null. */
export function onlyOf(rows: Rows, only: string, through: number): Rows {
  if (only === "") return rows;
  return {
    items: rows.items.filter(({ channel, channel_kind }) => channel_kind === only || channel === only),
    next: rows.items.length < through ? rows.next : null,
  };
}
