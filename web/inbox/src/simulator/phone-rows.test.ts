// @vitest-environment node
import { expect, test } from "vitest";
import type { PhoneMessage, Thread } from "./phone-api";
import { lastOwn, offersStill, rowsOf } from "./phone-rows";

const NOW = new Date(2026, 10, 24, 12, 0).getTime();

function message(id: string, minutesAgo: number, way: PhoneMessage["way"] = "in"): PhoneMessage {
  const at = new Date(NOW - minutesAgo * 60_000).toISOString();
  const empty = { text: id, files: [], place: null, offered: [], opens: "", reply_to: "", emoji: "", statuses: [] };
  return { ...empty, id, at, way, edited: false, withdrawn: false, pressed: false, state: "told" };
}

test("a line with day and hour stands where time has passed", () => {
  const rows = rowsOf([message("a", 60 * 24), message("b", 60 * 24 - 5), message("c", 3)], "en", NOW);

  expect(rows.map(({ line }) => line)).toEqual(["Yesterday 12:00", "", "Today 11:57"]);
});

test("what became of it stands below the person's last message", () => {
  expect(lastOwn([message("a", 3), message("b", 2), message("c", 1, "out")])).toBe("b");
  expect(lastOwn([])).toBe("");
});

test.each([
  ["messenger", [false, true]],
  ["instagram", [false, true]],
  ["whatsapp", [true, true]],
] as const)("on %s what is offered can be pressed as long as there", (kind, still) => {
  const items = [message("a", 2, "out"), message("b", 1, "out")];
  const thread: Pick<Thread, "account" | "items"> = { account: { kind, id: "1", name: "Lamp shop" }, items };

  expect(items.map((one) => offersStill(thread, one))).toEqual(still);
});
