import { beforeAll, expect, test } from "vitest";
import { session } from "../../app/session.svelte";
import type { AgentJson, EntryJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { anEntry } from "../../testing";
import { eventWords, whyWords } from "./wording";

const AGENTS = [{ id: "ag_bo", name: "Bo" }] as AgentJson[];
const said = (values: Partial<EntryJson>) => eventWords(anEntry({ direction: null, ...values }), AGENTS);
const chatflow = { kind: "system", id: "chatflow", name: "chatflow" } as const;
const byChatflow = [{ code: "assigned_by_chatflow", about: "" }];

beforeAll(async () => {
  await language.set("en");
  await session.enter({
    id: "ag_ana",
    name: "Ana R.",
    email: "ana.r@example.com",
    role: "admin",
    language: "en",
    permissions: [],
    second_factor: false,
    public_name: "",
    avatar: "",
    meeting_url: "",
    meeting_text: "",
    available: true,
  });
});

test("a rating is told in a word, in figures and in the visitor's own words", () => {
  expect(said({ kind: "rated", score: 4, text: "" })).toBe("Customer A rated the chat: good, 4 of 5");
  expect(said({ kind: "rated", score: 1, text: "Nobody came" })).toBe(
    "Customer A rated the chat: bad, 1 of 5. “Nobody came”",
  );
});

test("what a visitor says of themself is told apart from what their website proves", () => {
  const who = { kind: "recognised", name: "Carla", address: "carla@customer.test" };

  expect(said({ ...who, proven: false })).toBe("The visitor says: Carla, carla@customer.test. Nothing proves it");
  expect(said({ ...who, proven: true })).toBe("Proven by your website: this is Carla, carla@customer.test");
  expect(said({ ...who, name: "carla@customer.test", proven: false })).toBe(
    "The visitor says: carla@customer.test. Nothing proves it",
  );
  expect(said({ ...who, address: "", proven: true })).toBe("Proven by your website: this is Carla");
});

test("a chat says who ended it, and who was given it", () => {
  const closed = [{ code: "closed_by_visitor", about: "" }];

  expect(said({ kind: "status", status: "closed", why: closed })).toBe("Customer A closed the chat");
  expect(said({ kind: "assigned", owner: "ag_bo", actor: chatflow, why: byChatflow })).toBe(
    "The chatflow gave this to Bo",
  );
  expect(said({ kind: "assigned", owner: "ag_ana", actor: chatflow, why: byChatflow })).toBe(
    "The chatflow gave this to you",
  );
  expect(whyWords({ code: "assigned_by_chatflow", about: "" })).toBe("The chatflow says who takes its conversations");
});
