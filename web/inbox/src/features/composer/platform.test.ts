import { cleanup, fireEvent, render, screen, within } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aConversation } from "../../../test/a-conversation";
import type { WindowJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { outbox } from "../../lib/outbox.svelte";
import { keys, queryClient } from "../../lib/query";
import Composer from "./Composer.svelte";
import { compositionOf, forgetCompositions } from "./compositions";

// The clock of the screen begins to tick as soon as it is loaded.
vi.hoisted(() => vi.useFakeTimers());

const HOUR = 3_600_000;
const START = Date.parse("2026-11-25T10:00:00Z");
const TICK_MS = 20_000;
const MESSENGER = {
  kind: "messenger",
  text_length: 2_000,
  file_sizes: { image: 8_000_000, "*": 25_000_000 },
  files_each: 10,
  quick_replies: 2,
  quick_reply_length: 20,
  buttons: null,
  window: { open: 24, people: 168 },
  receipts: ["delivered", "read"],
  typing: true,
  shows: ["typing", "seen"],
  templates: false,
  shows_address: false,
  mail: false,
};
let asked: { path: string; body: unknown }[] = [];
let answer: () => Response;
let stop: () => void;

const taken = () => new Response('{"items": [], "conversation": "c1", "seq": 6}', { status: 201 });
const ahead = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

function show(window: WindowJson, more: Record<string, unknown> = {}) {
  const conversation = aConversation({
    channel_kind: "messenger",
    window,
    reply: { to: [], cc: [], subject: "", from_address: "" },
  });
  return render(Composer, { props: { conversation, lastSeq: 5, ...more } });
}

const text = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /^(Reply|Note)$/ });
const write = (words: string) => fireEvent.input(text(), { target: { value: words } });
const open = (): WindowJson => ({ state: "open", until: ahead(20 * HOUR) });

/** Later on the same day, or days later: the clock of the screen ticks three times a minute. */
async function later(milliseconds: number): Promise<void> {
  vi.setSystemTime(Date.now() + milliseconds - TICK_MS);
  await pass(TICK_MS);
}

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  flushSync();
}

beforeAll(async () => {
  await language.set("en");
  await language.more("threads");
});

beforeEach(async () => {
  vi.setSystemTime(START);
  await pass(TICK_MS);
  asked = [];
  answer = taken;
  queryClient.setQueryData(keys.channelKinds, [MESSENGER]);
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
    if (init.method === "POST") asked.push({ path: address.replace("/api", ""), body: JSON.parse(String(init.body)) });
    return Promise.resolve(answer());
  });
  stop = outbox.start("me", {});
});

afterEach(async () => {
  cleanup();
  await pass(20_000);
  stop();
  forgetCompositions();
  localStorage.clear();
  queryClient.clear();
  vi.unstubAllGlobals();
});

afterAll(() => {
  vi.useRealTimers();
});

test("there is nobody to address, and it goes out at once with what may be pressed", async () => {
  show(open());
  expect(screen.queryByRole("textbox", { name: "To" })).toBeNull();

  await write("Which size?");
  await fireEvent.click(screen.getByRole("button", { name: "Add a quick reply" }));
  const field = screen.getByRole("textbox", { name: "Quick reply" });
  for (const size of ["Small", "Large"]) {
    await fireEvent.input(field, { target: { value: size } });
    await fireEvent.keyDown(field, { key: "Enter" });
  }
  expect(screen.queryByRole("button", { name: "Add a quick reply" })).toBeNull();
  await fireEvent.keyDown(text(), { key: "Enter" });
  await pass(0);

  expect(asked).toEqual([
    {
      path: "/conversations/c1/replies",
      body: { last_seq: 5, text: "Which size?", attachments: [], quick_replies: ["Small", "Large"], insist: true },
    },
  ]);
});

