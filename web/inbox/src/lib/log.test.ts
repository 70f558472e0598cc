import { expect, test } from "vitest";
import { anAnswer, anEntry } from "../testing";
import { deliveries, join } from "./log";

test("entries join by their number, whatever their order, and never twice", () => {
  const known = [anEntry({ seq: 1 }), anEntry({ seq: 2 })];

  const joined = join(known, [anEntry({ seq: 4 }), anEntry({ seq: 2, text: "as fetched later" }), anEntry({ seq: 3 })]);

  expect(joined.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  expect(joined[1]?.text).toBe("as fetched later");
});

test("nothing fresh changes nothing", () => {
  const known = [anEntry()];

  expect(join(known, [])).toBe(known);
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

  expect(states.get(1)).toEqual({ delivery: "bounced", reason: "no such mailbox", at: bounced.at });
  expect(states.get(4)?.delivery).toBe("sent");
});
