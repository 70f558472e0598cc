import { beforeAll, expect, test } from "vitest";
import type { EventJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { answerWords, askedWords, eventTime, recurrenceWords } from "./event-words";

beforeAll(async () => {
  await language.set("en");
  await language.more("threads");
});

function anEvent(values: Partial<EventJson> = {}): EventJson {
  return {
    kind: "invitation",
    title: "Visit",
    place: "",
    description: "",
    organiser: null,
    people: [],
    starts: null,
    ends: null,
    recurrence: null,
    one_of_series: false,
    ...values,
  };
}

const day = (at: string) => ({ at, all_day: true });
const time = (at: string) => ({ at, all_day: false });
const rule = { every: "week" as const, interval: 1, days: [], count: 0, until: null, simple: true };
const person = (name: string, answer: EventJson["people"][number]["answer"] = "") => ({
  address: `${name}@a.test`,
  name,
  answer,
});

test("a time is told with its day and zone, from when to when", () => {
  const words = eventTime(anEvent({ starts: time("2026-11-24T09:00:00Z"), ends: time("2026-11-24T10:30:00Z") }), "en");

  expect(words).toMatch(/Tuesday,? 24 November 2026/);
  expect(words).toMatch(/\d\d:00.*\d\d:30/);
});

test("whole days are whole days in every zone", () => {
  expect(eventTime(anEvent({ starts: day("2026-12-24") }), "en")).toMatch(/24 December 2026, all day$/);
  expect(eventTime(anEvent({ starts: day("2026-12-24"), ends: day("2026-12-26") }), "en")).toMatch(/24.*26 December 2026/);
});

test("a time of which nobody knows the zone says so", () => {
  expect(eventTime(anEvent({ starts: time("2026-11-24T09:00:00") }), "en")).toMatch(/09:00, in the local time/);
});

test("an end before its beginning is not told", () => {
  const words = eventTime(anEvent({ starts: time("2026-11-24T09:00:00Z"), ends: time("2026-11-23T09:00:00Z") }), "en");

  expect(words).not.toContain("23");
});

test.each([
  [rule, "Every week"],
  [{ ...rule, interval: 2, days: ["MO", "WE"] }, "Every 2 weeks: Monday and Wednesday"],
  [{ ...rule, every: "month" as const, days: ["-1FR"] }, "Every month: last Friday"],
  [{ ...rule, every: "day" as const, count: 10 }, "Every day, 10 times"],
  [{ ...rule, until: day("2026-12-31") }, "Every week, until 31 December 2026"],
  [{ ...rule, simple: false }, "Every week, with exceptions"],
])("how often is told in words", (given, words) => {
  expect(recurrenceWords(given, "en")).toBe(words);
});

test("who answered is told by answer, and many are counted", () => {
  const people = [person("Ana", "accepted"), person("Bo", "accepted"), person("Mia", "declined")];

  expect(answerWords(anEvent({ people }), "en")).toEqual(["Ana and Bo accepted", "Mia declined"]);
  expect(askedWords(anEvent({ people: Array.from({ length: 300 }, (_, n) => person(`P${n}`)) }), "en")).toMatch(
    /P4,? and 295 other people$/,
  );
});
