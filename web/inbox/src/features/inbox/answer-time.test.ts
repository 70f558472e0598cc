// @vitest-environment node
import { beforeAll, expect, test } from "vitest";
import { language } from "../../lib/i18n.svelte";
import { timeLeft } from "./answer-time";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const HOUR = 3_600_000;
const messenger = { window: { open: 24, people: 168 }, templates: false };
const whatsapp = { window: { open: 24, people: 0 }, templates: true };
const wrote = (hours: number, kind = "whatsapp") => ({
  channel_kind: kind,
  wrote_at: new Date(NOW - hours * HOUR).toISOString(),
});

beforeAll(() => language.more("lists"));

test("the time left is told from four hours on, and urgent in the last one", () => {
  expect(timeLeft(wrote(20), whatsapp, NOW)).toBeNull();
  expect(timeLeft(wrote(20.5), whatsapp, NOW)).toMatchObject({ words: "3 h left", soon: false });
  expect(timeLeft(wrote(23.5), whatsapp, NOW)).toMatchObject({ words: "30 min left", soon: true });
});

test("on Messenger the free time runs out first, and after a week what a person writes", () => {
  const free = timeLeft(wrote(22, "messenger"), messenger, NOW);
  expect(free?.words).toBe("2 h left");
  expect(free?.title).toContain("for longer");
  expect(timeLeft(wrote(24, "messenger"), messenger, NOW)).toBeNull();
  expect(timeLeft(wrote(166, "messenger"), messenger, NOW)?.words).toBe("2 h left");
  expect(timeLeft(wrote(168, "messenger"), messenger, NOW)).toMatchObject({ words: "Too late to answer", soon: false });
});

test("what is still possible afterwards is said", () => {
  expect(timeLeft(wrote(24), whatsapp, NOW)?.words).toBe("Only templates");
});

test("where people may always be written to, and where nobody wrote, nothing runs out", () => {
  expect(timeLeft(wrote(500), { window: null, templates: false }, NOW)).toBeNull();
  expect(timeLeft(wrote(500), undefined, NOW)).toBeNull();
  expect(timeLeft({ channel_kind: "whatsapp", wrote_at: null }, whatsapp, NOW)).toBeNull();
});
