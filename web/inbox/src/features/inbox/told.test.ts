import { expect, test } from "vitest";
import { anAnswer, anEntry } from "../../testing";
import { toldOf, wordsOf } from "./told";

const ana = { kind: "contact", id: "co_1", name: "Ana" } as const;
const ours = { kind: "system", id: "", name: "platform" } as const;
type Values = Parameters<typeof anEntry>[0];
const reacted = (seq: number, emoji: string, values: Values = {}) =>
  anEntry({ seq, kind: "reacted", direction: null, of: 1, emoji, taken_back: false, actor: ana, ...values });
const edited = (seq: number, text: string) => anEntry({ seq, kind: "edited", direction: null, of: 1, text });
const emojis = (entries: ReturnType<typeof anEntry>[]) =>
  toldOf(entries)
    .of.get("cv_1-1")
    ?.reactions.map(({ emoji, by }) => `${emoji}${by.length}`);

test("the last reaction of each person counts, and one that is taken back does not", () => {
  const message = anAnswer({ seq: 1 });

  expect(emojis([message, reacted(2, "👍"), reacted(3, "❤️")])).toEqual(["❤️1"]);
  expect(emojis([message, reacted(2, "👍"), reacted(3, "👍", { taken_back: true })])).toEqual([]);
  expect(emojis([message, reacted(2, "❤️"), reacted(3, "❤️", { actor: ours })])).toEqual(["❤️2"]);
});

test("what is about a message that is not here keeps a line of its own", () => {
  const { of, shown } = toldOf([anEntry({ seq: 5 }), reacted(6, "👍", { of: 1 }), reacted(7, "👍", { of: null })]);

  expect(of.size).toBe(0);
  expect(shown.size).toBe(0);
});

test("it belongs to the message of the conversation that was merged in, where that is meant", () => {
  const merged = anEntry({ seq: 1, conversation: "cv_0", from_number: 7 });
  const { of, shown } = toldOf([anEntry({ seq: 1 }), merged, reacted(2, "👍", { of_conversation: "cv_0" })]);

  expect([...of.keys()]).toEqual(["cv_0-1"]);
  expect([...shown]).toEqual(["cv_1-2"]);
});

test("a message that was changed says its new words, and what it said right before", () => {
  const message = anEntry({ seq: 1, text: "At six" });
  const once = toldOf([message, edited(2, "At seven")]).of.get("cv_1-1");
  const twice = toldOf([message, edited(2, "At seven"), edited(3, "At eight")]).of.get("cv_1-1");

  expect(wordsOf(message, undefined)).toEqual({ text: "At six", said: message, before: null });
  expect(wordsOf(message, once)).toMatchObject({ text: "At seven", said: { seq: 2 }, before: { text: "At six" } });
  expect(wordsOf(message, twice)).toMatchObject({ text: "At eight", said: { seq: 3 }, before: { text: "At seven" } });
});

const part = (kind: string, title: string, payload = title) => ({ kind, title, payload, text: "", url: "", where: "" });
const offers = (seq: number, ...titles: string[]) =>
  anAnswer({ seq, parts: titles.map((title) => part("quick_reply", title)) });
const presses = (seq: number, title: string, payload = title) =>
  anEntry({ seq, parts: [part("choice", title, payload)] });
const pressed = (entries: ReturnType<typeof anEntry>[]) =>
  [...toldOf(entries).of].map(([place, told]) => [place, told.pressed]);

test("what somebody pressed is known at the last message that offered it", () => {
  expect(pressed([offers(1, "Yes", "No"), offers(2, "Yes", "No"), presses(3, "Yes")])).toEqual([["cv_1-2", "Yes"]]);
  expect(pressed([offers(1, "Yes", "No"), presses(2, "No"), presses(3, "yes!", "Yes")])).toEqual([["cv_1-1", "Yes"]]);
});

test("a row that was chosen of a list is known by its title or its id", () => {
  const rows = offers(1, "Monday", "Tuesday", "Thursday", "Saturday from 10 to 12");

  expect(pressed([rows, presses(2, "Saturday from 10 to 12")])).toEqual([["cv_1-1", "Saturday from 10 to 12"]]);
  expect(pressed([rows, presses(2, "", "Tuesday")])).toEqual([["cv_1-1", "Tuesday"]]);
});

test("what nobody offered, or only later, is pressed nowhere", () => {
  expect(pressed([presses(1, "Yes"), offers(2, "Yes"), presses(3, "Menu")])).toEqual([]);
});

test("a message that its sender deleted is marked so", () => {
  const deleted = anEntry({ seq: 2, kind: "withdrawn", direction: null, of: 1 });

  expect(toldOf([anEntry({ seq: 1 }), deleted]).of.get("cv_1-1")?.withdrawn).toBe(true);
});