test("where few are shown as buttons, it is said that more or longer ones are a list", async () => {
  queryClient.setQueryData(keys.channelKinds, [
    { ...MESSENGER, quick_replies: 10, quick_reply_length: 24, buttons: { most: 1, length: 20 } },
  ]);
  show(open());
  await fireEvent.click(screen.getByRole("button", { name: "Add a quick reply" }));
  const field = screen.getByRole("textbox", { name: "Quick reply" });
  const hint = () => screen.getByText(/^At most 24 characters/).textContent;

  await fireEvent.input(field, { target: { value: "x".repeat(20) } });
  expect(hint()).toContain("They see it as a button.");
  await fireEvent.input(field, { target: { value: "x".repeat(21) } });
  expect(hint()).toContain("They open a list and choose from it.");
  await fireEvent.input(field, { target: { value: "Small" } });
  await fireEvent.keyDown(field, { key: "Enter" });
  expect(hint()).toContain("They see it as a button.");
  await fireEvent.input(field, { target: { value: "Large" } });
  expect(hint()).toContain("They open a list and choose from it.");
});

test("what may be pressed comes back with a draft, and with a message that was refused", async () => {
  const shown = show(open());
  await write("Which size?");
  await fireEvent.click(screen.getByRole("button", { name: "Add a quick reply" }));
  const field = screen.getByRole("textbox", { name: "Quick reply" });
  await fireEvent.input(field, { target: { value: "Small" } });
  await fireEvent.keyDown(field, { key: "Enter" });
  await pass(TICK_MS);
  shown.unmount();
  forgetCompositions();

  show(open());
  const choices = () => within(screen.getByRole("list", { name: "To choose from" })).getAllByRole("listitem");
  expect(choices().map((one) => one.textContent.trim())).toEqual(["Small"]);

  answer = () => new Response('{"status": 422, "code": "Invalid", "title": "No", "field": "text"}', { status: 422 });
  await fireEvent.keyDown(text(), { key: "Enter" });
  await pass(0);
  expect(text().value).toBe("Which size?");
  expect(choices().map((one) => one.textContent.trim())).toEqual(["Small"]);
});

test("a text that one message does not hold says how many it becomes", async () => {
  show(open());
  await write("word ".repeat(401));

  expect(screen.getByText("Goes out as 2 messages")).toBeTruthy();
});

test("a file that the platform does not take says so as it is picked, and is not sent", async () => {
  show(open());
  const picture = new File(["x"], "big.png", { type: "image/png" });
  Object.defineProperty(picture, "size", { value: 9_000_000 });
  await fireEvent.change(screen.getByLabelText("Attach files", { selector: "input" }), {
    target: { files: [picture] },
  });

  expect(screen.getByText("Messenger takes at most 8 MB of this kind of file")).toBeTruthy();
  expect(asked).toEqual([]);
});

test("the last hours are counted down, and at their end only people may answer, then nobody", async () => {
  show({ state: "open", until: ahead(3 * HOUR + 12 * 60_000) });
  expect(screen.getByText("Messenger takes answers for 3 h 12 min more")).toBeTruthy();

  await later(60_000);
  expect(screen.getByText("Messenger takes answers for 3 h 11 min more")).toBeTruthy();

  await later(3 * HOUR + 11 * 60_000);
  expect(screen.getByText(/^Only answers written by a person, for 6 days more$/)).toBeTruthy();

  await later(144 * HOUR);
  expect(screen.queryByRole("textbox")).toBeNull();
  expect(screen.getByText(/Messenger takes no answer now/)).toBeTruthy();
});

test("with much time left nothing is said of it", () => {
  show(open());

  expect(screen.queryByText(/takes answers for/)).toBeNull();
});

