// @vitest-environment node
import { expect, test } from "vitest";
import { anAnswer, anEntry } from "../testing";
import { deliveries, join, lastSeq } from "./log";

test("entries join by their number, whatever their order, and never twice", () => {
  const known = [anEntry({ seq: 1 }), anEntry({ seq: 2 })];

  const joined = join(known, [anEntry({ seq: 4 }), anEntry({ seq: 2, text: "as fetched later" }), anEntry({ seq: 3 })], "cv_1");

  expect(joined.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(joined[1]?.text).toBe("as fetched later");
});

test("nothing fresh changes nothing", () => {
  const known = [anEntry()];

  expect(join(known, [], "cv_1")).toBe(known);
});

test("the last thing said about an own message is its state", () => {
  const bounced = anEntry({
    seq: 3,
    kind: "delivery",
    direction: null,
    of: 1,
    delivery: "bounced",
    delivery_reason: "no such mailbox",
  });
  const states = deliveries([
    anAnswer({ seq: 1, delivery: "queued" }),
    anEntry({ seq: 2, kind: "delivery", direction: null, of: 1, delivery: "sent" }),
    bounced,
    anAnswer({ seq: 4, delivery: "sent" }),
  ]);

  expect(states.get("cv_1-1")).toEqual({ delivery: "bounced", reason: "no such mailbox", at: bounced.at });
  expect(states.get("cv_1-4")?.delivery).toBe("sent");
});

const minute = (at: number): string => `2026-11-22T10:${String(at).padStart(2, "0")}:00Z`;

test("what was merged in stands in the order of time, each log in its own order", () => {
  const own = [anEntry({ seq: 1, at: minute(0) }), anEntry({ seq: 2, at: minute(5) })];
  // the second of these came late: its time is before the first's
  const merged = [3, 1].map((at, index) => anEntry({ conversation: "cv_2", seq: index + 1, at: minute(at) }));
  const together = anEntry({ conversation: "cv_3", seq: 1, at: minute(5) });

  const joined = join(own, [...merged, together], "cv_1");

  expect(joined.map(({ conversation, seq }) => `${conversation} ${String(seq)}`)).toEqual([
    "cv_1 1",
    "cv_2 1",
    "cv_2 2",
    "cv_3 1",
    "cv_1 2",
  ]);
});

test("how far the log is known is a matter of the conversation itself", () => {
  const entries = [anEntry({ seq: 4 }), anEntry({ conversation: "cv_2", seq: 9 })];

  expect(lastSeq({ conversation: "cv_1", entries, older: null })).toBe(4);
  expect(lastSeq({ conversation: "cv_3", entries, older: null })).toBe(0);
  expect(lastSeq(undefined)).toBe(0);
});

test("an outcome finds its message in the conversation that was merged in", () => {
  const states = deliveries([
    anAnswer({ conversation: "cv_2", seq: 1, delivery: "sent" }),
    anAnswer({ seq: 1, delivery: "sent" }),
    anEntry({ seq: 2, kind: "delivery", direction: null, of: 1, of_conversation: "cv_2", delivery: "bounced" }),
  ]);

  expect(states.get("cv_2-1")?.delivery).toBe("bounced");
  expect(states.get("cv_1-1")?.delivery).toBe("sent");
});
