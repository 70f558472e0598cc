// @vitest-environment node
import { expect, test } from "vitest";
import type { EmailSettingsJson } from "../../lib/api/types";
import { askEvery, codeInGroups, filledIn, shortName, stepNow } from "./way";

function settings(team: string, forwarding: Partial<EmailSettingsJson["forwarding"]> = {}): EmailSettingsJson {
  const nothing = { added: false, confirmed: false, asked: null, test: "none", verified: false } as const;
  return {
    team_address: team,
    forwarding: { ...nothing, test_sent_at: null, proven_at: null, ...forwarding },
  } as unknown as EmailSettingsJson;
}

test("the way goes on where it was left", () => {
  expect(stepNow(settings(""))).toBe(1);
  expect(stepNow(settings("help@example.com"))).toBe(2);
  expect(stepNow(settings("help@example.com", { added: true }))).toBe(3);
  expect(stepNow(settings("help@example.com", { added: true, confirmed: true, test: "overdue" }))).toBe(4);
  const proven = { added: true, confirmed: true, test: "returned", verified: true } as const;
  expect(stepNow(settings("help@example.com", proven))).toBeNull();
  expect(stepNow(settings("help@example.com", { ...proven, test: "awaited" }))).toBe(4);
});

test("it asks often only while something is expected", () => {
  expect(askEvery(undefined)).toBe(60_000);
  expect(askEvery(settings(""))).toBe(60_000);
  expect(askEvery(settings("help@example.com"))).toBe(5_000);
  expect(askEvery(settings("help@example.com", { test: "awaited" }))).toBe(3_000);
  expect(askEvery(settings("help@example.com", { test: "returned", verified: true }))).toBe(60_000);
});

test("a code is read in groups, and a code with letters as it is", () => {
  expect(codeInGroups("48120773")).toBe("481 207 73");
  expect(codeInGroups("ABC-4711")).toBe("ABC-4711");
});

test("a record is named as the panel of a name server wants it", () => {
  expect(shortName("k1._domainkey.example.com", "example.com")).toBe("k1._domainkey");
  expect(shortName("k1.example.org", "example.com")).toBe("k1.example.org");
});

test("only agent and company are filled in, each once", () => {
  expect(filledIn("{agent}, {company} {phone}", "Ana {company}", "Lamps")).toBe("Ana {company}, Lamps {phone}");
});
