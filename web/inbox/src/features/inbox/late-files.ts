/**
 * Files that come after the words they were sent with. Such a file, or that it is lost, is a message of its own which
 * answers the first one; from then on the first one must not say that it is on its way.
 */
import type { EntryJson, PartJson } from "../../lib/api/types";
import { placeOf } from "../../lib/log";
import { answeredPlace } from "./answered";

/** Said beside a file, and no content of its own. */
const BESIDE = "group";

/** The name of the file that this message is all about; null for a message of any other kind. */
function fileAlone({ kind, text, attachments, parts }: EntryJson): string | null {
  if (kind !== "message" || text) return null;
  const files = (attachments ?? []).map(({ name }) => name);
  const others = (parts ?? []).filter((part) => part.kind !== BESIDE);
  if (others.some((part) => part.kind !== "lost_file")) return null;
  const names = [...files, ...others.map(({ title }) => title)];
  return names.length === 1 ? (names[0] ?? null) : null;
}

/** By place of a message the indexes of its parts that need no longer be waited for. */
export function settledFiles(entries: readonly EntryJson[]): Map<string, number[]> {
  const settled = new Map<string, number[]>();
  const byPlace = new Map(entries.map((entry) => [placeOf(entry), entry]));
  for (const entry of entries) {
    const place = answeredPlace(entry);
    const name = fileAlone(entry);
    if (!place || name === null) continue;
    const before = settled.get(place) ?? [];
    const first = byPlace.get(place);
    if (first?.direction !== entry.direction) continue;
    const index = awaited(first.parts ?? [], before, name);
    if (index >= 0) settled.set(place, [...before, index]);
  }
  return settled;
}

/** The one of that name, else the first: a platform may name a file only when it hands it out. */
function awaited(parts: readonly PartJson[], settled: readonly number[], name: string): number {
  const waits = (part: PartJson, index: number) => part.kind === "late_file" && !settled.includes(index);
  const named = parts.findIndex((part, index) => waits(part, index) && part.title === name);
  return named >= 0 ? named : parts.findIndex(waits);
}
