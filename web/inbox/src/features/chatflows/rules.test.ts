import { vectors } from "../../../../../tests/vectors/targeting.json";
import { expect, test } from "vitest";
import type { RuleLine } from "../../lib/api/chat-types";
import { language } from "../../lib/i18n.svelte";
import { countries, languages, namesOf } from "./places";
import { FIELDS, isWhole, lackOf, newLine, withField, withTest } from "./rules";

test("whatever can be chosen is a line that the server and the launcher understand", () => {
  const understood = vectors
    .filter(({ shown, targeting }) => shown && targeting.exceptions.length === 0)
    .flatMap(({ targeting }) => targeting.groups.flat())
    .map(({ value = "", name = "", ...line }: Partial<RuleLine>) => ({ ...line, value, name }) as RuleLine);

  for (const { field, tests } of FIELDS)
    for (const { test } of tests) {
      const such = understood.filter((line) => line.field === field && line.test === test);
      expect(such.some((line) => lackOf(line) === null), `${field} ${test}`).toBe(true);
    }
});

test("another field begins anew, another test keeps what still fits behind it", () => {
  const line = { ...newLine(), value: "/orders" };

  expect(withTest(line, "begins")).toEqual({ ...line, test: "begins" });
  expect(withTest(line, "any")).toEqual({ ...line, test: "any", value: "" });
  expect(withField(line, "country")).toEqual({ field: "country", test: "any_of", value: [], name: "" });
  expect(withField(line, "visits")).toMatchObject({ test: "at_least", value: 2 });
});

test("a line says what is missing until it is whole", () => {
  expect(lackOf(newLine())).toBe("rules.lacksText");
  expect(lackOf({ ...newLine(), value: " " })).toBe("rules.lacksText");
  expect(lackOf({ ...newLine(), test: "any" })).toBeNull();
  expect(lackOf({ field: "query", test: "exists", value: "", name: "" })).toBe("rules.lacksName");
  expect(lackOf({ field: "query", test: "exists", value: "", name: "utm" })).toBeNull();
  expect(lackOf({ field: "country", test: "any_of", value: [], name: "" })).toBe("rules.lacksChoice");
  expect(lackOf({ field: "pages", test: "at_most", value: 0, name: "" })).toBe("rules.lacksNumber");
  expect(lackOf({ field: "weather", test: "rains", value: "", name: "" })).toBeNull();
});

test("targeting is whole when every line is, also among the exceptions", () => {
  const whole = { ...newLine(), value: "/orders" };

  expect(isWhole({ groups: [[whole]], exceptions: [] })).toBe(true);
  expect(isWhole({ groups: [[whole]], exceptions: [newLine()] })).toBe(false);
});

test("every country and language has a name in both languages, in the order of the reader's alphabet", async () => {
  for (const locale of ["en", "es"] as const) {
    const all = countries(locale);
    expect(all).toHaveLength(249);
    expect(all.filter(({ value, label }) => value === label)).toEqual([]);
    expect(languages(locale).filter(({ value, label }) => value === label)).toEqual([]);
  }
  await language.set("es");
  expect(namesOf(["IS", "NO", "??"], countries("es"))).toBe("Islandia, Noruega, ??");
  await language.set("en");
  expect(countries("en")[0]?.label).toBe("Afghanistan");
});
