/**
 * What became of own messages on a platform: on their way, sent, delivered, seen. The newest of each state says it for
 * all before it; a fault is said at its message.
 */
import type { EntryJson } from "../../lib/api/types";
import { placeOf, type DeliveryState } from "../../lib/log";
import type { Telling } from "./told";

export type PlatformMark = "sending" | "sent" | "delivered" | "seen" | "fault";

/** What the messages of a conversation on a platform need to be shown. */
export interface OnPlatform {
  /** What the platform calls itself. */
  channel: string;
  /** The address of the person's picture; "" for none. */
  picture: string;
  marks: ReadonlyMap<string, PlatformMark>;
  told: Telling;
  /** The entry at a place, where it is loaded. */
  at: (place: string) => EntryJson | undefined;
  /** Leads the reader to the message at a place. */
  jump: (place: string) => void;
}

const FAULTS = ["bounced", "failed", "complained", "delayed", "unsure"];

/** By place. `seen` is the last entry of `conversation` that the person has seen. */
export function platformMarks(
  entries: readonly EntryJson[],
  states: ReadonlyMap<string, DeliveryState>,
  conversation: string,
  seen: number,
): Map<string, PlatformMark> {
  const own = entries.filter(({ kind, direction }) => kind === "message" && direction === "out");
  const marks = own.map((entry): [string, PlatformMark] => {
    const isSeen = entry.conversation === conversation && entry.seq <= seen;
    return [placeOf(entry), markOf(states.get(placeOf(entry)), isSeen, entry)];
  });
  const last = new Map(marks.map(([place, mark]) => [mark, place]));
  return new Map(marks.filter(([place, mark]) => mark === "fault" || mark === "sending" || last.get(mark) === place));
}

/** What was written in the platform's own inbox was sent from there. */
function markOf(state: DeliveryState | undefined, isSeen: boolean, { actor }: EntryJson): PlatformMark {
  if (state && FAULTS.includes(state.delivery)) return "fault";
  if (isSeen) return "seen";
  if (state?.delivery === "delivered") return "delivered";
  if (state?.delivery === "sent" || isOwnInbox(actor)) return "sent";
  return "sending";
}

/** Somebody of the team wrote it in the platform's own inbox. */
export const isOwnInbox = (actor: EntryJson["actor"]): boolean => actor.kind === "system" && actor.name === "platform";
