// @vitest-environment node
import { expect, test } from "vitest";
import { icons } from "./icons";
import { initials } from "./initials";
import { keyNames } from "./keys";
import { stepTo } from "./roving";

test.each([
  ["Ana Ruiz", "AR"],
  ["Bo K.", "BK"],
  ["ana.ruiz@example.com", "AR"],
  ["Óscar", "Ó"],
  ["María del Mar Pons", "MP"],
  ["(none) 7", "N7"],
  ["", "?"],
  ["@", "?"],
])("%s is drawn as %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test("keys are named as they stand on the reader's keyboard", () => {
  expect(keyNames("Mod Shift Enter", false)).toEqual(["Ctrl", "Shift", "Enter"]);
  expect(keyNames("Mod k", true)).toEqual(["⌘", "k"]);
});

test("arrows go round a row of tabs and other keys do not move", () => {
  expect(stepTo("ArrowRight", 1, 2)).toBe(0);
  expect(stepTo("ArrowLeft", 0, 2)).toBe(1);
  expect(stepTo("End", 0, 4)).toBe(3);
  expect(stepTo("a", 0, 2)).toBeNull();
});

test("every icon starts where it says and stays on its grid", () => {
  for (const [name, path] of Object.entries(icons)) {
    expect(path, name).toMatch(/^[Mm][\d.]+ [\d.]+/);
    expect(path, name).not.toMatch(/NaN|undefined/);
  }
});
