import { isShown, type Facts } from "../../../../widget/src/targeting/targeting.ts";
import { expect, test } from "vitest";
import { language } from "../../lib/i18n.svelte";
import { countries, languages, namesOf } from "./places";
import { FIELDS, isWhole, lackOf, newLine, withField, withTest } from "./rules";

test("whatever can be chosen is a line that the launcher understands", () => {
  const some = {
    url: "/orders",
    referrer: "/orders",
    query: "spring",
    country: ["IS"],
    device: ["phone"],
    language: ["es"],
    visits: 3,
    pages: 3,
  };
  const page = "https://shop.example/orders?utm=spring";
  const words = { url: page, referrer: page, country: "IS", device: "phone", language: "es" };
  const known: Facts = { ...words, visits: 3, pages: 3, visitor: true, name: true, email: true };
  const others = { country: "NO", device: "tablet", language: "en", visitor: false, name: false, email: false };

  for (const { field, tests } of FIELDS)
    for (const { test, value } of tests) {
      const given = value === "none" ? "" : test === "wildcard" ? "/orders*" : some[field as keyof typeof some];
      const line = { field, test, value: test === "is" && field !== "query" ? page : given, name: "utm" };
      const shown = [
        known,
        { ...known, ...others },
      ].map((facts) => isShown({ groups: [[line]], exceptions: [] }, facts));
      expect(shown, `${field} ${test}`).toContain(true);
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
