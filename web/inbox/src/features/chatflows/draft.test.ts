// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatflowJson, FlowContent } from "../../lib/api/chat-types";
import { aChatflow } from "../../testing-chat";
import { Draft } from "./draft.svelte";

/** A server that keeps one chatflow, and refuses an old version as ours does. */
let kept: ChatflowJson;
let saves: number;
let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  kept = aChatflow();
  saves = 0;
  asked = [];
  vi.stubGlobal("fetch", (_path: string, init: RequestInit) => {
    if (init.method !== "PUT") return Promise.resolve(Response.json(kept));
    const body = JSON.parse(String(init.body)) as { version: number; name: string; draft: FlowContent };
    if (body.version !== kept.version)
      return Promise.resolve(Response.json({ title: "Changed", status: 409, code: "ChangedMeanwhile" }, { status: 409 }));
    saves += 1;
    kept = { ...kept, name: body.name, draft: body.draft, version: kept.version + 1 };
    return Promise.resolve(Response.json(kept));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The server makes it the draft. */
function published(text: string): void {
  const plain = globalThis.fetch;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    if (init.method !== "POST") return plain(path, init);
    asked.push(`${path} ${String(init.body)}`);
    kept = aChatflow({ welcome: text, version: kept.version + 1 });
    return Promise.resolve(Response.json(kept));
  });
}

function opened(): Draft {
  return new Draft(structuredClone(kept), () => undefined);
}

function say(draft: Draft, text: string): void {
  draft.content.build.welcome.en = text;
  draft.saving.changed();
}

/** A colleague saves. */
function meanwhile(text: string): void {
  kept = aChatflow({ welcome: text, version: kept.version + 1 });
}

const passes = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1_000);

test("what is typed is saved once, a moment after the last letter", async () => {
  const draft = opened();
  for (const text of ["H", "Hi", "Hi!"]) {
    say(draft, text);
    await vi.advanceTimersByTimeAsync(300);
  }
  expect(saves).toBe(0);
  await passes();

  expect(saves).toBe(1);
  expect(kept.draft.build.welcome.en).toBe("Hi!");
  expect(draft.saving.state).toBe("saved");
  expect(draft.saving.at).not.toBeNull();
});

test("letters typed while it is being saved are saved after it, under the new version", async () => {
  const draft = opened();
  say(draft, "One");
  vi.advanceTimersByTime(700); // on its way, and not answered yet
  say(draft, "Two");
  await vi.advanceTimersByTimeAsync(0);
  expect(kept.draft.build.welcome.en).toBe("One");
  expect(draft.saving.state).toBe("waiting");
  await passes();

  expect(kept.draft.build.welcome.en).toBe("Two");
  expect(kept.version).toBe(3);
  expect(draft.saving.state).toBe("saved");
});

test("two who save lose nothing: the second is told, and may keep theirs", async () => {
  const draft = opened();
  say(draft, "Mine");
  meanwhile("Theirs");
  await passes();

  expect(draft.saving.state).toBe("conflict");
  expect(draft.content.build.welcome.en).toBe("Mine");
  expect(kept.draft.build.welcome.en).toBe("Theirs");
  expect(await draft.keepMine()).toBe(true);
  expect(kept.draft.build.welcome.en).toBe("Mine");
});

test("or the second takes what the first wrote", async () => {
  const draft = opened();
  say(draft, "Mine");
  meanwhile("Theirs");
  await passes();
  await draft.takeTheirs();

  expect(draft.content.build.welcome.en).toBe("Theirs");
  expect(draft.saving.state).toBe("saved");
  expect(saves).toBe(0);
});

test("a colleague's words arrive by themselves while nothing waits here", () => {
  const draft = opened();
  meanwhile("Theirs");
  draft.heard(kept);

  expect(draft.content.build.welcome.en).toBe("Theirs");
});

test("another place in the list does not stand in the way of what waits to be saved", async () => {
  const draft = opened();
  say(draft, "Mine");
  kept = { ...kept, version: kept.version + 1 };
  draft.heard(structuredClone(kept));
  await passes();

  expect(draft.saving.state).toBe("saved");
  expect(kept.draft.build.welcome.en).toBe("Mine");
});

test("without a server it says so and tries again", async () => {
  const draft = opened();
  const working = globalThis.fetch;
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  say(draft, "Mine");
  await passes();
  expect(draft.saving.state).toBe("failed");

  vi.stubGlobal("fetch", working);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(draft.saving.state).toBe("saved");
  expect(kept.draft.build.welcome.en).toBe("Mine");
});

test("what the server does not take is said, and not sent again by itself", async () => {
  const draft = opened();
  let asked = 0;
  vi.stubGlobal("fetch", () => {
    asked += 1;
    return Promise.resolve(Response.json({ title: "Too long", status: 422, code: "Invalid" }, { status: 422 }));
  });
  say(draft, "Mine");
  await vi.advanceTimersByTimeAsync(20_000);

  expect(draft.saving.state).toBe("refused");
  expect(asked).toBe(1);
});

test("what was published once is the draft again, after what was typed is saved, and that can be taken back", async () => {
  const draft = opened();
  say(draft, "Mine");
  published("As it was");

  const undo = await draft.bringBack(7);

  expect(saves).toBe(1);
  expect(asked).toEqual(['/api/chatflows/cf_1/publications/7/draft {"version":2}']);
  expect(draft.content.build.welcome.en).toBe("As it was");
  undo?.();
  await passes();
  expect(kept.draft.build.welcome.en).toBe("Mine");
});

test("nothing is gone back to while what was typed stands against a colleague's", async () => {
  const draft = opened();
  meanwhile("Theirs");
  published("As it was");
  say(draft, "Mine");

  expect(await draft.bringBack(7)).toBeNull();

  expect(asked).toEqual([]);
  expect(draft.content.build.welcome.en).toBe("Mine");
});
