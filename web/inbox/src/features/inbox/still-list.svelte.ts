/** The rows on the screen: the true list while nobody's hand is on it, else the places they had. */
import type { ConversationJson } from "../../lib/api/types";
import { knownConversation } from "../../lib/knowledge";
import { holdStill, settle, type ShownRow } from "../../lib/still";

export class StillList {
  rows = $state.raw<ShownRow[]>([]);
  /** Conversations that wait above. */
  fresh = $state(0);
  /** The true order is another by now. */
  moved = $state(false);
  #latest: ConversationJson[] = [];
  #goneAt = new Map<string, string>();

  /** The list is so now; `held` while it is scrolled or pointed at. */
  take(latest: ConversationJson[], held: boolean): void {
    this.#latest = latest;
    if (!held) {
      this.settle();
      return;
    }
    const still = holdStill(this.rows, latest, knownConversation);
    this.rows = still.rows;
    this.fresh = still.fresh;
    this.moved = still.moved;
    const now = new Date().toISOString();
    for (const { row, gone } of still.rows) {
      if (!gone) this.#goneAt.delete(row.id);
      else if (!this.#goneAt.has(row.id)) this.#goneAt.set(row.id, now);
    }
  }

  /** When a row that is gone went. */
  goneAt(id: string): string {
    return this.#goneAt.get(id) ?? new Date().toISOString();
  }

  settle(): void {
    this.rows = settle(this.#latest);
    this.fresh = 0;
    this.moved = false;
    this.#goneAt.clear();
  }

  /** This agent is done with a row: it goes at once. */
  drop(id: string): void {
    this.rows = this.rows.filter(({ row }) => row.id !== id);
  }

  indexOf(id: string | null): number {
    return id === null ? -1 : this.rows.findIndex(({ row }) => row.id === id);
  }

  /** The conversation after this one that is still here; before it, when it is the last. */
  after(id: string): string | null {
    const index = this.indexOf(id);
    const next = this.rows.slice(index + 1).find(({ gone }) => !gone);
    const previous = this.rows.slice(0, Math.max(0, index)).findLast(({ gone }) => !gone);
    return (next ?? previous)?.row.id ?? null;
  }
}
