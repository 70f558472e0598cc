import { beforeAll, expect, test } from "vitest";
import { language } from "../../lib/i18n.svelte";
import { checksOf, goodOf, standingOf } from "./checks";

type Account = Parameters<typeof checksOf>[0];
const anAccount = (values: Partial<Account> = {}): Account => ({
  name: "Clay Shop",
  trouble: "",
  detail: "",
  missing: [],
  token_ends: null,
  checked_at: "2026-11-25T10:00:00Z",
  ...values,
});
const lines = (values: Partial<Account> = {}, heard = true) =>
  checksOf(anAccount(values), (iso) => iso.slice(0, 10), heard).map(({ state, words }) => `${state}: ${words}`);

beforeAll(async () => {
  await language.set("en");
  await language.more();
});

test("all good is told line by line", () => {
  expect(lines()).toEqual([
    "ok: The token works for Clay Shop, no end date",
    "ok: The token has all permissions",
    "ok: Meta tells us all that is needed",
    "ok: Messages arrive",
  ]);
  expect(lines({ token_ends: "2027-01-10T00:00:00Z" })[0]).toBe("ok: The token works for Clay Shop, until 2027-01-10");
});

test("each scope and field that is missing has its name and what follows from it", () => {
  const checks = checksOf(anAccount({ trouble: "missing", missing: ["pages_messaging", "message_reads"] }), String, false);

  expect(checks.map(({ state, words }) => `${state}: ${words}`)).toEqual([
    "ok: The token works for Clay Shop, no end date",
    "bad: The permission pages_messaging is missing",
    "bad: The field message_reads is not chosen",
    "waits: Waiting for a first message",
  ]);
  expect(checks[2]?.help).toBe("“Seen” does not show.");
  expect(goodOf(checks)).toBe(1);
});

test("an account that is not subscribed at all is told as that", () => {
  expect(lines({ trouble: "missing", missing: ["subscribed_apps"] })).toContain(
    "bad: The account is not subscribed to your app",
  );
});

test("a token that is not taken hides what nobody knows any more", () => {
  expect(lines({ trouble: "token", detail: "The session has expired" })).toEqual([
    "bad: Meta does not take the token any more",
    "ok: Messages arrive",
  ]);
});

test("what could not be asked is neither good nor bad", () => {
  expect(lines({ trouble: "unchecked", detail: "timed out" }, false)).toEqual([
    "unknown: Meta could not be asked",
    "waits: Waiting for a first message",
  ]);
  expect(lines({ detail: "webhook fields" })).toContain("unknown: Could not be asked: webhook fields");
});

test("the account in a word", () => {
  const standing = (trouble: string) => standingOf(anAccount({ trouble }));

  expect([standing(""), standing("missing"), standing("unchecked"), standing("token")]).toEqual([
    "ok",
    "warn",
    "warn",
    "bad",
  ]);
});
