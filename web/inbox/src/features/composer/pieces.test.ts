import { expect, test } from "vitest";
import { piecesOf } from "./pieces";

test("a text that fits is one message, and no text is none", () => {
  expect(piecesOf("Hello", 2_000)).toBe(1);
  expect(piecesOf("a".repeat(2_000), 2_000)).toBe(1);
  expect(piecesOf("  \n ", 2_000)).toBe(0);
  expect(piecesOf("a".repeat(9_000), 0)).toBe(1);
});

test("a longer one is as many as it takes", () => {
  expect(piecesOf("a".repeat(2_001), 2_000)).toBe(2);
  expect(piecesOf("a".repeat(4_001), 2_000)).toBe(3);
});

test("it is cut where a reader pauses, which may take one more", () => {
  const sentences = `${"a".repeat(7)}. `.repeat(10);

  expect(sentences.trim().length).toBe(89);
  expect(piecesOf(sentences, 10)).toBe(10);
  expect(piecesOf("one two three four", 10)).toBe(2);
});

test("white space at a cut makes no message", () => {
  expect(piecesOf(`${"a".repeat(10)}${" ".repeat(20)}`, 10)).toBe(1);
});
