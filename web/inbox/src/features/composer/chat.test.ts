import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aConversation } from "../../../test/a-conversation";
import { outbox } from "../../lib/outbox.svelte";
import Composer from "./Composer.svelte";
import { forgetCompositions } from "./compositions";

const CHAT = { channel_kind: "chat", reply: { to: [], cc: [], subject: "", from_address: "website" } };
let asked: { path: string; body: unknown }[] = [];
let stop: () => void;

function show(changes: Parameters<typeof aConversation>[0] = CHAT, more: Record<string, unknown> = {}): void {
  render(Composer, { props: { conversation: aConversation(changes), lastSeq: 5, ...more } });
}

const text = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^(Reply|Note)$/ });
const write = (words: string) => fireEvent.input(text(), { target: { value: words } });
/** Answers whether the browser is left to do what it does: to make a line. */
const enter = (more: KeyboardEventInit = {}) => fireEvent.keyDown(text(), { key: "Enter", ...more });

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  flushSync();
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
    const path = address.replace("/api", "");
    if (path !== "/unreachable") asked.push({ path, body: JSON.parse(String(init.body)) });
    return Promise.resolve(new Response('{"items": [], "conversation": "c1", "seq": 6}', { status: 201 }));
  });
  stop = outbox.start("me", { closed: () => undefined });
});

afterEach(async () => {
  cleanup();
  await pass(20_000);
  stop();
  forgetCompositions();
  localStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("there is nobody to address, Enter sends, and it goes at once", async () => {
  show();
  expect(screen.queryByRole("textbox", { name: "To" })).toBeNull();

  await write("It is in stock");
  await enter();
  await pass(0);

  expect(asked).toEqual([
    {
      path: "/conversations/c1/replies",
      body: { last_seq: 5, text: "It is in stock", attachments: [], insist: true },
    },
  ]);
  expect(text().value).toBe("");
});

test("Ctrl with Enter sends too", async () => {
  show();
  await write("It is in stock");
  await enter({ ctrlKey: true });
  await pass(0);

  expect(asked).toHaveLength(1);
});

test("Shift with Enter makes a line, and the Enter that ends a word of an input method is not ours", async () => {
  show();
  await write("First");

  expect(await enter({ shiftKey: true })).toBe(true);
  expect(await enter({ isComposing: true })).toBe(true);
  await pass(0);

  expect(asked).toEqual([]);
});

test("Enter makes a line in a mail, and in a note beside a chat", async () => {
  show({});
  await write("First");
  expect(await enter()).toBe(true);
  cleanup();

  show(CHAT, { mode: "note" });
  await write("Only for us");
  expect(await enter()).toBe(true);
  await pass(10_000);

  expect(asked).toEqual([]);
});

test("the visitor sees that the agent writes until nothing is typed for six seconds", async () => {
  const did: string[] = [];
  show(CHAT, { ondoing: (what: string) => did.push(what) });

  await write("It");
  await pass(5_000);
  await write("It is");
  await pass(5_000);
  expect(did).toEqual(["replying", "replying"]);

  await pass(1_000);
  expect(did.at(-1)).toBe("viewing");
});
