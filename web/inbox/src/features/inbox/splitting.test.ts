import { cleanup, render } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aConversation } from "../../../test/a-conversation";
import { anEntry } from "../../testing";
import { language } from "../../lib/i18n.svelte";
import { toasts } from "../../ui";
import ThreadNotes from "./ThreadNotes.svelte";

beforeAll(() => language.more("threads"));

const MADE = aConversation({ id: "c9", number: 1050 });
let asked: string[] = [];
let status = 200;
let seq = 0;

/** Another message each time: what became of one is remembered. */
function shown() {
  seq += 1;
  const entry = anEntry({ conversation: "c1", seq, why: [{ code: "another_subject", about: "Invoice" }] });
  return render(ThreadNotes, { entry, conversation: aConversation() });
}

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  flushSync();
}

beforeEach(() => {
  vi.useFakeTimers();
  [asked, status] = [[], 200];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path);
    return Promise.resolve(new Response(JSON.stringify(MADE), { status }));
  });
});

afterEach(async () => {
  cleanup();
  for (const { id } of toasts.shown) toasts.undo(id);
  await pass(100);
  for (const { id } of toasts.shown) toasts.drop(id);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a message becomes a conversation of its own after eight seconds, and leads to it", async () => {
  const { getByRole } = shown();
  getByRole("button", { name: "Make it a conversation of its own" }).click();

  await pass(7_500);
  expect(asked).toEqual([]);
  await pass(1_000);

  expect(asked).toEqual([`/api/conversations/c1/entries/${seq}/split-off`]);
  expect(getByRole("link").getAttribute("href")).toContain("c9");
  expect(toasts.shown.map(({ action }) => action?.label)).toEqual(["Show"]);
});

test.each(["by the message", "beside it"])("it can be taken back until then, %s", async (where) => {
  const { getByRole } = shown();
  getByRole("button", { name: "Make it a conversation of its own" }).click();
  await pass(3_000);

  if (where === "beside it") getByRole("button", { name: "Undo" }).click();
  else expect(toasts.undoLast()).toBe(true);
  await pass(10_000);

  expect(asked).toEqual([]);
  getByRole("button", { name: "Make it a conversation of its own" });
});

test("a page that goes away orders it at once", async () => {
  const { getByRole } = shown();
  getByRole("button").click();
  await pass(1_000);

  dispatchEvent(new Event("pagehide"));

  expect(asked).toHaveLength(1);
});

test("what was taken back is not ordered by a page that goes away", async () => {
  const { getByRole } = shown();
  getByRole("button").click();
  await pass(1_000);
  toasts.undoLast();

  dispatchEvent(new Event("pagehide"));

  expect(asked).toEqual([]);
});

test("a refusal is said, and the button is there again", async () => {
  status = 422;
  const { getByRole } = shown();
  getByRole("button").click();
  await pass(9_000);

  expect(toasts.shown.map(({ tone }) => tone)).toEqual(["bad"]);
  getByRole("button", { name: "Make it a conversation of its own" });
});
