import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aConversation } from "../../../test/a-conversation";
import type { ConversationDetail, Presence } from "../../lib/api/types";
import { drafts } from "../../lib/drafts.svelte";
import { language } from "../../lib/i18n.svelte";
import { outbox } from "../../lib/outbox.svelte";
import { toasts } from "../../ui";
import Composer from "./Composer.svelte";
import { forgetCompositions } from "./compositions";

beforeAll(() => language.more("threads"));

interface Asked {
  path: string;
  key: string | null;
  body: Record<string, unknown>;
}

const ENTRY = { conversation: "c1", seq: 6, kind: "message", direction: "in", actor: { kind: "contact", name: "Ana" } };
let asked: Asked[] = [];
let answers: Record<string, { status: number; body: unknown }> = {};
let stop: () => void;

function show(changes: Partial<ConversationDetail> = {}, more: Record<string, unknown> = {}): void {
  render(Composer, { props: { conversation: aConversation(changes), lastSeq: 5, ...more } });
}

const GONE = { at: "2026-11-18T10:00:00Z", status: "5.1.1", reason: "550", kind: "unknown address" };
const gone = (address: string) => ({ ...GONE, address });
const text = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^(Reply|Note)$/ });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

async function write(words: string): Promise<void> {
  await fireEvent.input(text(), { target: { value: words } });
}

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  flushSync();
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answers = {};
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
    const path = address.replace("/api", "");
    if (path === "/unreachable") return Promise.resolve(new Response('{"items": [], "next": null}'));
    const headers = new Headers(init.headers);
    asked.push({
      path,
      key: headers.get("Idempotency-Key"),
      body: JSON.parse(String(init.body)) as Record<string, unknown>,
    });
    const { status, body } = answers[path] ?? { status: 201, body: ENTRY };
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  stop = outbox.start("me", { closed: () => undefined });
});

afterEach(async () => {
  cleanup();
  stop();
  await pass(100);
  for (const { id } of toasts.shown) toasts.drop(id);
  forgetCompositions();
  drafts.clearAll();
  localStorage.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a reply is held for eight seconds and then goes to all, over what the agent has seen", async () => {
  show();
  await write("It is on its way");
  await press("Send");

  expect(text().value).toBe("");
  await pass(7_500);
  expect(asked).toEqual([]);

  await pass(1_000);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    path: "/conversations/c1/replies",
    body: { text: "It is on its way", last_seq: 5, to: null, cc: null, bcc: null, insist: false },
  });
  expect(asked[0]?.key).toBeTruthy();
});

test("undo puts the words back and nothing is sent", async () => {
  show();
  await write("Too early");
  await press("Send");
  await pass(3_000);

  expect(toasts.undoLast()).toBe(true);
  await pass(10_000);

  expect(text().value).toBe("Too early");
  expect(asked).toEqual([]);
});

test("words written after sending stay when the reply is taken back", async () => {
  show();
  await write("First");
  await press("Send");
  await write("Second");

  toasts.undoLast();
  await pass(100);

  expect(text().value).toBe("First\n\nSecond");
});

test("time stands still for the mail too while somebody points at its undo", async () => {
  show();
  await write("Wait");
  await press("Send");
  await pass(5_000);

  toasts.hold(true);
  await pass(20_000);
  expect(asked).toEqual([]);

  toasts.hold(false);
  await pass(3_500);
  expect(asked).toHaveLength(1);
});

test("changed recipients are all named in the order", async () => {
  show();
  await press("Remove boss@example.com");
  await fireEvent.input(screen.getByLabelText("Add to To"), { target: { value: "Bo <bo@example.com>" } });
  await write("Hello");
  await press("Send");
  await pass(9_000);

  expect(asked[0]?.body).toMatchObject({ to: ["ana@example.com", "bo@example.com"], cc: [], bcc: [] });
});

test("an address that bounced is warned of, and may be written to all the same", async () => {
  show({}, { unreachable: [gone("ana@example.com"), gone("else@example.com")] });

  expect(screen.queryByText(/else@example.com/)).toBeNull();
  screen.getByText(/^Mail to ana@example.com bounced on 18 Nov.*: address unknown$/);
  await write("Hello");
  await press("Send");
  await pass(9_000);

  expect(asked).toHaveLength(1);
});

test("what is no address is shown and stops the reply", async () => {
  show();
  await fireEvent.input(screen.getByLabelText("Add to To"), { target: { value: "nobody" } });
  await write("Hello");
  await press("Send");
  await pass(9_000);

  expect(screen.getByText("“nobody” is not an email address")).toBeTruthy();
  expect(text().value).toBe("Hello");
  expect(asked).toEqual([]);
});

