// @vitest-environment node
import { expect, test } from "vitest";
import { deliveries } from "../../lib/log";
import { anAnswer, anEntry } from "../../testing";
import { chatMarks } from "./chat-marks";

const said = (seq: number, changes = {}) => anAnswer({ seq, chat: true, ...changes });
const outcome = (seq: number, of: number, delivery: "sent" | "delivered" | "bounced", reason = "") =>
  anEntry({ seq, kind: "delivery", direction: null, of, delivery, delivery_reason: reason });

function marks(entries: ReturnType<typeof said>[], seen: number): [string, string][] {
  return [...chatMarks(entries, deliveries(entries), "cv_1", seen)];
}

test("one mark stands under the last message that the visitor has seen, one under the newest", () => {
  expect(marks([said(1), said(2), said(3), said(4)], 2)).toEqual([
    ["cv_1-2", "seen"],
    ["cv_1-4", "here"],
  ]);
});

test("what was seen needs no word of how it was delivered", () => {
  expect(marks([said(1), outcome(2, 1, "delivered")], 1)).toEqual([["cv_1-1", "seen"]]);
});

test("what went by mail, waits for an address or bounced says so under each message", () => {
  const entries = [said(1), said(2), said(3), said(4)];
  const told = [outcome(5, 1, "sent"), outcome(6, 2, "sent", "waits in the chat"), outcome(7, 3, "bounced", "gone")];

  expect(marks([...entries, ...told], 0)).toEqual([
    ["cv_1-1", "mailed"],
    ["cv_1-2", "waits"],
    ["cv_1-3", "mail"],
    ["cv_1-4", "here"],
  ]);
});

test("the visitor's mark says nothing of a conversation that was merged in", () => {
  expect(marks([said(1, { conversation: "cv_2" })], 9)).toEqual([["cv_2-1", "here"]]);
});

test("a mail among the messages of a chat has no mark of the chat", () => {
  expect(marks([anAnswer({ seq: 1 })], 5)).toEqual([]);
});
