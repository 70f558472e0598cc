import { expect, test } from "vitest";
import { canBeLimited, ofPreset, PERMISSIONS, presetOf, wordsOf } from "./choice";

test("a set of permissions is known again, in whatever order", () => {
  expect(presetOf(new Set(ofPreset("read", false)), false)).toBe("read");
  expect(presetOf(new Set(ofPreset("answer", false).reverse()), false)).toBe("answer");
  expect(presetOf(new Set(PERMISSIONS), false)).toBe("all");
  expect(presetOf(new Set(["reply"]), false)).toBeNull();
  expect(presetOf(new Set(), false)).toBeNull();
});

test("limited to inboxes, a token is given nothing about the whole house", () => {
  expect(ofPreset("all", true).every(canBeLimited)).toBe(true);
  expect(presetOf(new Set(ofPreset("all", true)), true)).toBe("answer");
});

test("what only a newer server knows has no words, and breaks nothing", () => {
  expect(wordsOf("reply")).toBe("tokens.reply");
  expect(wordsOf("fly")).toBeNull();
});
