// @vitest-environment node
import { expect, test } from "vitest";
import { aConversation } from "../../testing";
import { onlyOf } from "./only";

const rows = {
  items: [aConversation({ id: "cv_1" }), aConversation({ id: "cv_2", channel_kind: "messenger" })],
  next: "c2",
};

test("a list shows one kind of channel, and loads on", () => {
  const shown = onlyOf(rows, "messenger", 1000);

  expect(shown.items.map(({ id }) => id)).toEqual(["cv_2"]);
  expect(shown.next).toBe("c2");
});

test("without a choice the list is as it was", () => {
  expect(onlyOf(rows, "", 1)).toBe(rows);
});

test("it stops loading once so many rows were looked through", () => {
  expect(onlyOf(rows, "messenger", 2).next).toBeNull();
});
