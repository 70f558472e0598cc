import { beforeAll, expect, test } from "vitest";
import { EVENTS } from "../../lib/api/integrations";
import { language } from "../../lib/i18n.svelte";
import { faultsOf, timeFaults, wordsOf } from "./choice";

beforeAll(() => language.more());

const GOOD = { name: "Shop", url: "https://shop.example/in", events: ["message.created"], inbox: "" };

test("a webhook has a name, a whole address and something to tell", () => {
  expect(faultsOf(GOOD)).toEqual({});
  expect(faultsOf({ name: " ", url: "shop.example", events: [], inbox: "" })).toEqual({
    name: "Write a name.",
    url: "Write a whole address that begins with https://.",
    events: "Tick at least one.",
  });
});

test("a time to replay has an end after its beginning, and at most 31 days", () => {
  expect(timeFaults("2026-10-01T10:00", "2026-10-31T10:00")).toEqual({});
  expect(timeFaults("", "2026-10-31T10:00")).toEqual({ from: "Say both times." });
  expect(timeFaults("2026-10-31T10:00", "")).toEqual({ to: "Say both times." });
  expect(timeFaults("2026-10-31T10:00", "2026-10-31T10:00")).toEqual({ to: "The end must be after the beginning." });
  expect(timeFaults("2026-09-01T10:00", "2026-10-31T10:00")).toEqual({ to: "At most 31 days." });
});

test("every event has words, and one of a newer server is shown by its own name", () => {
  expect(EVENTS.map(wordsOf)).not.toContain(null);
  expect(wordsOf("webhook.test")).toBe("webhooks.webhook_test");
  expect(wordsOf("ticket.created")).toBeNull();
});
