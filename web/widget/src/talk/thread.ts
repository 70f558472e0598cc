/** One conversation as this browser knows it: its entries in order, and up to where none is missing. */
import type { Agent, Entry, Summary } from "./frames.ts";

export class Thread {
  entries: Entry[] = [];
  /** nothing up to here is missing */
  cursor = 0;
  loaded = false;
  /** what is missing has been asked for */
  asked = false;
  typing: Agent | null = null;
  typingEnds = 0;
  /** how far the team has read */
  seen = 0;
  /** how far the team was told that the visitor has read */
  told = 0;

  constructor(public summary: Summary) {
    this.seen = summary.seen ?? 0;
  }

  /** the last message of the team, or 0 */
  get news(): number {
    return this.entries.findLast(({ by, kind }) => kind === "message" && by !== "visitor")?.seq ?? 0;
  }

  /** Takes an entry in; false where others are missing before it. */
  add(prev: number, entry: Entry): boolean {
    this.put(entry);
    if (prev > this.cursor) return false;
    this.cursor = Math.max(this.cursor, entry.seq);
    return true;
  }

  /** Takes in all that came after the cursor. */
  resume(seq: number, entries: Entry[]): void {
    for (const entry of entries) this.put(entry);
    this.cursor = Math.max(this.cursor, seq);
    this.loaded = true;
  }

  put(entry: Entry): void {
    const rest = this.entries.filter(({ seq, id }) => seq !== entry.seq && !(id && id === entry.id));
    const at = rest.findIndex(({ seq }) => seq > entry.seq);
    rest.splice(at < 0 ? rest.length : at, 0, entry);
    this.entries = rest;
    const { summary } = this;
    if (entry.seq >= summary.seq) {
      summary.seq = entry.seq;
      summary.at = entry.at;
      if (entry.text) Object.assign(summary, { preview: entry.text, by: entry.by });
      summary.closed = entry.kind === "closed" || (summary.closed && entry.kind === "rated");
    }
  }
}
