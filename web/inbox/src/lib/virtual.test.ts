// @vitest-environment node
import { expect, test } from "vitest";
import { drawn } from "./virtual.svelte";

test("of ten thousand rows fewer than forty are drawn, wherever the reader is", () => {
  for (const offset of [0, 84 * 5_000 + 41, 84 * 10_000 - 900]) {
    const indexes = drawn(offset, 900, 84, 10_000, 3);

    expect(indexes.length).toBeLessThan(40);
    expect(indexes).toContain(Math.floor(offset / 84));
  }
});

test("the row with focus stays drawn out of sight, in its order", () => {
  expect(drawn(84 * 500, 840, 84, 1_000, 2)[0]).toBe(2);
  expect(drawn(0, 840, 84, 1_000, 700).at(-1)).toBe(700);
});

test("a short list is drawn whole, an empty one not at all", () => {
  expect(drawn(0, 900, 84, 3, 0)).toEqual([0, 1, 2]);
  expect(drawn(0, 900, 84, 0, -1)).toEqual([]);
});
