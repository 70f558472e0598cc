import { beforeAll, expect, test } from "vitest";
import { Problem } from "./api/problem";
import { faultsOfRefusal, isFaulty } from "./faults";
import { language } from "./i18n.svelte";

beforeAll(() => language.more("reasons"));

const FIELDS = ["name", "events", "label"] as const;
const refused = (field: string): Problem =>
  new Problem({ title: "Not right", status: 422, code: "Invalid", field, reason: "required" });

test.each([
  ["name", "name"],
  ["events[2]", "events"],
  ["label.en", "label"],
  ["names", "other"],
  ["url", "other"],
  ["", "other"],
])("what the server says of “%s” stands at “%s”", (field, place) => {
  const faults = faultsOfRefusal(refused(field), FIELDS);

  expect(Object.keys(faults)).toEqual([place]);
  expect(isFaulty(faults)).toBe(true);
});

test("what belongs to no field, such as a broken line, stands beside them", () => {
  expect(faultsOfRefusal(new TypeError("fetch failed"), FIELDS)).toHaveProperty("other");
  expect(isFaulty({})).toBe(false);
});
