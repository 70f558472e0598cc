/**
 * A conversation's entries as this page knows them, and how fresh ones join: by place, never twice. What was merged in
 * stands among them in the order of time; each log keeps its own order.
 */
import type { EntryJson } from "./api/types";

export interface Log {
  /** Whose log it is; entries of others were merged in. */
  conversation: string;
  /** In the order of time, those of one conversation ascending by seq. */
  entries: EntryJson[];
  /** Cursor for older entries; null at the start of the log. */
  older: string | null;
}

/** Where an entry stands: a seq alone is that of its own conversation. */
export const placeOf = (entry: Pick<EntryJson, "conversation" | "seq">): string =>
  `${entry.conversation}-${String(entry.seq)}`;

/** Several logs as one: the earliest goes first, and at one moment what was merged in. */
function stitched(logs: EntryJson[][], own: string): EntryJson[] {
  const left = logs.map((log) => log.sort((one, other) => one.seq - other.seq));
  left.sort((one, other) => Number(one[0]?.conversation === own) - Number(other[0]?.conversation === own));
  const all: EntryJson[] = [];
  const taken = left.map(() => 0);
  for (;;) {
    let next = -1;
    for (const [index, log] of left.entries()) {
      const entry = log[taken[index] ?? 0];
      const best = left[next]?.[taken[next] ?? 0];
      if (entry && (!best || Date.parse(entry.at) < Date.parse(best.at))) next = index;
    }
    const entry = left[next]?.[taken[next] ?? 0];
    if (!entry) return all;
    all.push(entry);
    taken[next] = (taken[next] ?? 0) + 1;
  }
}

/** Join by place; what was fetched later wins. Answers `known` itself when nothing changed. */
export function join(known: EntryJson[], fresh: EntryJson[], own: string): EntryJson[] {
  if (fresh.length === 0) return known;
  const byPlace = new Map([...known, ...fresh].map((entry) => [placeOf(entry), entry]));
  const logs = new Map<string, EntryJson[]>();
  for (const entry of byPlace.values()) {
    const log = logs.get(entry.conversation);
    if (log) log.push(entry);
    else logs.set(entry.conversation, [entry]);
  }
  return stitched([...logs.values()], own);
}

/** The last seq of the conversation itself. */
export const lastSeq = (log: Log | undefined): number =>
  log?.entries.findLast((entry) => entry.conversation === log.conversation)?.seq ?? 0;

export interface DeliveryState {
  delivery: NonNullable<EntryJson["delivery"]>;
  reason: string;
  at: string;
}

/** What became of each own message: the last thing said about it. Keyed by the message's place. */
export function deliveries(entries: EntryJson[]): Map<string, DeliveryState> {
  const states = new Map<string, DeliveryState>();
  for (const { kind, direction, delivery, delivery_reason, at, ...entry } of entries) {
    if (!delivery) continue;
    const state = { delivery, reason: delivery_reason ?? "", at };
    if (kind === "message" && direction === "out") states.set(placeOf(entry), state);
    if (kind === "delivery" && entry.of !== null)
      states.set(placeOf({ conversation: entry.of_conversation ?? entry.conversation, seq: entry.of }), state);
  }
  return states;
}
