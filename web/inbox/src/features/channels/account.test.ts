import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PlatformJson } from "../../lib/api/types";
import { queryClient } from "../../lib/query";
import { AccountDraft } from "./account.svelte";

const ACCOUNT: PlatformJson = {
  id: "ch_page",
  kind: "messenger",
  inbox: "in_1",
  name: "Clay Shop",
  account_id: "1",
  business_id: "",
  app_id: "2",
  picture: "",
  instant_reply: "",
  instant_reply_on: false,
  webhook_url: "https://inbox.example/webhooks/meta/ch_page",
  shows_activity: true,
  trouble: "",
  detail: "",
  missing: [],
  token_ends: null,
  checked_at: null,
  paused: false,
  heard_at: null,
  version: 3,
};
/** What the server has, and how often somebody else is faster. */
let kept: PlatformJson;
let rivals: number;
let puts: Record<string, unknown>[] = [];

function answer(_address: string, init: RequestInit): Response {
  if (init.method !== "PUT") return Response.json(kept);
  const { version, ...change } = JSON.parse(String(init.body)) as { version: number };
  puts.push({ version, ...change });
  if (rivals > 0) {
    rivals -= 1;
    kept = { ...kept, inbox: "in_2", version: kept.version + 1 };
  }
  if (version !== kept.version)
    return Response.json({ title: "Changed", code: "ChangedMeanwhile", detail: "" }, { status: 409 });
  kept = { ...kept, ...change, version: version + 1 };
  return Response.json(kept);
}

beforeEach(() => {
  vi.useFakeTimers();
  kept = ACCOUNT;
  rivals = 0;
  puts = [];
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => Promise.resolve(answer(address, init)));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  queryClient.clear();
});

test("what is changed is saved by itself, in one order", async () => {
  const draft = new AccountDraft(ACCOUNT);
  draft.change({ instant_reply: "Hel" });
  draft.change({ instant_reply: "Hello" });
  await vi.advanceTimersByTimeAsync(1_000);

  expect(puts).toEqual([{ version: 3, instant_reply: "Hello" }]);
  expect(draft.saving.state).toBe("saved");
});

test("it goes over what somebody else saved, and leaves the rest of theirs", async () => {
  rivals = 1;
  const draft = new AccountDraft(ACCOUNT);
  draft.change({ name: "Clay" });
  await vi.advanceTimersByTimeAsync(1_000);

  expect(draft.value).toMatchObject({ name: "Clay", inbox: "in_2" });
  expect(draft.saving.state).toBe("saved");
});

test("where somebody else is always faster it is tried again later, and nothing is lost", async () => {
  rivals = 3;
  const draft = new AccountDraft(ACCOUNT);
  draft.change({ name: "Clay" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(draft.saving.state).toBe("failed");

  await vi.advanceTimersByTimeAsync(10_000);
  expect(kept.name).toBe("Clay");
  expect(draft.saving.state).toBe("saved");
});

test("a new token waits for what is saved before it, and what is refused is thrown", async () => {
  const draft = new AccountDraft(ACCOUNT);
  draft.change({ name: "Clay" });
  await draft.order({ page_token: "t" });
  expect(puts.map(({ version }) => version)).toEqual([3, 4]);

  vi.stubGlobal("fetch", () =>
    Promise.resolve(Response.json({ title: "Invalid", code: "Invalid", field: "page_token" }, { status: 422 })),
  );
  await expect(draft.order({ page_token: "wrong" })).rejects.toMatchObject({ field: "page_token" });
});
