/** What a line of targeting can ask: the fields, their tests, and what stands behind each. */
import type { RuleLine, Targeting } from "../../lib/api/chat-types";
import type { PlainKey } from "../../lib/i18n.svelte";

/** What is written behind a test: nothing, a text, a whole number, or several of a list. */
export type ValueKind = "none" | "text" | "number" | "countries" | "devices" | "languages";

export interface RuleTest {
  test: string;
  /** As it stands in the choice of tests. */
  words: PlainKey;
  /** As it is said when the line is not true. */
  not: PlainKey;
  value: ValueKind;
}

export interface RuleField {
  field: string;
  words: PlainKey;
  tests: readonly RuleTest[];
  /** A query parameter has a name of its own. */
  named?: true;
}

const IS: RuleTest = { test: "is", words: "rules.is", not: "rules.isNot", value: "text" };
const CONTAINS: RuleTest = { test: "contains", words: "rules.contains", not: "rules.containsNot", value: "text" };
const ADDRESS: readonly RuleTest[] = [
  CONTAINS,
  { test: "begins", words: "rules.begins", not: "rules.beginsNot", value: "text" },
  IS,
  { test: "wildcard", words: "rules.wildcard", not: "rules.wildcardNot", value: "text" },
];
const EXISTS: RuleTest = { test: "exists", words: "rules.exists", not: "rules.existsNot", value: "none" };
const among = (value: ValueKind): readonly RuleTest[] => [
  { test: "any_of", words: "rules.anyOf", not: "rules.anyOfNot", value },
  { test: "none_of", words: "rules.noneOf", not: "rules.noneOfNot", value },
];
const COUNT: readonly RuleTest[] = [
  { test: "at_least", words: "rules.atLeast", not: "rules.atLeastNot", value: "number" },
  { test: "at_most", words: "rules.atMost", not: "rules.atMostNot", value: "number" },
];
const known = (known: PlainKey, unknown: PlainKey): readonly RuleTest[] => [
  { test: "known", words: known, not: unknown, value: "none" },
  { test: "unknown", words: unknown, not: known, value: "none" },
];

export const FIELDS: readonly RuleField[] = [
  {
    field: "url",
    words: "rules.url",
    tests: [...ADDRESS, { test: "any", words: "rules.any", not: "rules.any", value: "none" }],
  },
  { field: "query", words: "rules.query", tests: [IS, CONTAINS, EXISTS], named: true },
  { field: "referrer", words: "rules.referrer", tests: [...ADDRESS, EXISTS] },
  { field: "visitor", words: "rules.visitor", tests: known("rules.isContact", "rules.isNoContact") },
  { field: "name", words: "rules.name", tests: known("rules.isKnown", "rules.isUnknown") },
  { field: "email", words: "rules.email", tests: known("rules.isKnown", "rules.isUnknown") },
  { field: "country", words: "rules.country", tests: among("countries") },
  { field: "device", words: "rules.device", tests: among("devices") },
  { field: "language", words: "rules.language", tests: among("languages") },
  { field: "visits", words: "rules.visits", tests: COUNT },
  { field: "pages", words: "rules.pages", tests: COUNT },
];

export const fieldOf = (line: RuleLine): RuleField | undefined => FIELDS.find(({ field }) => field === line.field);

export const testOf = (line: RuleLine): RuleTest | undefined =>
  fieldOf(line)?.tests.find(({ test }) => test === line.test);

const EMPTY: Record<ValueKind, RuleLine["value"]> = {
  none: "",
  text: "",
  number: 2,
  countries: [],
  devices: [],
  languages: [],
};

const FIRST_TEST: RuleTest = CONTAINS;

export const newLine = (): RuleLine => ({ field: "url", test: FIRST_TEST.test, value: "", name: "" });

/** The same line about another field: with that field's first test, and nothing behind it yet. */
export function withField(line: RuleLine, field: string): RuleLine {
  const first = FIELDS.find((one) => one.field === field)?.tests[0] ?? FIRST_TEST;
  return { field, test: first.test, value: EMPTY[first.value], name: "" };
}

/** The same line with another test; what stood behind it stays where it still fits. */
export function withTest(line: RuleLine, test: string): RuleLine {
  const before = testOf(line);
  const after = fieldOf(line)?.tests.find((one) => one.test === test);
  if (!after) return line;
  return { ...line, test, value: before?.value === after.value ? line.value : EMPTY[after.value] };
}

/** What still has to be written before the line says something; null when it is whole. */
export function lackOf(line: RuleLine): PlainKey | null {
  const test = testOf(line);
  if (!test) return null;
  if (fieldOf(line)?.named && !line.name.trim()) return "rules.lacksName";
  const { value } = line;
  if (test.value === "none") return null;
  if (test.value === "number") return typeof value === "number" && value >= 1 ? null : "rules.lacksNumber";
  if (test.value === "text") return typeof value === "string" && value.trim() ? null : "rules.lacksText";
  return Array.isArray(value) && value.length > 0 ? null : "rules.lacksChoice";
}

export const isWhole = ({ groups, exceptions }: Targeting): boolean =>
  [...groups.flat(), ...exceptions].every((line) => lackOf(line) === null);
