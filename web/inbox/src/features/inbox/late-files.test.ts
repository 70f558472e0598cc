// @vitest-environment node
import { expect, test } from "vitest";
import type { AttachmentJson, EntryJson, PartJson } from "../../lib/api/types";
import { anEntry } from "../../testing";
import { partsOf, toldOf } from "./told";

const part = (kind: string, title: string): PartJson => ({ kind, title, text: "", url: "", payload: "", where: "" });
const file = (name: string): AttachmentJson => ({ id: name, name, content_type: "image/png", size: 9, inline: false });
const waits = (...names: string[]) => anEntry({ text: "Look", parts: names.map((name) => part("late_file", name)) });
const came = (seq: number, name: string, values: Partial<EntryJson> = {}) =>
  anEntry({ seq, text: "", answers: 1, attachments: [file(name)], ...values });
/** The files that the first of these messages says are on their way. */
function awaited(first: EntryJson, ...later: EntryJson[]): string[] {
  const told = toldOf([first, ...later]).of.get("cv_1-1");
  return partsOf(first, told).map(({ title }) => title);
}

test("a file that came is no longer on its way", () => {
  expect(awaited(waits("image"))).toEqual(["image"]);
  expect(awaited(waits("image"), came(2, "lamp.png"))).toEqual([]);
});

test("nor is one that is lost", () => {
  const lost = came(2, "", { attachments: [], parts: [part("lost_file", "image")] });

  expect(awaited(waits("image"), lost)).toEqual([]);
});

test("of several, the one of that name came, else the first", () => {
  expect(awaited(waits("a.pdf", "b.pdf"), came(2, "b.pdf"))).toEqual(["a.pdf"]);
  expect(awaited(waits("a.pdf", "b.pdf"), came(2, "b.pdf"), came(3, "scan"))).toEqual([]);
  expect(awaited(waits("image", "image", "image"), came(2, "1.png"), came(3, "2.png"))).toEqual(["image"]);
});

test("in a group it comes with the word that it was said there", () => {
  expect(awaited(waits("image"), came(2, "lamp.png", { parts: [part("group", "")] }))).toEqual([]);
});

test("an answer with words, or one of ours, brings no file that is awaited", () => {
  expect(awaited(waits("image"), came(2, "lamp.png", { text: "This one" }))).toEqual(["image"]);
  expect(awaited(waits("image"), came(2, "lamp.png", { direction: "out" }))).toEqual(["image"]);
  expect(awaited(waits("image"), came(2, "lamp.png", { answers: 0 }))).toEqual(["image"]);
});
