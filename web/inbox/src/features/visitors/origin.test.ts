import { beforeAll, expect, test } from "vitest";
import { language } from "../../lib/i18n.svelte";
import { countryName, deviceName, languageName, pageName, presenceWords, visitorName } from "./origin";

beforeAll(() => language.set("en"));

test("countries and languages are told in the reader's language", () => {
  expect(countryName("ES", "en")).toBe("Spain");
  expect(countryName("ES", "es")).toBe("España");
  expect(languageName("es-ES", "en")).toBe("European Spanish");
  expect(languageName("en", "es")).toBe("Inglés");
});

test("whatever a browser or a network may tell breaks nothing", () => {
  for (const odd of ["", "XX", "??", "T1", "*", "xx-YY-zzzzzzzzzz", "<script>"]) {
    expect(countryName(odd, "en")).toBeTypeOf("string");
    expect(languageName(odd, "en")).toBeTypeOf("string");
  }
  expect(countryName("??", "en")).toBe("??");
  expect(deviceName("fridge")).toBe("");
});

test("a page without a title is called by its place on the site", () => {
  expect(pageName({ title: "Lamps", url: "https://shop.example/lamps" })).toBe("Lamps");
  expect(pageName({ title: "", url: "https://shop.example/lamps/7" })).toBe("/lamps/7");
  expect(pageName({ title: "", url: "https://shop.example/" })).toBe("shop.example");
  expect(pageName({ title: "", url: "no address" })).toBe("no address");
});

test("who was not heard of for a while has left", () => {
  const now = Date.parse("2026-11-22T12:04:00Z");

  expect(presenceWords(true, "2026-11-22T12:03:50Z", "en", now)).toBe("On the site now");
  expect(presenceWords(false, "2026-11-22T12:00:00Z", "en", now)).toBe("Left 4 minutes ago");
  expect(presenceWords(false, null, "en", now)).toBe("");
});

test("a visitor is called by name, else by what they typed, else by the end of their id", () => {
  const visitor = "0192f0c1d2e37a8b9c0d1e2f3a4b5c6d";

  expect(visitorName({ name: "Carla", email: "c@x.test", visitor })).toBe("Carla");
  expect(visitorName({ name: "", email: "c@x.test", visitor })).toBe("c@x.test");
  expect(visitorName({ name: "", email: "", visitor })).toBe("Visitor 5c6d");
});
