// @vitest-environment node
import { expect, test } from "vitest";
import { moved, placeAt } from "./ordering";

test("a chatflow moves and the others close up", () => {
  expect(moved(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
  expect(moved(["a", "b", "c", "d"], 3, 0)).toEqual(["d", "a", "b", "c"]);
  expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 7, 0)).toEqual(["a", "b"]);
});

test("a dragged row takes the place whose middle it has passed", () => {
  const middles = [30, 90, 150, 210];

  expect(placeAt(middles, 0, 30)).toBe(0);
  expect(placeAt(middles, 0, 91)).toBe(1);
  expect(placeAt(middles, 0, 500)).toBe(3);
  expect(placeAt(middles, 3, 89)).toBe(1);
  expect(placeAt(middles, 2, -10)).toBe(0);
});