test("a closed composer says why and the way on, keeps what was written, and still takes notes", async () => {
  compositionOf("c1").reply = "Half a thought";
  const { rerender } = show({ state: "closed", until: null });

  expect(screen.getByText(/Ana wrote too long ago/).textContent).toContain("Wait until Ana writes again.");
  expect(screen.getByText("Half a thought")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Write an email" })).toBeNull();

  await rerender({ email: "ana@example.com" });
  await fireEvent.click(screen.getByRole("button", { name: "Write an email" }));
  expect(compositionOf("new")).toMatchObject({
    reply: "Half a thought",
    rows: { to: [{ address: "ana@example.com", name: "Ana" }] },
  });

  await fireEvent.click(screen.getByRole("tab", { name: "Note" }));
  await write("Call her");
  await fireEvent.click(screen.getByRole("button", { name: "Add note" }));
  await pass(0);
  expect(asked.map(({ path }) => path)).toEqual(["/conversations/c1/comments"]);
});

test("a window that closed meanwhile is asked about again, and the words come back", async () => {
  const again = vi.spyOn(queryClient, "invalidateQueries");
  answer = () => new Response('{"title": "Closed", "status": 409, "code": "WindowClosed", "detail": "Closed."}', { status: 409 });
  show(open());
  await write("Too late");
  await fireEvent.keyDown(text(), { key: "Enter" });
  await pass(0);

  expect(text().value).toBe("Too late");
  expect(again).toHaveBeenCalledWith({ queryKey: keys.conversation("c1") });
});

test.each(["ChannelPaused", "NoOutboundAddress"])("%s, told by the server, is asked about again", async (code) => {
  const again = vi.spyOn(queryClient, "invalidateQueries");
  answer = () => new Response(JSON.stringify({ title: "No", status: 409, code, detail: "No." }), { status: 409 });
  show(open());
  await write("Hello");
  await fireEvent.keyDown(text(), { key: "Enter" });
  await pass(0);

  expect(text().value).toBe("Hello");
  expect(again).toHaveBeenCalledWith({ queryKey: keys.conversation("c1") });
});

test("a channel that sends no answers closes the reply with its reason, keeps the words, and is asked again", async () => {
  compositionOf("c1").reply = "Until six";
  const { rerender } = show(open());
  const again = vi.spyOn(queryClient, "invalidateQueries").mockClear();

  await rerender({ conversation: aConversation({ channel_kind: "messenger", window: open(), shut: "paused" }), lastSeq: 5 });
  expect(screen.queryByRole("textbox", { name: "Reply" })).toBeNull();
  expect(screen.getByText("Until six")).toBeTruthy();
  expect(screen.getByText(/is paused: what people write arrives/).textContent).toContain("Any admin can change that");
  await pass(20_000);
  expect(again).toHaveBeenCalledWith({ queryKey: keys.conversation("c1") });

  await rerender({ conversation: aConversation({ channel_kind: "custom", shut: "no_address" }), lastSeq: 5 });
  expect(screen.getByText(/it has no outbound address/)).toBeTruthy();
});

test("an approved template is filled in, read, and sent", async () => {
  const template = { name: "shipped", language: "en_US", category: "", body: "Order {{1}} left.", variables: ["1"] };
  queryClient.setQueryData(keys.templates("ch1"), [template]);
  show({ state: "templates_only", until: null });
  await vi.dynamicImportSettled();
  await pass(0);
  const form = within(screen.getByRole("button", { name: "Send template" }).closest("form") as HTMLElement);

  await fireEvent.click(form.getByRole("button", { name: "Send template" }));
  expect(form.getByText("Fill this in")).toBeTruthy();
  expect(asked).toEqual([]);

  await fireEvent.input(form.getByRole("textbox", { name: "Value 1" }), { target: { value: "2041" } });
  expect(form.getByText("Order 2041 left.")).toBeTruthy();
  await fireEvent.click(form.getByRole("button", { name: "Send template" }));
  await pass(0);
  expect(asked).toEqual([
    {
      path: "/conversations/c1/replies",
      body: { last_seq: 5, template: { name: "shipped", language: "en_US", variables: ["2041"] }, insist: true },
    },
  ]);
});
