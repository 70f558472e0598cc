import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Config } from "../src/config.ts";
import { Chat } from "../src/talk/chat.ts";
import type { Entry, FromServer } from "../src/talk/frames.ts";
import { hear } from "../src/talk/hearing.ts";

const AT = "2026-11-25T10:00:00Z";
const config = { channel: "ch", api: "https://x/api", available: true } as Config;

const entry = (seq: number, more: Partial<Entry> = {}): Entry => ({
  seq,
  at: AT,
  by: "agent",
  kind: "message",
  id: `e${seq}`,
  text: `text ${seq}`,
  agent: { id: "a1", name: "Maya", avatar: "" },
  files: [],
  score: null,
  ...more,
});

let chat: Chat;
let said: Record<string, unknown>[];
let looking: string | undefined;
let told: string[];
let named: string[];
let refused: string[];

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
  said = [];
  told = [];
  named = [];
  refused = [];
  looking = undefined;
  const kept = { visits: 1, pages: 1, visitor: false, name: false, email: false, last: 0 };
  chat = new Chat(
    config,
    kept,
    "key",
    {
      changed: () => undefined,
      message: (_, { text }) => told.push(text),
      named: (from, to) => named.push(`${from} ${to}`),
      looking: () => looking,
      refused: ({ code }) => refused.push(code),
    },
    undefined,
  );
  chat.line.on = true;
  chat.line.say = (frame) => {
    if (chat.line.on) said.push(frame as Record<string, unknown>);
    return chat.line.on;
  };
});

afterEach(() => vi.useRealTimers());

const server = (...frames: FromServer[]): void => frames.forEach((frame) => hear(chat, frame));
const texts = (id: string): string[] | undefined => chat.threads.get(id)?.entries.map(({ text }) => text);
const hello = (seq: number): FromServer => ({
  type: "hello",
  visitor: "v",
  channel: "ch",
  available: true,
  away_text: "",
  conversations: [{ id: "c1", number: 1, preview: "", by: "", at: AT, unread: 0, closed: false, seq }],
});

describe("a conversation", () => {
  it("asks for what is missing, once, when a gap shows", () => {
    server(hello(1), { type: "resumed", conversation: "c1", seq: 1, entries: [entry(1)] });
    server({ type: "entry", conversation: "c1", prev: 3, entry: entry(4) });
    server({ type: "entry", conversation: "c1", prev: 4, entry: entry(5) });
    expect(said).toEqual([{ type: "resume", conversation: "c1", after: 1 }]);

    server({ type: "resumed", conversation: "c1", seq: 5, entries: [entry(2), entry(3), entry(4), entry(5)] });
    expect(texts("c1")).toEqual(["text 1", "text 2", "text 3", "text 4", "text 5"]);
  });

  it("shows nothing twice, however often it is told", () => {
    server(hello(1), { type: "entry", conversation: "c1", prev: 0, entry: entry(1) });
    server({ type: "entry", conversation: "c1", prev: 0, entry: entry(1) });

    expect(texts("c1")).toEqual(["text 1"]);
    expect(told).toEqual(["text 1"]);
  });

  it("is asked for again when a ping says that more was said", () => {
    server(hello(1), { type: "resumed", conversation: "c1", seq: 1, entries: [entry(1)] });
    server({ type: "pong", conversation: "c1", seq: 3 });

    expect(said).toEqual([{ type: "resume", conversation: "c1", after: 1 }]);
  });

  it("that is long is fetched in stretches", () => {
    server(hello(9), { type: "resumed", conversation: "c1", seq: 9, entries: [entry(1), entry(2)], more: true });

    expect(said).toEqual([{ type: "resume", conversation: "c1", after: 2 }]);
  });

  it("counts what came in while nobody looked", () => {
    server(hello(0), { type: "entry", conversation: "c1", prev: 0, entry: entry(1) });
    expect(chat.unread).toBe(1);

    looking = "c1";
    server({ type: "resumed", conversation: "c1", seq: 1, entries: [] });
    chat.read("c1");
    expect(chat.unread).toBe(0);
    expect(said.at(-1)).toEqual({ type: "seen", conversation: "c1", seq: 1 });
  });
});

