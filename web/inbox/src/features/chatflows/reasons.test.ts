import { afterEach, beforeAll, expect, test } from "vitest";
import type { VerdictJson } from "../../lib/api/chat-types";
import { language } from "../../lib/i18n.svelte";
import { aChatflow } from "../../testing-chat";
import { reasonOf } from "./reasons";

beforeAll(() => language.more());
afterEach(() => language.set("en"));

const verdict = (values: Partial<VerdictJson>): VerdictJson => ({
  chatflow: "cf_1",
  shown: false,
  reason: "line",
  group: null,
  line: null,
  name: "Order help",
  wins: false,
  by_exception: false,
  yields: false,
  ...values,
});
const address = { field: "url", test: "contains", value: "/pricing", name: "" };

test("a refusal says which line is not true", () => {
  expect(reasonOf(verdict({ line: address }), aChatflow())).toBe("No: page address does not contain /pricing");
});

test("countries are named, and a parameter by its name", () => {
  const country = { field: "country", test: "any_of", value: ["IS", "NO"], name: "" };
  const query = { field: "query", test: "is", value: "spring", name: "utm" };

  expect(reasonOf(verdict({ line: country }), aChatflow())).toBe("No: country is not any of Iceland, Norway");
  expect(reasonOf(verdict({ line: query }), aChatflow())).toBe("No: query parameter utm is not spring");
});

test("an exception says what is true of the page", () => {
  const excepted = verdict({ reason: "exception", line: { ...address, value: "/checkout" } });

  expect(reasonOf(excepted, aChatflow())).toBe("No: excepted, as page address contains /checkout");
});

test("what is shown says which group is true and what opens it", () => {
  const flow = aChatflow({ display: { after_seconds: 20, exit_intent: true } });
  const shown = verdict({ shown: true, reason: "fits", group: 1 });

  expect(reasonOf(shown, flow)).toBe("Shown. Opens after 20 seconds or on leaving the page");
  expect(reasonOf(shown, aChatflow({ groups: [[address], [address]] }))).toBe("Shown: group 2 is true");
});

test("other reasons are said too, in the reader's language", async () => {
  await language.set("es");

  expect(reasonOf(verdict({ reason: "yields" }), aChatflow())).toBe("No: no hay nadie disponible");
  expect(reasonOf(verdict({ reason: "off" }), aChatflow())).toBe("No: está apagado");
  expect(reasonOf(verdict({ reason: "no_group" }), aChatflow())).toBe("No: no tiene ningún grupo de líneas");
});

test("a line of newer code is not hidden", () => {
  const newer = { field: "weather", test: "rains", value: "", name: "" };

  expect(reasonOf(verdict({ line: newer }), aChatflow())).toBe("No: a line that is not understood");
});
