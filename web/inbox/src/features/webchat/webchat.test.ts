// @vitest-environment node
import { expect, test } from "vitest";
import type { Span } from "../../lib/api/chat-types";
import { computed, contrast, isColor } from "./contrast";
import { linesOf, wrongLine } from "./origins";
import { faultOf, isOvernight, nextSpan } from "./week";

test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#ffffff", "#2b5fd9")).toBeCloseTo(5.61, 2);
  expect(contrast("#1f5c57", "#1f5c57")).toBe(1);
});

test("any colour ends up readable, on light and on dark", () => {
  const parts = ["00", "33", "66", "99", "cc", "ff"];
  for (const red of parts)
    for (const green of parts)
      for (const blue of parts)
        for (const mode of ["light", "dark"] as const) {
          const made = computed(`#${red}${green}${blue}`, mode);
          expect(made.fillRatio).toBeGreaterThanOrEqual(4.5);
          expect(made.inkRatio).toBeGreaterThanOrEqual(4.5);
          if (mode === "dark") expect(contrast(made.fill, made.panel)).toBeGreaterThanOrEqual(3);
        }
});

test("a colour is six digits", () => {
  expect(isColor("#1F5c57")).toBe(true);
  expect(isColor("#1f5")).toBe(false);
  expect(isColor("teal")).toBe(false);
});

test("sites stand one a line, and the first that is none is told", () => {
  expect(linesOf("https://shop.example\n\n  https://*.shop.example ")).toEqual([
    "https://shop.example",
    "https://*.shop.example",
  ]);
  expect(wrongLine("https://shop.example\nhttp://127.0.0.1:8000/")).toBeNull();
  expect(wrongLine("")).toBeNull();
  expect(wrongLine("https://shop.example\nshop.example")).toBe("shop.example");
  expect(wrongLine("https://shop.example/path")).toBe("https://shop.example/path");
});

test("hours of a day do not lie over each other, and each takes time", () => {
  const morning: Span = ["09:00", "12:00"];

  expect(faultOf([morning, ["13:00", "17:00"]])).toBeNull();
  expect(faultOf([["13:00", "17:00"], morning])).toBeNull();
  expect(faultOf([morning, ["11:00", "17:00"]])).toBe("webchat.spanOver");
  expect(faultOf([["22:00", "02:00"], ["23:00", "23:30"]])).toBe("webchat.spanOver");
  expect(faultOf([["09:00", "09:00"]])).toBe("webchat.spanSame");
  expect(isOvernight(["22:00", "02:00"])).toBe(true);
  expect(isOvernight(["09:00", "24:00"])).toBe(false);
});

test("further hours begin after those that are there", () => {
  expect(nextSpan([])).toEqual(["09:00", "17:00"]);
  expect(nextSpan([["09:00", "12:00"]])).toEqual(["13:00", "17:00"]);
  expect(faultOf([["20:00", "22:30"], nextSpan([["20:00", "22:30"]])])).toBeNull();
});
