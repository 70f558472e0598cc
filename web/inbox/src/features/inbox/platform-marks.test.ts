import { expect, test } from "vitest";
import type { Delivery } from "../../lib/api/types";
import { deliveries } from "../../lib/log";
import { anAnswer, anEntry } from "../../testing";
import { platformMarks } from "./platform-marks";

const said = (seq: number, changes = {}) => anAnswer({ seq, chat: true, ...changes });
const outcome = (seq: number, of: number, delivery: Delivery) =>
  anEntry({ seq, kind: "delivery", direction: null, of, delivery, delivery_reason: "" });

function marks(entries: ReturnType<typeof said>[], seen = 0): [string, string][] {
  return [...platformMarks(entries, deliveries(entries), "cv_1", seen)];
}

test("each state is said once, under the newest message that it is true of", () => {
  const entries = [said(1), said(2), said(3), said(4), said(5)];
  const told = [outcome(6, 1, "delivered"), outcome(7, 2, "delivered"), outcome(8, 3, "sent"), outcome(9, 4, "sent")];

  expect(marks([...entries, ...told], 1)).toEqual([
    ["cv_1-1", "seen"],
    ["cv_1-2", "delivered"],
    ["cv_1-4", "sent"],
    ["cv_1-5", "sending"],
  ]);
});

test("a fault is said under each message, also where the person has seen later ones", () => {
  expect(marks([said(1), said(2), said(3), outcome(4, 1, "failed"), outcome(5, 2, "unsure")], 3)).toEqual([
    ["cv_1-1", "fault"],
    ["cv_1-2", "fault"],
    ["cv_1-3", "seen"],
  ]);
});

test("what a colleague wrote in the platform's own inbox was sent from there", () => {
  expect(marks([said(1, { actor: { kind: "system", id: "platform", name: "platform" } })])).toEqual([
    ["cv_1-1", "sent"],
  ]);
});