describe("a message of the visitor", () => {
  it("is sent one after the other, the first with what begins a conversation", () => {
    const { to } = chat.write("one", undefined, { chatflow: "f1" });
    chat.write("two", to);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ type: "start", text: "one", chatflow: "f1" });

    server({ type: "said", id: said[0]!["id"] as string, conversation: "c1", seq: 1 });
    expect(said[1]).toMatchObject({ type: "say", text: "two", conversation: "c1" });
    expect(named).toEqual([`${to} c1`]);
    expect(texts("c1")).toEqual(["one"]);
  });

  it("stands once, whether its echo or its confirmation comes first", () => {
    chat.write("one");
    const id = said[0]!["id"] as string;
    server({ type: "entry", conversation: "c1", prev: 0, entry: entry(1, { by: "visitor", id, text: "one" }) });
    server({ type: "said", id, conversation: "c1", seq: 1 });

    expect(texts("c1")).toEqual(["one"]);
    expect(chat.outbox.items).toEqual([]);
    expect(named).toHaveLength(1);
  });

  it("goes again with its own id when the line was lost before the answer", () => {
    chat.write("one", "c1");
    const { id } = said[0] as { id: string };
    chat.line.on = false;
    chat.lineChanged(false);
    chat.line.on = true;
    server(hello(0));

    expect(said.filter(({ type }) => type === "say").map((frame) => frame["id"])).toEqual([id, id]);
  });

  it("is marked when it was refused, and goes again when the visitor says so", () => {
    chat.write("one", "c1");
    const { id } = said[0] as { id: string };
    server({ type: "error", code: "TextTooLong", detail: "", id });
    expect(chat.outbox.items[0]?.state).toBe("failed");

    chat.tryAgain(id);
    expect(said.map((frame) => frame["id"])).toEqual([id, id]);
  });

  it("goes again by itself when it was only too fast", async () => {
    chat.write("one", "c1");
    const { id } = said[0] as { id: string };
    server({ type: "error", code: "TooManyFrames", detail: "", id });
    expect(chat.outbox.items[0]?.state).toBe("waiting");

    await vi.advanceTimersByTimeAsync(8_000);
    expect(said.map((frame) => frame["id"])).toEqual([id, id]);
  });

  it("waits in the browser while there is no line", () => {
    chat.line.on = false;
    chat.write("one");

    expect(said).toEqual([]);
    expect(JSON.parse(localStorage.getItem("key:out")!)).toMatchObject([{ text: "one", state: "waiting" }]);
  });
});

describe("what the server says", () => {
  it("is passed over where this does not know it", () => {
    expect(() => server({ type: "fireworks" } as unknown as FromServer)).not.toThrow();
  });

  it("about typing ends by itself", async () => {
    const agent = { id: "a1", name: "Maya", avatar: "" };
    server(hello(0), { type: "typing", conversation: "c1", agent, on: true });
    expect(chat.threads.get("c1")?.typing?.name).toBe("Maya");

    await vi.advanceTimersByTimeAsync(8_000);
    expect(chat.threads.get("c1")?.typing).toBeNull();
  });
});

describe("a token of the page", () => {
  const answering = (status: number): ReturnType<typeof vi.fn> => {
    const asked = vi.fn((address: string) =>
      Promise.resolve(
        address.endsWith("/identify")
          ? new Response(JSON.stringify({ code: "Invalid", detail: "The token has ended" }), { status })
          : new Response(JSON.stringify({ token: "t", conversations: [], available: true })),
      ),
    );
    vi.stubGlobal("fetch", asked);
    return asked;
  };
  const presented = (asked: ReturnType<typeof vi.fn>): number =>
    asked.mock.calls.filter(([address]) => `${address}`.endsWith("/identify")).length;

  afterEach(() => vi.unstubAllGlobals());

  it("that is refused is told once, and the visitor goes on as anybody", async () => {
    const asked = answering(422);
    chat.begun = true;
    await chat.identify("a.b.c");
    await chat.session();

    expect(refused).toEqual(["Invalid"]);
    expect(presented(asked)).toBe(1);
  });

  it("is said again where the server had trouble", async () => {
    answering(503);
    chat.begun = true;
    await expect(chat.identify("a.b.c")).rejects.toThrow();
    const asked = answering(200);
    await chat.session();

    expect(refused).toEqual([]);
    expect(presented(asked)).toBe(1);
  });
});
