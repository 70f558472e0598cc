/**
 * What became of an own message of a chat: it stands there at once, is seen, or goes by mail to whoever has left. One
 * mark is enough for all that the visitor has seen, and one for the newest that stands there.
 */
import type { EntryJson } from "../../lib/api/types";
import { placeOf, type DeliveryState } from "../../lib/log";

export type ChatMark = "seen" | "here" | "mailed" | "waits" | "mail";

/** The server's word for a message that nobody could be sent. */
const WAITS = "waits in the chat";
/** What only a mail can come to: its own line says more. */
const FAULTS = ["bounced", "failed", "complained", "delayed", "unsure"];

/** The mark of each own message that has one, by its place. `seen` is the visitor's own mark. */
export function chatMarks(
  entries: readonly EntryJson[],
  states: ReadonlyMap<string, DeliveryState>,
  conversation: string,
  seen: number,
): Map<string, ChatMark> {
  const marks = new Map<string, ChatMark>();
  const own = entries.filter(({ kind, direction, chat }) => kind === "message" && direction === "out" && chat);
  const isSeen = (entry: EntryJson) => entry.conversation === conversation && entry.seq <= seen;
  const last = own.at(-1);
  const lastSeen = own.findLast(isSeen);
  for (const entry of own) {
    const state = states.get(placeOf(entry));
    const mark = isSeen(entry) ? "seen" : markOf(state);
    const shown = mark === "seen" ? entry === lastSeen : mark === "here" ? entry === last : true;
    if (shown) marks.set(placeOf(entry), mark);
  }
  return marks;
}

function markOf(state: DeliveryState | undefined): ChatMark {
  if (!state || state.delivery === "queued") return "here";
  if (FAULTS.includes(state.delivery)) return "mail";
  if (state.reason === WAITS) return "waits";
  return "mailed";
}
