// @vitest-environment node
import { expect, test } from "vitest";
import { pieces } from "./links";

test("an address in a text can be followed, the full stop behind it is not part of it", () => {
  expect(pieces("See https://shop.example/a?b=1#c. Thanks")).toEqual([
    { text: "See ", href: null },
    { text: "https://shop.example/a?b=1#c", href: "https://shop.example/a?b=1#c" },
    { text: ". Thanks", href: null },
  ]);
});

test.each(["", "no address", "javascript:alert(1)", "ftp://x.example", "http://"])("%s stays text", (text) => {
  expect(pieces(text).every(({ href }) => href === null)).toBe(true);
});

test("nothing of a text is lost", () => {
  const text = "(http://a.example/x) <https://b.example> \"https://c.example\" end";

  expect(pieces(text).map((piece) => piece.text).join("")).toBe(text);
  expect(pieces(text).filter(({ href }) => href)).toHaveLength(3);
});
