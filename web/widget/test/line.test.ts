import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pause } from "../src/talk/backoff.ts";
import type { FromServer } from "../src/talk/frames.ts";
import { newId } from "../src/talk/ids.ts";
import { Line } from "../src/talk/line.ts";

/** A socket in the hands of the test. */
class Socket {
  static all: Socket[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: () => void;
  sent: Record<string, unknown>[] = [];
  closed = false;

  constructor(readonly url: string) {
    Socket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close(): void {
    this.closed = true;
  }
}

const last = (): Socket => Socket.all.at(-1)!;

function aLine(): { line: Line; states: boolean[]; heard: FromServer[] } {
  const states: boolean[] = [];
  const heard: FromServer[] = [];
  const line = new Line({
    address: () => Promise.resolve(`wss://x/${Socket.all.length}`),
    opened: () => undefined,
    heard: (frame) => heard.push(frame),
    changed: (on) => states.push(on),
    ping: () => ({ conversation: "c1" }),
  });
  return { line, states, heard };
}

let line: Line;
let states: boolean[];

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", Socket);
  vi.spyOn(Math, "random").mockReturnValue(0.5);
  Socket.all = [];
  ({ line, states } = aLine());
  line.start();
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  line.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the line to the server", () => {
  it("is made anew when it is lost, with a new address each time", async () => {
    last().onopen?.();
    last().onclose?.();
    await vi.advanceTimersByTimeAsync(500);

    expect(Socket.all.map(({ url }) => url)).toEqual(["wss://x/0", "wss://x/1"]);
    expect(states).toEqual([true, false]);
  });

  it("waits longer from try to try, and never longer than half a minute", async () => {
    const waits = [0, 1, 2, 3, 4, 5, 20].map((tries) => pause(tries, () => 1));

    expect(waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(pause(5, () => 0)).toBe(0);

    for (const wait of [500, 1000, 2000]) {
      const before = Socket.all.length;
      last().onclose?.();
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(Socket.all.length).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(Socket.all.length).toBe(before + 1);
    }
  });

  it("is found dead by a ping that nobody answers", async () => {
    last().onopen?.();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(last().sent.at(-1)).toEqual({ type: "ping", conversation: "c1" });

    await vi.advanceTimersByTimeAsync(8_500);
    expect(Socket.all[0]?.closed).toBe(true);
    expect(Socket.all.length).toBe(2);
  });

  it("stays while pings are answered", async () => {
    last().onopen?.();
    await vi.advanceTimersByTimeAsync(30_000);
    last().onmessage?.({ data: '{"type":"pong"}' });
    await vi.advanceTimersByTimeAsync(20_000);

    expect(Socket.all.length).toBe(1);
  });

  it("is tried at once when the network is back", async () => {
    for (let lost = 0; lost < 5; lost++) {
      last().onclose?.();
      await vi.advanceTimersByTimeAsync(16_000);
    }
    last().onclose?.();
    const before = Socket.all.length;
    dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(0);

    expect(Socket.all.length).toBe(before + 1);
  });

  it("says nothing while it is not there", () => {
    expect(line.say({ type: "ping" })).toBe(false);
    last().onopen?.();
    expect(line.say({ type: "ping" })).toBe(true);
  });

  it("stays away once it is not wanted", async () => {
    line.stop();
    await vi.advanceTimersByTimeAsync(60_000);

    expect(Socket.all.length).toBe(1);
  });
});

describe("an id made in the browser", () => {
  it("is a UUIDv7 in hex, and later ones sort later", () => {
    const one = newId(1_000);
    const other = newId(2_000);

    expect(one).toMatch(/^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    expect(one < other).toBe(true);
    expect(newId()).not.toBe(newId());
  });
});
