// @vitest-environment node
import { expect, test } from "vitest";
import { anEntry } from "../../testing";
import { threadItems } from "./thread-items";
import { inTimeOrder } from "./time-order";

const live = (seq: number, day: number) => anEntry({ seq, at: `2026-11-${day}T12:00:00Z` });
const old = (seq: number, day: number) => anEntry({ seq, at: `2026-11-${day}T12:00:00Z`, imported: true });
const order = (...entries: ReturnType<typeof anEntry>[]) => inTimeOrder(entries).map(({ seq }) => seq);

test("what was said before stands before, though it was told later and newest first", () => {
  expect(order(live(1, 22), old(2, 20), old(3, 12), old(4, 10), live(5, 23))).toEqual([4, 3, 2, 1, 5]);
  expect(order(old(1, 20), old(2, 12))).toEqual([2, 1]);
});

test("it stands where its time says, also among what was merged in", () => {
  expect(order(live(1, 10), live(2, 22), old(3, 15))).toEqual([1, 3, 2]);
});

test("all else keeps the order of the log", () => {
  expect(order(live(1, 22), live(2, 20), live(3, 21))).toEqual([1, 2, 3]);
});

test("a day that is named twice has two places", () => {
  const items = threadItems([live(1, 22), live(2, 20), live(3, 22)]);

  expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
});
