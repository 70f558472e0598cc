import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { anAnswer, anEntry } from "../testing";
import { HOLD_MS, outbox } from "./outbox.svelte";

/** The network is the edge: what is asked of it, and what it answers. */
let asked: { path: string; key: string | null; keepalive: boolean }[] = [];
let answers: (() => Response | Promise<Response>)[] = [];
let stop: () => void;

const json = (status: number, body: unknown) => () => new Response(JSON.stringify(body), { status });
const reply = { kind: "reply" as const, conversation: "cv_1", body: { last_seq: 3, text: "It left today." } };
const passed = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
const states = () => outbox.of("cv_1").map(({ state }) => state);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  asked = [];
  answers = [];
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    asked.push({ path, key: new Headers(init.headers).get("Idempotency-Key"), keepalive: init.keepalive ?? false });
    const answer = answers.shift() ?? json(201, anAnswer({ seq: 4 }));
    return Promise.resolve().then(answer);
  });
  stop = outbox.start("ag_ana", {});
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a reply goes out after eight seconds, once", async () => {
  outbox.hold(reply);
  await passed(HOLD_MS - 1);
  expect(asked).toEqual([]);

  await passed(60_000);

  expect(asked.map(({ path }) => path)).toEqual(["/api/conversations/cv_1/replies"]);
  expect(states()).toEqual([]);
});

test("a reply that is taken back never leaves, and gives its text back", async () => {
  const { key } = outbox.hold(reply);

  const back = outbox.undo(key);
  await passed(60_000);

  expect(back?.body.text).toBe("It left today.");
  expect(asked).toEqual([]);
});

test("send and close closes after the reply", async () => {
  outbox.hold({ ...reply, thenClose: true });

  await passed(HOLD_MS);

  expect(asked.map(({ path }) => path)).toEqual(["/api/conversations/cv_1/replies", "/api/conversations/cv_1/close"]);
});

test("a closing that is refused does not bring the sent text back", async () => {
  answers = [json(201, anAnswer({ seq: 4 })), json(403, { title: "Not allowed", status: 403, code: "NotAllowed" })];
  outbox.hold({ ...reply, thenClose: true });

  await passed(60_000);

  expect(asked).toHaveLength(2);
  expect(states()).toEqual([]);
});

test("a closing that got no answer is asked again, the reply is not", async () => {
  answers = [json(201, anAnswer({ seq: 4 })), () => Promise.reject(new TypeError("no network"))];
  outbox.hold({ ...reply, thenClose: true });

  await passed(60_000);

  expect(asked.map(({ path }) => path.split("/").at(-1))).toEqual(["replies", "close", "close"]);
});

test("without a way to the server it is tried again under the same key", async () => {
  answers = [
    () => Promise.reject(new TypeError("no network")),
    json(503, { title: "busy", status: 503, code: "Busy" }),
  ];
  outbox.hold(reply);
  await passed(HOLD_MS);
  expect(states()).toEqual(["waiting"]);

  await passed(60_000);

  expect(asked).toHaveLength(3);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  expect(states()).toEqual([]);
});

test("what the server refuses stays, with its text and the reason", async () => {
  answers = [json(422, { title: "Invalid", status: 422, code: "Invalid", detail: "no such address" })];
  outbox.hold(reply);

  await passed(60_000);

  expect(asked).toHaveLength(1);
  expect(outbox.of("cv_1")[0]).toMatchObject({
    state: "failed",
    problem: { detail: "no such address" },
    body: reply.body,
  });
});

test("a stale reply stays, with the entries that were not seen", async () => {
  answers = [json(409, { title: "Stale", status: 409, code: "StaleReply", entries: [anEntry({ seq: 4 })] })];
  outbox.hold(reply);

  await passed(60_000);

  expect(outbox.of("cv_1")[0]).toMatchObject({ state: "stale", entries: [{ seq: 4 }] });
});

test("a page that goes away sends what it holds, and the next page finds what was not answered", async () => {
  answers = [() => new Promise(() => undefined)];
  outbox.hold(reply);

  dispatchEvent(new Event("pagehide"));
  await passed(0);
  stop();
  stop = outbox.start("ag_ana", {});
  await passed(HOLD_MS);

  expect(asked.map(({ keepalive }) => keepalive)).toEqual([true, false]);
  expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
});

test("another agent's orders are left alone", async () => {
  outbox.hold(reply);
  stop();

  stop = outbox.start("ag_bo", {});
  await passed(60_000);

  expect(asked).toEqual([]);
});
