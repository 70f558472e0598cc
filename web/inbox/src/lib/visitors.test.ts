// @vitest-environment node
import { beforeEach, expect, test, vi } from "vitest";
import { aConversation } from "../../test/a-conversation";
import type { ConversationDetail, VisitorJson } from "./api/types";
import { learnConversation } from "./knowledge";
import { keys, queryClient } from "./query";
import { listener } from "./sync";
import { TYPING_MS, visitors } from "./visitors.svelte";

const page = (url: string, title = "") => ({ url, title });

beforeEach(() => {
  vi.useFakeTimers();
  queryClient.clear();
  visitors.said("c1");
});

test("that a visitor writes is known until they stop, or are not heard of for six seconds", () => {
  visitors.hear({ type: "visitor_typing", conversation: "c1", on: true, text: "Is it" });
  expect(visitors.writes("c1")).toBe("Is it");
  expect(visitors.writes("c2")).toBeNull();

  vi.advanceTimersByTime(TYPING_MS - 1_000);
  visitors.hear({ type: "visitor_typing", conversation: "c1", on: true, text: "" });
  vi.advanceTimersByTime(TYPING_MS - 1);
  expect(visitors.writes("c1")).toBe("");

  vi.advanceTimersByTime(1);
  expect(visitors.writes("c1")).toBeNull();

  visitors.hear({ type: "visitor_typing", conversation: "c1", on: true, text: "" });
  visitors.hear({ type: "visitor_typing", conversation: "c1", on: false, text: "" });
  expect(visitors.writes("c1")).toBeNull();
});

test("what has been said is no longer being written", () => {
  const change = { type: "changed", inbox: "i1", conversation: "c1", seq: 6, prev: 5 } as const;
  listener.visitor({ type: "visitor_typing", conversation: "c1", on: true, text: "Is it" });

  listener.changed({ ...change, kinds: ["assigned"] });
  expect(visitors.writes("c1")).toBe("Is it");

  listener.changed({ ...change, kinds: ["message"] });
  expect(visitors.writes("c1")).toBeNull();
});

test("how far the visitor has read goes on and never back", () => {
  queryClient.setQueryData(keys.conversation("c1"), aConversation({ seen_through: 3 }));
  const seen = () => queryClient.getQueryData<ConversationDetail>(keys.conversation("c1"))?.seen_through;

  visitors.hear({ type: "visitor_seen", conversation: "c1", seq: 5 });
  visitors.hear({ type: "visitor_seen", conversation: "c1", seq: 4 });

  expect(seen()).toBe(5);
});

test("what was asked for before the visitor read on does not take their mark back", () => {
  queryClient.setQueryData(keys.conversation("c1"), aConversation({ seen_through: 3 }));
  visitors.hear({ type: "visitor_seen", conversation: "c1", seq: 5 });

  learnConversation(aConversation({ seen_through: 3, seq: 6 }));

  expect(queryClient.getQueryData(keys.conversation("c1"))).toMatchObject({ seen_through: 5, seq: 6 });
});

test("the page that the visitor looks at now stands before those they have seen", () => {
  const before = { pages: [page("https://shop.example/")], online: false } as VisitorJson;
  queryClient.setQueryData(keys.visitor("c1"), before);
  const urls = () =>
    queryClient.getQueryData<VisitorJson>(keys.visitor("c1"))?.pages.map(({ url }) => url.replace("https://shop.example", ""));

  visitors.hear({ type: "visitor_page", conversation: "c1", ...page("https://shop.example/lamps", "Lamps") });
  visitors.hear({ type: "visitor_page", conversation: "c1", ...page("https://shop.example/lamps", "Lamps") });

  expect(urls()).toEqual(["/lamps", "/"]);
  expect(queryClient.getQueryData<VisitorJson>(keys.visitor("c1"))?.online).toBe(true);
});

test("what is not known of a visitor yet is not made up from a frame", () => {
  visitors.hear({ type: "visitor_page", conversation: "c9", ...page("https://shop.example/") });
  visitors.hear({ type: "visitor_seen", conversation: "c9", seq: 5 });

  expect(queryClient.getQueryData(keys.visitor("c9"))).toBeUndefined();
  expect(queryClient.getQueryData(keys.conversation("c9"))).toBeUndefined();
});
