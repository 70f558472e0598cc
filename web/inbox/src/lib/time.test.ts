// @vitest-environment node
import { expect, test } from "vitest";
import { ago, fileSize, fullTime, shortTime, span } from "./time";

const now = new Date(2026, 10, 22, 12, 0).getTime();
const at = (day: number, hour: number, month = 10, year = 2026) => new Date(year, month, day, hour, 2).toISOString();

test("a row says the hour today, then the day, then the date", () => {
  expect(shortTime(at(22, 10), "en", now)).toBe("10:02");
  expect(shortTime(at(21, 23), "en", now)).toBe("Yesterday");
  expect(shortTime(at(20, 10), "en", now)).toBe("Friday");
  expect(shortTime(at(3, 10, 8), "en", now)).toMatch(/^3 Sept?$/);
  expect(shortTime(at(3, 10, 8, 2024), "en", now)).toMatch(/^3 Sept? 2024$/);
});

test("Spanish says the same in Spanish", () => {
  expect(shortTime(at(21, 23), "es", now)).toBe("Ayer");
  expect(shortTime(at(20, 10), "es", now)).toBe("Viernes");
  expect(fullTime(at(22, 10), "es")).toContain("noviembre");
});

test("a waiting time is its largest whole unit, never zero", () => {
  expect(span(10_000, "en")).toBe("1 min");
  expect(span(38 * 60_000, "en")).toBe("38 min");
  expect(span(90 * 60_000, "en")).toBe("1 h");
  expect(span(50 * 3_600_000, "en")).toBe("2 days");
});

test("file sizes count in thousands", () => {
  expect(fileSize(84_200, "en")).toBe("84 kB");
  expect(fileSize(1_204_000, "en")).toBe("1.2 MB");
});

test("how long ago is said by the largest whole unit", () => {
  expect(ago(now - 20_000, "en", now)).toBe("20 seconds ago");
  expect(ago(now - 4 * 60_000, "en", now)).toBe("4 minutes ago");
  expect(ago(now - 26 * 3_600_000, "en", now)).toBe("yesterday");
  expect(ago(now + 5_000, "en", now)).toBe("now");
  expect(ago(now - 3 * 3_600_000, "es", now)).toBe("hace 3 horas");
});
