import { expect, test } from "vitest";
import { pauseBefore } from "./realtime.svelte";

test("pauses before connecting again grow, are bounded, and differ between browsers", () => {
  const longest = (attempt: number) => pauseBefore(attempt, () => 1);

  expect(longest(0)).toBeLessThan(1_000);
  expect(longest(3)).toBeGreaterThan(longest(2));
  expect(longest(20)).toBeLessThanOrEqual(30_250);
  expect(pauseBefore(5, () => 0)).toBeLessThan(pauseBefore(5, () => 0.9));
});
