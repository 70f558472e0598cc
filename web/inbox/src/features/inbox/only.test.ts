// @vitest-environment node
import { expect, test } from "vitest";
import type { InboxJson } from "../../lib/api/types";
import { aConversation } from "../../testing";
import { choicesIn, onlyOf } from "./only";

const rows = {
  items: [
    aConversation({ id: "cv_1" }),
    aConversation({ id: "cv_2", channel_kind: "messenger", channel: "page" }),
    aConversation({ id: "cv_3", channel_kind: "messenger", channel: "other_page" }),
  ],
  next: "c2",
};
const ids = (only: string) => onlyOf(rows, only, 1000).items.map(({ id }) => id);
const inbox = (id: string, ...channels: [string, string][]): InboxJson => ({
  id,
  name: id,
  address: "",
  channels: channels.map(([channel, kind]) => ({ id: channel, kind, name: channel, address: "" })),
  counts: { open: 0, mine: 0, unassigned: 0, closed: 0, spam: 0, unread: 0, limit: 1000 },
});

test("a list shows one kind of channel, or one channel, and loads on", () => {
  expect(ids("messenger")).toEqual(["cv_2", "cv_3"]);
  expect(ids("page")).toEqual(["cv_2"]);
  expect(onlyOf(rows, "messenger", 1000).next).toBe("c2");
});

test("without a choice the list is as it was", () => {
  expect(onlyOf(rows, "", 1)).toBe(rows);
});

test("it stops loading once so many rows were looked through", () => {
  expect(onlyOf(rows, "messenger", 3).next).toBeNull();
});

test("one may choose what the inbox has, and among several accounts of a kind", () => {
  const inboxes = [inbox("in_1", ["mail", "email"], ["page", "messenger"]), inbox("in_2", ["other_page", "messenger"])];

  expect(choicesIn(inboxes, "in_1").map(({ only }) => only)).toEqual(["email", "messenger"]);
  expect(choicesIn(inboxes, "").map(({ only }) => only)).toEqual(["email", "messenger", "page", "other_page"]);
});
