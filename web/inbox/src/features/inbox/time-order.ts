/** The order in which it was said. What a platform tells of long ago comes late, and newest first. */
import type { EntryJson } from "../../lib/api/types";

const moment = ({ at }: EntryJson): number => Date.parse(at);

/** What was imported stands where its time says; all else keeps the order of the log. */
export function inTimeOrder(entries: EntryJson[]): EntryJson[] {
  const imported = entries.filter((entry) => entry.imported).sort((a, b) => moment(a) - moment(b));
  if (imported.length === 0) return entries;
  const ordered: EntryJson[] = [];
  let next = 0;
  for (const entry of entries) {
    if (entry.imported) continue;
    for (let old = imported[next]; old && moment(old) <= moment(entry); old = imported[next]) {
      ordered.push(old);
      next += 1;
    }
    ordered.push(entry);
  }
  return [...ordered, ...imported.slice(next)];
}
