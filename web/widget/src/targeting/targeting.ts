/**
 * Who sees a chatflow, decided as `chalicelib/domain/targeting.py` does, where it is explained; both are held
 * to `tests/vectors/targeting.json` and to generated cases. Small, since every visitor loads it.
 */

import { folded, passes } from "./pageAddress.ts";

/** One thing that is to be so. What newer code wrote and this does not know is never true. */
export interface Line {
  field: string;
  test: string;
  value?: string | number | string[];
  name?: string;
}

/** All lines of one of the groups, and none of the exceptions. */
export interface Targeting {
  groups: Line[][];
  exceptions: Line[];
}

/** What is known of a page view; an empty text where it is not known. */
export interface Facts {
  url: string;
  referrer: string;
  country: string;
  device: string;
  language: string;
  visits: number;
  pages: number;
  /** the visitor is a contact */
  visitor: boolean;
  /** their name is known */
  name: boolean;
  /** their email is known */
  email: boolean;
}

function ofParameter({ name, test, value }: Line, url: string): boolean {
  const wanted = folded(`${value ?? ""}`);
  return [...new URLSearchParams(url.replace(/^[^?#]*|#[^]*/g, ""))].some(
    ([key, text]) =>
      key === name &&
      (test === "exists" ||
        (test === "is" ? folded(text) === wanted : test === "contains" && folded(text).includes(wanted))),
  );
}

function amongWords(test: string, value: Line["value"], fact: string): boolean {
  const words = [value].flat().map((word) => folded(`${word}`));
  const known = folded(fact);
  const found = words.includes(known) || words.includes(known.split("-")[0]!);
  return !!fact && test === (found ? "any_of" : "none_of");
}

function isTrue(line: Line, facts: Facts): boolean {
  const { field, test, value } = line;
  if (field === "query") return ofParameter(line, facts.url);
  const fact = Object.hasOwn(facts, field) ? facts[field as keyof Facts] : undefined;
  if (typeof fact === "boolean") return test === (fact ? "known" : "unknown");
  if (typeof fact === "number")
    return typeof value === "number" && (test === "at_least" ? fact >= value : test === "at_most" && fact <= value);
  if (typeof fact !== "string") return false;
  if (field !== "url" && field !== "referrer") return amongWords(test, value, fact);
  if (test === (field === "url" ? "any" : "exists")) return field === "url" || !!fact;
  return !!value && typeof value === "string" && passes(test, value, fact);
}

/** Whether a visitor sees it. */
export const isShown = ({ groups, exceptions }: Targeting, facts: Facts): boolean =>
  !exceptions.some((line) => isTrue(line, facts)) && groups.some((group) => group.every((line) => isTrue(line, facts)));
