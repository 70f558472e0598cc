/** A conversation's entries as this page knows them, and how fresh ones join: by `seq`, never twice. */
import type { EntryJson } from "./api/types";

export interface Log {
  /** Ascending by seq. */
  entries: EntryJson[];
  /** Cursor for older entries; null at the start of the log. */
  older: string | null;
}

/** Join by seq; what was fetched later wins. Answers `known` itself when nothing changed. */
export function join(known: EntryJson[], fresh: EntryJson[]): EntryJson[] {
  if (fresh.length === 0) return known;
  const bySeq = new Map(known.map((entry) => [entry.seq, entry]));
  for (const entry of fresh) bySeq.set(entry.seq, entry);
  return [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}

export const lastSeq = (log: Log | undefined): number => log?.entries.at(-1)?.seq ?? 0;

export interface DeliveryState {
  delivery: NonNullable<EntryJson["delivery"]>;
  reason: string;
  at: string;
}

/** What became of each own message: the last thing said about it. Keyed by the message's seq. */
export function deliveries(entries: EntryJson[]): Map<number, DeliveryState> {
  const states = new Map<number, DeliveryState>();
  for (const entry of entries) {
    if (entry.kind === "message" && entry.direction === "out" && entry.delivery)
      states.set(entry.seq, { delivery: entry.delivery, reason: entry.delivery_reason ?? "", at: entry.at });
    if (entry.kind === "delivery" && entry.of !== null && entry.delivery)
      states.set(entry.of, { delivery: entry.delivery, reason: entry.delivery_reason ?? "", at: entry.at });
  }
  return states;
}
