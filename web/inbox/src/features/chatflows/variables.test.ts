// @vitest-environment node
import { expect, test } from "vitest";
import { unknownIn } from "./variables";

test("a name in braces that stands for nothing is told once", () => {
  expect(unknownIn("Hello {{name}}, from {{ company }}")).toEqual([]);
  expect(unknownIn("Hello {{firstname}} and {{firstname}} {{}}")).toEqual(["{{firstname}}", "{{}}"]);
});
