// @vitest-environment node
import { describe, expect, test } from "vitest";
import { aConversation, conversations } from "../testing";
import { belongs, joinFirstPage, joinNextPage, joinRow } from "./rows";

const ids = (rows: { items: { id: string }[] }) => rows.items.map(({ id }) => id);

describe("a row belongs in a view", () => {
  test("as the server would say", () => {
    const mine = aConversation({ owner: "ag_ana" });

    expect(belongs(mine, "", "mine", "ag_ana")).toBe(true);
    expect(belongs(mine, "", "mine", "ag_bo")).toBe(false);
    expect(belongs(mine, "", "unassigned", "ag_ana")).toBe(false);
    expect(belongs(mine, "in_sales", "open", "ag_ana")).toBe(false);
    expect(belongs(aConversation({ status: "closed" }), "", "closed", "ag_ana")).toBe(true);
    expect(belongs(aConversation({ status: "closed", owner: "ag_ana" }), "", "mine", "ag_ana")).toBe(false);
  });
});

describe("the first page fetched again", () => {
  test("keeps the pages that were loaded below it", () => {
    const all = conversations(6);

    const joined = joinFirstPage({ items: all, next: "c6" }, { items: all.slice(0, 3), next: "c3" });

    expect(ids(joined)).toEqual(["cv_1", "cv_2", "cv_3", "cv_4", "cv_5", "cv_6"]);
    expect(joined.next).toBe("c6");
  });

  test("drops a row of its own stretch that is gone, and shows a row that rose only once", () => {
    const all = conversations(6);
    const risen = { ...aConversation({ id: "cv_5" }), last_activity_at: "2026-11-22T11:00:00Z" };

    const joined = joinFirstPage({ items: all, next: null }, { items: [risen, ...all.slice(1, 3)], next: "c3" });

    expect(ids(joined)).toEqual(["cv_5", "cv_2", "cv_3", "cv_4", "cv_6"]);
  });

  test("is the whole list when nothing comes after it", () => {
    const joined = joinFirstPage({ items: conversations(6), next: null }, { items: conversations(2), next: null });

    expect(ids(joined)).toEqual(["cv_1", "cv_2"]);
  });
});

test("the next page joins at the end without doubles", () => {
  const all = conversations(5);

  const joined = joinNextPage({ items: all.slice(0, 3), next: "c3" }, { items: all.slice(2), next: null });

  expect(ids(joined)).toEqual(["cv_1", "cv_2", "cv_3", "cv_4", "cv_5"]);
});

describe("one conversation that changed", () => {
  const known = { items: conversations(3), next: "c3" };

  test("moves to where its activity puts it", () => {
    const joined = joinRow(known, aConversation({ id: "cv_3", last_activity_at: "2026-11-22T12:00:00Z" }), true);

    expect(ids(joined)).toEqual(["cv_3", "cv_1", "cv_2"]);
  });

  test("leaves a list it no longer belongs in", () => {
    expect(ids(joinRow(known, aConversation({ id: "cv_2" }), false))).toEqual(["cv_1", "cv_3"]);
  });

  test("waits for its page when it stands below everything that is loaded", () => {
    const far = aConversation({ id: "cv_99", last_activity_at: "2026-01-01T00:00:00Z" });

    expect(joinRow(known, far, true)).toBe(known);
  });
});

test("what was merged into another conversation belongs into no list", () => {
  const merged = { ...aConversation(), merged_into: { conversation: "cv_2", number: 7 } };

  expect(belongs(merged, "", "open", "me")).toBe(false);
  expect(belongs({ ...merged, merged_into: null }, "", "open", "me")).toBe(true);
});
