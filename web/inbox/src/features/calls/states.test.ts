import { beforeAll, expect, test } from "vitest";
import type { CallJson } from "../../lib/api/integrations";
import { language } from "../../lib/i18n.svelte";
import { isAddress, isOpen, newestOf, testWords } from "./states";

beforeAll(() => language.more());

const aCall = (values: Partial<CallJson>): CallJson => ({
  id: "1",
  at: "2026-11-22T10:00:00Z",
  conversation: "cv_1",
  seq: 3,
  attempt: 1,
  state: "taken",
  status: 200,
  detail: "",
  took_ms: 20,
  next_try_at: null,
  ...values,
});

test("only the last try of a message counts, so what arrived later is not sent again", () => {
  const calls = [aCall({ id: "3" }), aCall({ id: "2", seq: 4, state: "failed" }), aCall({ id: "1", state: "failed" })];

  const newest = newestOf(calls, ({ seq }) => String(seq));

  expect(newest.map(({ id }) => id)).toEqual(["3", "2"]);
  expect(newest.filter(isOpen).map(({ id }) => id)).toEqual(["2"]);
});

test("what failed or is unsure can be sent again, a test cannot", () => {
  expect((["taken", "later", "failed", "unsure"] as const).map((state) => isOpen(aCall({ state })))).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(isOpen(aCall({ state: "failed", conversation: "", seq: null }))).toBe(false);
});

test("a test's result is a sentence with what the server said", () => {
  expect(testWords({ ok: true, status: 204, detail: "" })).toBe("It was taken (HTTP 204).");
  expect(testWords({ ok: false, status: 500, detail: "oops" })).toBe("The server answered HTTP 500. oops");
  expect(testWords({ ok: false, status: 0, detail: "" })).toBe("The server did not answer.");
});

test("a word is no address", () => {
  expect(["https://shop.example/in", "shop.example", "ftp://shop.example", ""].map(isAddress)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
