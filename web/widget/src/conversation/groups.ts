/** Messages of one sender within five minutes stand together, below one line that says who. */
import type { Agent, Entry } from "../talk/frames.ts";

const APART = 300_000;

export interface Group {
  key: string;
  /** "" for what is no message */
  by: Entry["by"] | "";
  agent: Agent | null;
  entries: Entry[];
}

export function groups(entries: Entry[]): Group[] {
  const found: Group[] = [];
  for (const entry of entries) {
    const last = found.at(-1);
    const before = last?.entries.at(-1);
    const by = entry.kind === "message" ? entry.by : "";
    if (
      last && before && by && last.by === by && last.agent?.id === entry.agent?.id &&
      Date.parse(entry.at) - Date.parse(before.at) < APART
    )
      last.entries.push(entry);
    else found.push({ key: `${entry.seq}`, by, agent: entry.agent, entries: [entry] });
  }
  return found;
}
