// @vitest-environment node
import { beforeAll, expect, test } from "vitest";
import { language } from "../../lib/i18n.svelte";
import { aChatflow } from "../../testing-chat";
import { summaryOf } from "./summary";

beforeAll(() => language.more());

test("a row says which languages a chatflow speaks", () => {
  const flow = aChatflow();
  expect(summaryOf(flow, "en")).toBe("Live chat, English");
  flow.draft.build.heading.es = "Hola";
  expect(summaryOf(flow, "en")).toBe("Live chat, English and Spanish");
  flow.draft.options.language = "es";
  expect(summaryOf(flow, "en")).toBe("Live chat, Spanish");
});

test("a chatflow that waits for somebody says so", () => {
  const flow = aChatflow();
  flow.draft.options.yield_when_away = true;
  expect(summaryOf(flow, "en")).toBe("Live chat, when staffed");
  flow.draft.options.language = "es";
  expect(summaryOf(flow, "en")).toBe("Live chat, Spanish, when staffed");
});

test("a live chatflow says first that visitors do not see its changes yet", () => {
  const flow = aChatflow({ state: "live" });
  expect(summaryOf(flow, "en")).toBe("Unpublished changes, English");
  expect(summaryOf({ ...flow, has_changes: false }, "en")).toBe("Live chat, English");
});
