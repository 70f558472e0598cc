import { expect, test } from "vitest";
import type { WindowJson } from "../../lib/api/types";
import { isShut, isTold, timeLeft, windowNow } from "./window";

const HOUR = 3_600_000;
const END = Date.parse("2026-11-25T12:00:00Z");
const until = new Date(END).toISOString();
const messenger = { window: { open: 24, people: 168 }, templates: false };
const whatsapp = { window: { open: 24, people: 0 }, templates: true };
const open: WindowJson = { state: "open", until };

test("a conversation without a window is never shut", () => {
  expect(windowNow(null, undefined, END)).toBeNull();
  expect(isShut(null)).toBe(false);
});

test("the window moves on by itself: open, people only, closed", () => {
  const at = (hours: number) => windowNow(open, messenger, END + hours * HOUR);

  expect(at(-2)).toEqual({ state: "open", left: 2 * HOUR });
  expect(at(0)).toEqual({ state: "people_only", left: 144 * HOUR });
  expect(at(143)).toEqual({ state: "people_only", left: HOUR });
  expect(at(144)).toEqual({ state: "closed", left: null });
});

test("where there are templates, they are what is left", () => {
  expect(windowNow(open, whatsapp, END)).toEqual({ state: "templates_only", left: null });
  expect(isShut(windowNow(open, whatsapp, END))).toBe(true);
});

test("a window that only the person can open stays shut", () => {
  expect(windowNow({ state: "closed", until: null }, messenger, END)).toEqual({ state: "closed", left: null });
});

test("the time left is told from six hours before the end, and always where only people may answer", () => {
  const told = (hours: number) => isTold(windowNow(open, messenger, END + hours * HOUR));

  expect([told(-7), told(-6), told(-0.1), told(1), told(200)]).toEqual([false, true, true, true, false]);
});

test.each([
  [3 * HOUR + 12 * 60_000, "3 h 12 min"],
  [123 * HOUR, "5 days 3 h"],
  [24 * HOUR, "1 day"],
  [2 * HOUR, "2 h"],
  [61_000, "2 min"],
  [1, "1 min"],
])("%i milliseconds are told as %s", (milliseconds, words) => {
  expect(timeLeft(milliseconds, "en")).toBe(words);
});

test("the time left is told in the reader's language", () => {
  expect(timeLeft(123 * HOUR, "es")).toBe("5 días 3 h");
});
