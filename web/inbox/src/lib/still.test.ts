// @vitest-environment node
import { expect, test } from "vitest";
import { aConversation, conversations } from "../testing";
import { holdStill, settle } from "./still";

const unknown = () => undefined;
const ids = (rows: { row: { id: string } }[]) => rows.map(({ row }) => row.id);

test("new conversations wait above while a hand is on the list", () => {
  const latest = [aConversation({ id: "new_1" }), aConversation({ id: "new_2" }), ...conversations(3)];

  const still = holdStill(settle(conversations(3)), latest, unknown);

  expect(ids(still.rows)).toEqual(["cv_1", "cv_2", "cv_3"]);
  expect(still.fresh).toBe(2);
});

test("a row that a colleague took stays in its place, with what became of it", () => {
  const shown = settle(conversations(3));
  const taken = aConversation({ id: "cv_2", owner: "ag_bo" });

  const still = holdStill(
    shown,
    [conversations(3)[0], conversations(3)[2]].filter((row) => row !== undefined),
    () => taken,
  );

  expect(ids(still.rows)).toEqual(["cv_1", "cv_2", "cv_3"]);
  expect(still.rows[1]).toEqual({ row: taken, gone: true });
  expect(still.fresh).toBe(0);
});

test("what changed in a row shows in its place, and the true order is offered", () => {
  const [first, second, third] = conversations(3);
  const answered = aConversation({ ...third, id: "cv_3", preview: "Newer", last_activity_at: "2026-11-22T12:00:00Z" });

  const still = holdStill(
    settle(conversations(3)),
    [answered, first, second].filter((row) => row !== undefined),
    unknown,
  );

  expect(ids(still.rows)).toEqual(["cv_1", "cv_2", "cv_3"]);
  expect(still.rows[2]?.row.preview).toBe("Newer");
  expect(still.moved).toBe(true);
  expect(still.fresh).toBe(0);
});

test("a further page is no news: it joins at the end", () => {
  const still = holdStill(settle(conversations(3)), conversations(6), unknown);

  expect(ids(still.rows)).toEqual(["cv_1", "cv_2", "cv_3", "cv_4", "cv_5", "cv_6"]);
  expect(still.fresh).toBe(0);
  expect(still.moved).toBe(false);
});
