/**
 * What a platform tells later of messages that stand in the log: reactions, new words, that one was deleted. They
 * belong to their message; only what is about a message that is not here has a line of its own.
 */
import type { ActorJson, EntryJson, PartJson } from "../../lib/api/types";
import { placeOf } from "../../lib/log";
import { settledFiles } from "./late-files";

export interface Reaction {
  emoji: string;
  /** Who reacts so now, the first one first. */
  by: ActorJson[];
}

/** One message as it is now. */
export interface Told {
  reactions: Reaction[];
  /** The changes of its words, oldest first. */
  edits: EntryJson[];
  withdrawn: boolean;
  /** The title of the quick reply that the person pressed; "" for none. */
  pressed: string;
  /** The indexes of its parts that said of a file that it is on its way, and need no longer. */
  settled: number[];
}

export interface Telling {
  of: ReadonlyMap<string, Told>;
  /** The places of entries that are shown at their message. */
  shown: ReadonlySet<string>;
}

const nothing = (): Told => ({ reactions: [], edits: [], withdrawn: false, pressed: "", settled: [] });

const KINDS = ["reacted", "edited", "withdrawn"];

const about = ({ of, of_conversation, conversation }: EntryJson): string =>
  of === null ? "" : placeOf({ conversation: of_conversation ?? conversation, seq: of });

export function toldOf(entries: readonly EntryJson[]): Telling {
  const of = new Map<string, Told>();
  const shown = new Set<string>();
  const now = new Map<string, Map<string, { actor: ActorJson; emoji: string }>>();
  const messages = new Set(entries.filter(({ kind }) => kind === "message").map(placeOf));
  const toldAt = (place: string): Told => {
    const told = of.get(place) ?? nothing();
    of.set(place, told);
    return told;
  };
  for (const [place, title] of pressedIn(entries)) toldAt(place).pressed = title;
  for (const [place, settled] of settledFiles(entries)) toldAt(place).settled = settled;
  for (const entry of entries) {
    const place = about(entry);
    if (!KINDS.includes(entry.kind) || !messages.has(place)) continue;
    shown.add(placeOf(entry));
    const told = toldAt(place);
    if (entry.kind === "withdrawn") told.withdrawn = true;
    else if (entry.kind === "edited") told.edits.push(entry);
    else {
      const each = now.get(place) ?? new Map<string, { actor: ActorJson; emoji: string }>();
      now.set(place, each);
      react(each, entry);
      told.reactions = gathered([...each.values()]);
    }
  }
  return { of, shown };
}

/** What was pressed, by the place of the last message before it that offered it. The last press of each counts. */
function pressedIn(entries: readonly EntryJson[]): Map<string, string> {
  const offers = new Map<string, { place: string; title: string }>();
  const pressed = new Map<string, string>();
  for (const entry of entries)
    for (const { kind, title, payload } of entry.parts ?? [])
      if (kind === "quick_reply") for (const name of [title, payload]) offers.set(name, { place: placeOf(entry), title });
      else if (kind === "choice") {
        const offer = offers.get(payload) ?? offers.get(title);
        if (offer) pressed.set(offer.place, offer.title);
      }
  return pressed;
}

/** The last word of each person counts. */
function react(each: Map<string, { actor: ActorJson; emoji: string }>, { actor, emoji, taken_back }: EntryJson): void {
  const who = `${actor.kind} ${actor.id || actor.name}`;
  each.delete(who);
  if (!taken_back && emoji) each.set(who, { actor, emoji });
}

function gathered(each: { actor: ActorJson; emoji: string }[]): Reaction[] {
  const by = new Map<string, ActorJson[]>();
  for (const { actor, emoji } of each) by.set(emoji, [...(by.get(emoji) ?? []), actor]);
  return [...by].map(([emoji, actors]) => ({ emoji, by: actors }));
}

export interface Words {
  text: string;
  /** Where they stand: the message itself, or its last change. */
  said: EntryJson;
  /** What it said before; null where it never changed. */
  before: EntryJson | null;
}

/** What the message says now. */
export function wordsOf(entry: EntryJson, told: Told | undefined): Words {
  const last = told?.edits.at(-1);
  const said = last ?? entry;
  return { text: said.text ?? "", said, before: last ? (told?.edits.at(-2) ?? entry) : null };
}

/** What it holds beside text and files, as far as that is still so. */
export const partsOf = ({ parts }: EntryJson, told: Told | undefined): PartJson[] =>
  (parts ?? []).filter((_, index) => !told?.settled.includes(index));
