/**
 * A list that holds still. While a hand is on it, rows keep their places: what changed is changed in place, what left
 * stays and says why, what is new waits above as a number.
 */
import type { ConversationJson } from "./api/types";

export interface ShownRow {
  row: ConversationJson;
  /** It is no longer in this view. */
  gone: boolean;
}

export interface Still {
  rows: ShownRow[];
  /** How many conversations wait above, not shown yet. */
  fresh: number;
  /** The same conversations, but the true order is another by now. */
  moved: boolean;
}

/** Everything as it truly is. */
export const settle = (latest: ConversationJson[]): ShownRow[] => latest.map((row) => ({ row, gone: false }));

/** Keep the places of `shown`, with the news of `latest`. `known` tells what became of a row that left. */
export function holdStill(
  shown: ShownRow[],
  latest: ConversationJson[],
  known: (id: string) => ConversationJson | undefined,
): Still {
  const now = new Map(latest.map((row) => [row.id, row]));
  const placed = new Set(shown.map(({ row }) => row.id));
  const rows = shown.map(({ row }): ShownRow => {
    const fresh = now.get(row.id);
    return fresh ? { row: fresh, gone: false } : { row: known(row.id) ?? row, gone: true };
  });
  const lastPlaced = latest.findLastIndex((row) => placed.has(row.id));
  const missing = latest.filter((row) => !placed.has(row.id));
  // Rows after the last one shown are further pages, not news: they join at the end.
  const below = latest.slice(lastPlaced + 1);
  const isBelow = new Set(below.map((row) => row.id));
  const fresh = shown.length === 0 ? 0 : missing.filter((row) => !isBelow.has(row.id)).length;
  const all = [...rows, ...settle(shown.length === 0 ? latest : below)];
  const staying = all.filter(({ gone }) => !gone).map(({ row }) => row.id);
  const stays = new Set(staying);
  const order = latest.filter((row) => stays.has(row.id)).map((row) => row.id);
  return { rows: all, fresh, moved: staying.some((id, index) => id !== order[index]) };
}
