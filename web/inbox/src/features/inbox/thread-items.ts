/** How the entries of a log stand in the thread: days, mails, groups of bubbles, events; what belongs together. */
import type { EntryJson } from "../../lib/api/types";
import { placeOf } from "../../lib/log";

/** Whose bubbles: the team's answers, its notes, or what the visitor of a chat wrote. */
export type Side = "own" | "note" | "theirs";

export type ThreadItem =
  | { kind: "day"; key: string; at: string }
  | { kind: "mail"; key: string; entry: EntryJson }
  | { kind: "group"; key: string; side: Side; entries: [EntryJson, ...EntryJson[]] }
  | { kind: "events"; key: string; entries: [EntryJson, ...EntryJson[]] };

const TOGETHER_MS = 5 * 60_000;

/** What is said under a message and needs no line of its own. */
const isSilent = (entry: EntryJson): boolean =>
  entry.kind === "delivery" || (entry.kind === "merged_into" && entry.from_number !== null);

const day = (at: string): string => new Date(at).toDateString();

function side(entry: EntryJson): "mail" | Side | "events" {
  if (entry.kind === "comment") return "note";
  if (entry.kind !== "message") return "events";
  if (entry.direction === "out") return "own";
  return entry.chat ? "theirs" : "mail";
}

/** Does this entry join the item before it? Messages of one sender within five minutes do, and events in a row. */
function joins(before: ThreadItem | undefined, entry: EntryJson, where: ReturnType<typeof side>): boolean {
  if (before?.kind === "events") return where === "events";
  if (before?.kind !== "group" || before.side !== where) return false;
  const last = before.entries.at(-1) ?? before.entries[0];
  if (last.conversation !== entry.conversation) return false;
  return last.actor.id === entry.actor.id && Date.parse(entry.at) - Date.parse(last.at) <= TOGETHER_MS;
}

/** `told` are the places of entries that stand at the message which they are about. */
export function threadItems(entries: EntryJson[], told: ReadonlySet<string> = new Set()): ThreadItem[] {
  const items: ThreadItem[] = [];
  let today = "";
  for (const entry of entries) {
    if (isSilent(entry) || told.has(placeOf(entry))) continue;
    if (day(entry.at) !== today) {
      today = day(entry.at);
      items.push({ kind: "day", key: `day-${placeOf(entry)}`, at: entry.at });
    }
    const where = side(entry);
    const before = items.at(-1);
    if (joins(before, entry, where)) (before as Extract<ThreadItem, { entries: unknown }>).entries.push(entry);
    else if (where === "mail") items.push({ kind: "mail", key: `mail-${placeOf(entry)}`, entry });
    else if (where === "events") items.push({ kind: "events", key: `events-${placeOf(entry)}`, entries: [entry] });
    else items.push({ kind: "group", key: `group-${placeOf(entry)}`, side: where, entries: [entry] });
  }
  return items;
}

/** "Re: Fwd: Order" and "order" are the same subject. */
export const bareSubject = (subject: string): string =>
  subject
    .replace(/^(\s*(re|fwd?|aw|wg|rv|res)(\[\d+\])?\s*:)+/i, "")
    .trim()
    .toLowerCase();
