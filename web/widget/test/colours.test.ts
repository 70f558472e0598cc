import { describe, expect, it } from "vitest";
import { contrast, PANEL, shadesOf } from "../src/brand/colours.ts";
import { textOn } from "../src/brand/textOn.ts";

const hex = (part: number): string => part.toString(16).padStart(2, "0");
const STEPS = [0, 17, 34, 51, 68, 85, 102, 119, 136, 153, 170, 187, 204, 221, 238, 255];
const EVERY = STEPS.flatMap((red) => STEPS.flatMap((green) => STEPS.map((blue) => `#${hex(red)}${hex(green)}${hex(blue)}`)));

describe("the account's colour", () => {
  it("can be read on, whatever it is", () => {
    const worst = Math.min(...EVERY.map((fill) => contrast(fill, textOn(fill) === "#fff" ? "#ffffff" : "#000000")));

    expect(worst).toBeGreaterThanOrEqual(4.5);
  });

  it("stands out from a dark panel as a fill, and is as picked on a light one", () => {
    expect(Math.min(...EVERY.map((color) => contrast(shadesOf(color, true).fill, PANEL.dark)))).toBeGreaterThanOrEqual(3);
    expect(EVERY.filter((color) => shadesOf(color, false).fill !== color)).toEqual([]);
  });

  it("becomes an ink that can be read on the panel and on its tint in both themes", () => {
    for (const [dark, panel] of [[false, PANEL.light], [true, PANEL.dark]] as const)
      for (const paper of [() => panel, (color: string) => shadesOf(color, dark).tint])
        expect(Math.min(...EVERY.map((color) => contrast(shadesOf(color, dark).ink, paper(color))))).toBeGreaterThanOrEqual(4.5);
  });

  it("stays as it is where it already stands out", () => {
    expect(shadesOf("#1e5b57", false).ink).toBe("#1e5b57");
    expect(shadesOf("#f2c230", true).fill).toBe("#f2c230");
    expect([textOn("#f2c230"), textOn("#1e5b57")]).toEqual(["#000", "#fff"]);
  });
});
