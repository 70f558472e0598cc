import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { PlatformJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { queryClient } from "../../lib/query";
import { AccountDraft } from "./account.svelte";
import FirstAnswer from "./FirstAnswer.svelte";

let puts: Record<string, unknown>[] = [];

/** The page of an account; `flip` presses the switch, and waits until it is saved. */
function show(account: Partial<PlatformJson>): () => Promise<void> {
  const kept = { id: "ch_page", version: 3, ...account } as PlatformJson;
  vi.stubGlobal("fetch", (_address: string, init: RequestInit) => {
    const { version, ...change } = JSON.parse(String(init.body)) as { version: number };
    puts.push(change);
    Object.assign(kept, change, { version: version + 1 });
    return Promise.resolve(Response.json(kept));
  });
  render(FirstAnswer, { props: { draft: new AccountDraft(kept), disabled: false } });
  return async () => {
    await fireEvent.click(screen.getByRole("switch"));
    await vi.advanceTimersByTimeAsync(1_000);
  };
}

beforeAll(() => language.more());

beforeEach(() => {
  vi.useFakeTimers();
  puts = [];
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  queryClient.clear();
});

test("switched off, the account keeps its words, and they are there again", async () => {
  const flip = show({ instant_reply: "Until six", instant_reply_on: true });
  await flip();
  expect(screen.queryByRole("textbox")).toBeNull();
  await flip();

  expect(puts).toEqual([{ instant_reply_on: false }, { instant_reply_on: true }]);
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Until six");
});

test("switched on for the first time it says the usual", async () => {
  const flip = show({ instant_reply: "", instant_reply_on: false });
  await flip();

  expect(puts).toHaveLength(1);
  expect(puts[0]).toMatchObject({ instant_reply_on: true });
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe(puts[0]?.["instant_reply"]);
});
