// @vitest-environment node
import { expect, test } from "vitest";
import { anAnswer, anEntry } from "../../testing";
import { bareSubject, threadItems } from "./thread-items";

const kinds = (entries: Parameters<typeof threadItems>[0]) => threadItems(entries).map(({ kind }) => kind);

test("answers of one agent within five minutes stand together, later ones apart", () => {
  const items = threadItems([
    anAnswer({ seq: 1, at: "2026-11-22T10:00:00Z" }),
    anAnswer({ seq: 2, at: "2026-11-22T10:04:00Z" }),
    anAnswer({ seq: 3, at: "2026-11-22T10:20:00Z" }),
  ]);

  expect(items.map((item) => ("entries" in item ? item.entries.length : 0))).toEqual([0, 2, 1]);
});

test("an answer and a note of the same agent do not stand together", () => {
  expect(kinds([anAnswer({ seq: 1 }), anAnswer({ seq: 2, kind: "comment", direction: null })])).toEqual([
    "day",
    "group",
    "group",
  ]);
});

test("events in a row are one item; what became of a message has none", () => {
  const entries = [
    anEntry({ seq: 1 }),
    anEntry({ seq: 2, kind: "status", direction: null, status: "closed" }),
    anEntry({ seq: 3, kind: "delivery", direction: null, of: 1 }),
    anEntry({ seq: 4, kind: "assigned", direction: null }),
  ];

  const [, , events] = threadItems(entries);

  expect(kinds(entries)).toEqual(["day", "mail", "events"]);
  expect(events && "entries" in events && events.entries.map(({ seq }) => seq)).toEqual([2, 4]);
});

test("a new day is said once", () => {
  const at = (day: number) => new Date(2026, 10, day, 12).toISOString();

  expect(
    kinds([anEntry({ seq: 1, at: at(20) }), anEntry({ seq: 2, at: at(20) }), anEntry({ seq: 3, at: at(21) })]),
  ).toEqual(["day", "mail", "mail", "day", "mail"]);
});

test("a subject is the same one with any number of answer marks", () => {
  expect(bareSubject("Re: AW: Fwd: Order 2041")).toBe(bareSubject("order 2041"));
});

test("answers of two conversations do not stand together, and a merge is told once", () => {
  const other = { conversation: "cv_2", from_number: 7 };
  const items = threadItems([
    anAnswer({ seq: 1 }),
    anAnswer({ ...other, seq: 1 }),
    anEntry({ ...other, seq: 2, kind: "merged_into", direction: null }),
    anEntry({ seq: 2, kind: "merged_from", direction: null }),
  ]);

  expect(items.map(({ kind }) => kind)).toEqual(["day", "group", "group", "events"]);
  expect(new Set(items.map(({ key }) => key)).size).toBe(4);
  expect(items.at(-1)).toMatchObject({ entries: [{ kind: "merged_from" }] });
});

test("what a visitor says in a chat stands in bubbles of its own side, an answer by mail as a card among them", () => {
  const items = threadItems([
    anEntry({ seq: 1, chat: true }),
    anEntry({ seq: 2, chat: true }),
    anAnswer({ seq: 3, chat: true }),
    anEntry({ seq: 4 }),
  ]);

  expect(items.map((item) => ("side" in item ? item.side : item.kind))).toEqual(["day", "theirs", "own", "mail"]);
});

test("what stands at the message that it is about has no line of its own", () => {
  const entries = [anEntry({ seq: 1, chat: true }), anEntry({ seq: 2, kind: "reacted", direction: null, of: 1 })];

  expect(threadItems(entries, new Set(["cv_1-2"])).map(({ kind }) => kind)).toEqual(["day", "group"]);
  expect(threadItems(entries).map(({ kind }) => kind)).toEqual(["day", "group", "events"]);
});