test("a reply over a newer message comes back and asks once whether it still fits", async () => {
  answers["/conversations/c1/replies"] = {
    status: 409,
    body: { title: "x", status: 409, code: "StaleReply", entries: [ENTRY] },
  };
  const newer = vi.fn();
  show({}, { onnewer: newer });
  await write("Clear the cache");
  await press("Send");
  await pass(9_000);

  expect(screen.getByText("Ana wrote while you were typing. Does your reply still fit?")).toBeTruthy();
  expect(text().value).toBe("Clear the cache");
  expect(newer).toHaveBeenCalledExactlyOnceWith([ENTRY]);

  answers = {};
  await press("Send anyway");
  await pass(9_000);
  expect(asked.at(-1)?.body).toMatchObject({ text: "Clear the cache", insist: true });
  expect(asked[0]?.key).not.toBe(asked.at(-1)?.key);
});

test("a refused reply keeps its words and says why", async () => {
  answers["/conversations/c1/replies"] = {
    status: 422,
    body: { title: "x", status: 422, code: "Invalid", detail: "A file is gone." },
  };
  show();
  await write("With a file");
  await press("Send");
  await pass(9_000);

  expect(screen.getByText("Not sent: A file is gone. Your text is still here.")).toBeTruthy();
  expect(text().value).toBe("With a file");
});

test("what comes back never lands in words that are being written", async () => {
  answers["/conversations/c1/replies"] = { status: 422, body: { title: "x", status: 422, code: "Invalid" } };
  show();
  await write("Refused");
  await press("Send");
  await write("Something else");
  await pass(9_000);

  expect(text().value).toBe("Something else");
  expect(outbox.of("c1").map(({ state }) => state)).toEqual(["failed"]);

  await write("");
  await pass(100);
  expect(text().value).toBe("Refused");
});

test("send and close says at once that it is time for the next conversation", async () => {
  const closed = vi.fn();
  show({}, { onclosed: closed });
  await write("Done");
  await fireEvent.keyDown(text(), { key: "Enter", ctrlKey: true, shiftKey: true });
  expect(closed).toHaveBeenCalledOnce();

  await pass(9_000);
  expect(asked.map(({ path }) => path)).toEqual(["/conversations/c1/replies", "/conversations/c1/close"]);
});

test("a note goes to the team only, at once and without files", async () => {
  show({}, { mode: "note" });
  expect(screen.getByText("Only your team sees this")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Attach files" })).toBeNull();

  await write("Is the courier booked?");
  await press("Add note");
  await pass(50);

  expect(asked).toEqual([
    expect.objectContaining({ path: "/conversations/c1/comments", body: { text: "Is the courier booked?" } }),
  ]);
});

test("reply and note are kept beside each other, each second, and found again after a reload", async () => {
  show();
  await write("A reply");
  await pass(1_100);
  expect(screen.getByText("Draft saved")).toBeTruthy();
  await fireEvent.click(screen.getByRole("tab", { name: "Note" }));
  await write("A note");
  await pass(1_100);

  cleanup();
  forgetCompositions();
  show();

  expect(text().value).toBe("A reply");
  await fireEvent.click(screen.getByRole("tab", { name: "Note" }));
  expect(text().value).toBe("A note");
});

test("nothing at all is not sent, and the composer says so", async () => {
  show();
  await write("   ");
  await press("Send");
  await pass(9_000);

  expect(screen.getByText("Write something or attach a file first")).toBeTruthy();
  expect(asked).toEqual([]);
});

test("a closed conversation says that the reply opens it again", () => {
  show({ status: "closed" });

  expect(screen.getByText("This conversation is closed. Your reply opens it again.")).toBeTruthy();
});

test("a colleague who is replying is named in the composer's head", () => {
  const present: Presence[] = [{ agent: { id: "b", name: "Bo K." }, doing: "replying" }];
  show({}, { present });

  expect(within(screen.getByLabelText("Reply or note", { selector: "section" })).getByText("Bo K. is replying")).toBeTruthy();
});

test("a file that is too large is refused before anything is sent up", async () => {
  show();
  const large = new File(["x"], "film.mov");
  Object.defineProperty(large, "size", { value: 25_000_001 });
  const picker = screen.getByLabelText("Attach files", { selector: "input" });
  Object.defineProperty(picker, "files", { value: [large] });
  await fireEvent.change(picker);
  await write("See the film");
  await press("Send");
  await pass(9_000);

  expect(screen.getByText("Larger than 25 MB, which is the most a mail can carry")).toBeTruthy();
  expect(screen.getByText("A file is not attached. Try it again or remove it.")).toBeTruthy();
  expect(asked).toEqual([]);
});
