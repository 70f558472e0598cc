import { expect, test } from "vitest";
import { EVENTS } from "../../lib/api/integrations";
import { faultsOf, timeFault, wordsOf } from "./choice";

const GOOD = { name: "Shop", url: "https://shop.example/in", events: ["message.created"], inbox: "" };

test("a webhook has a name, a whole address and something to tell", () => {
  expect(faultsOf(GOOD)).toEqual({});
  expect(faultsOf({ name: " ", url: "shop.example", events: [], inbox: "" })).toEqual({
    name: "webhooks.nameMissing",
    url: "calls.urlWrong",
    events: "webhooks.eventsMissing",
  });
});

test("a time to replay has an end after its beginning, and at most 31 days", () => {
  expect(timeFault("2026-10-01T10:00", "2026-10-31T10:00")).toBeNull();
  expect(timeFault("", "2026-10-31T10:00")).toBe("webhooks.timesMissing");
  expect(timeFault("2026-10-31T10:00", "2026-10-31T10:00")).toBe("webhooks.timesOrder");
  expect(timeFault("2026-09-01T10:00", "2026-10-31T10:00")).toBe("webhooks.timesLong");
});

test("every event has words, and one of a newer server is shown by its own name", () => {
  expect(EVENTS.map(wordsOf)).not.toContain(null);
  expect(wordsOf("webhook.test")).toBe("webhooks.webhook_test");
  expect(wordsOf("ticket.created")).toBeNull();
});
