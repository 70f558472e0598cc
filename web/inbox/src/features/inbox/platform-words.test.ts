import { beforeAll, expect, test } from "vitest";
import { session } from "../../app/session.svelte";
import type { EntryJson } from "../../lib/api/types";
import { language, LANGUAGES, type Language } from "../../lib/i18n.svelte";
import { anEntry } from "../../testing";
import { NOTES } from "./platform-words";
import { eventWords } from "./wording";

const said = (values: Partial<EntryJson>) =>
  eventWords(anEntry({ direction: null, text: "", ...values }), [], "Messenger");

beforeAll(async () => {
  await language.set("en");
  await language.more("threads");
  await session.enter({ ...({} as Parameters<typeof session.enter>[0]), id: "ag_ana", language: "en" });
});

// that the server has no other notes is shown by tests/architecture
test.each(Object.keys(LANGUAGES) as Language[])("every note of a platform has words in %s", async (one) => {
  await language.set(one);
  const unknown = said({ kind: "noted", note: "of_next_year" });

  for (const note of Object.keys(NOTES))
    for (const text of ["", "reason"]) {
      const words = said({ kind: "noted", note, text });
      expect(words).not.toMatch(/\{|platform\./);
      expect(words).not.toBe(unknown);
    }
  await language.set("en");
});

test("how a call went is said in the reader's language", async () => {
  await language.set("es");
  expect(said({ kind: "noted", note: "call", text: "incoming, terminate, 62 s, Poor line" })).toBe(
    "Una llamada: entrante, terminó, 62 s, Poor line",
  );
  await language.set("en");
});

test("a note says what the platform said beside it, on one line", () => {
  expect(said({ kind: "noted", note: "call", text: "incoming\nmissed" })).toBe("A call: incoming, missed");
  expect(said({ kind: "noted", note: "thread_passed", text: "metadata of an app" })).toBe(
    "Another app answers in this conversation now",
  );
  const part = { kind: "referral", title: "Winter sale", text: "", url: "", payload: "", where: "" };
  expect(said({ kind: "noted", note: "referral", parts: [part] })).toBe("Came again by “Winter sale”");
  expect(said({ kind: "noted", note: "error", text: "131000" })).toBe("Messenger tells of an error: 131000");
});

test("what is about a message that is not here is told by itself", () => {
  expect(said({ kind: "reacted", emoji: "👍" })).toBe("Customer A reacted with 👍 to a message that is not here");
  expect(said({ kind: "reacted", emoji: "👍", taken_back: true })).toMatch(/took a reaction back/);
  expect(said({ kind: "edited", text: "At six" })).toMatch(/changed a message that is not here: “At six”/);
  expect(said({ kind: "edited", text: "At", text_cut: true })).toMatch(/: “At …”/);
  expect(said({ kind: "withdrawn" })).toMatch(/deleted a message/);
});

test("a colleague in the platform's own inbox is one of the team", () => {
  const actor = { kind: "system", id: "platform", name: "platform" } as const;

  expect(said({ kind: "reacted", emoji: "👍", actor })).toMatch(/^Your team reacted/);
});
