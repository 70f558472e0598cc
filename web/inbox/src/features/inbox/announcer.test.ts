// @vitest-environment node
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { anAnswer, anEntry } from "../../testing";
import { language } from "../../lib/i18n.svelte";
import { Announcer } from "./announcer.svelte";

beforeAll(() => language.more("threads"));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("what was there when the reader came is not announced, what comes in is", () => {
  const announcer = new Announcer();
  announcer.hear([anEntry({ seq: 1, text: "Old" })]);
  vi.runAllTimers();
  expect(announcer.said).toBe("");

  announcer.hear([anEntry({ seq: 1, text: "Old" }), anEntry({ seq: 2, text: "It works now" })]);
  vi.runAllTimers();

  expect(announcer.said).toBe("Customer A wrote: It works now");
});

test("own messages are not announced", () => {
  const announcer = new Announcer();
  announcer.hear([]);
  announcer.hear([anAnswer({ seq: 1 })]);
  vi.runAllTimers();

  expect(announcer.said).toBe("");
});

test("many messages within three seconds are one announcement", () => {
  const announcer = new Announcer();
  const entries = [1, 2, 3, 4].map((seq) => anEntry({ seq }));
  announcer.hear([]);
  announcer.hear(entries.slice(0, 1));
  vi.advanceTimersByTime(1);

  announcer.hear(entries.slice(0, 3));
  announcer.hear(entries);
  vi.advanceTimersByTime(2_900);
  expect(announcer.said).toBe("Customer A wrote: Hello");
  vi.advanceTimersByTime(200);

  expect(announcer.said).toBe("3 new messages");
});

test("a message without words is told by what it is", () => {
  const announcer = new Announcer();
  announcer.hear([]);
  const file = { id: "a", name: "box.png", content_type: "image/png", size: 1, inline: false };
  announcer.hear([anEntry({ seq: 1, text: "", attachments: [file] })]);
  vi.advanceTimersByTime(0);

  expect(announcer.said).toBe("Customer A wrote: box.png");
});
