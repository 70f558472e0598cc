import { beforeAll, expect, test } from "vitest";
import type { PartJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { anEntry } from "../../testing";
import { hasWords, inShort, linkLabel, mapAddress, partLabel, safeAddress } from "./parts";

const aPart = (kind: string, values: Partial<PartJson> = {}): PartJson => ({
  kind,
  title: "",
  text: "",
  url: "",
  payload: "",
  where: "",
  ...values,
});

beforeAll(async () => {
  await language.set("en");
  await language.more("threads");
});

test("a place is shown on a map, and only a place", () => {
  expect(mapAddress("41.4036,2.1744")).toBe(
    "https://www.openstreetmap.org/?mlat=41.4036&mlon=2.1744#map=16/41.4036/2.1744",
  );
  for (const where of ["", "here", "91,2", "1,2,3", "1,", "javascript:alert(1),2"]) expect(mapAddress(where)).toBe("");
});

test("a link leads to https, and nowhere else", () => {
  expect(safeAddress("https://shop.example/p/1")).toBe("https://shop.example/p/1");
  for (const url of ["", "shop.example", "http://shop.example", "javascript:alert(1)"]) expect(safeAddress(url)).toBe("");
});

test.each([
  [aPart("location"), "Location"],
  [aPart("choice", { title: "Track my order" }), "Pressed: Track my order"],
  [aPart("referral", { title: "Winter sale" }), "Came by the ad “Winter sale”"],
  [aPart("referral"), "Came by an ad or a link"],
  [aPart("form", { title: "Size" }), "Filled in: Size"],
  [aPart("lost_file", { title: "film.mp4", text: "larger than 25 MB" }), "film.mp4 could not be copied: larger than 25 MB"],
  [aPart("lost_file"), "A file could not be copied"],
  [aPart("late_file", { title: "film.mp4" }), "film.mp4 is still on its way"],
  [aPart("choice", { title: "accept", payload: "call_permission_reply" }), "You may call them"],
  [aPart("choice", { title: "reject", payload: "call_permission_reply" }), "You may not call them"],
  [aPart("template"), "Template"],
  [aPart("call", { text: "incoming, terminate, completed, 62 s" }), "A call: incoming, ended, completed, 62 s"],
  [aPart("unsupported", { title: "poll" }), "This kind of message cannot be shown here yet (poll)"],
  [aPart("unsupported", { title: "message" }), "This kind of message cannot be shown here yet"],
  [aPart("of_next_year"), "This kind of message cannot be shown here yet"],
])("a piece of a message says what it is", (part, words) => {
  expect(partLabel(part)).toBe(words);
});

test("what a piece says is read below it, unless its label or the message says the same", () => {
  expect(hasWords(aPart("unsupported", { title: "poll", text: "Red or blue?" }))).toBe(true);
  expect(hasWords(aPart("template", { title: "button", text: "When?\n[Today]" }))).toBe(true);
  expect(hasWords(aPart("template", { title: "ready", text: "It is ready", payload: "{}" }))).toBe(false);
  expect(hasWords(aPart("lost_file", { text: "larger than 25 MB" }))).toBe(false);
  expect(hasWords(aPart("location"))).toBe(false);
});

test("a link says where it leads, that of a story what it is", () => {
  expect(linkLabel(aPart("shared", { url: "https://www.shop.example/p/1" }))).toBe("Open shop.example");
  expect(linkLabel(aPart("story_reply", { url: "https://cdn.example/1" }))).toBe("Open the story");
});

test("a quoted message is one line: its words, else its file, else what it is", () => {
  const file = { id: "a", name: "box.png", content_type: "image/png", size: 1, inline: false };

  expect(inShort(anEntry(), "Hello\n\nthere")).toBe("Hello there");
  expect(inShort(anEntry({ attachments: [file] }), "")).toBe("box.png");
  expect(inShort(anEntry({ parts: [aPart("location")] }), "")).toBe("Location");
  expect(inShort(anEntry({ withdrawn: true }), "")).toBe("Message deleted by its sender");
});
