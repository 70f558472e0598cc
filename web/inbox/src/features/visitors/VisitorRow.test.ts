import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { LiveVisitorJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import VisitorRow from "./VisitorRow.svelte";

beforeAll(() => language.set("en"));
afterEach(cleanup);

const aVisitor = (more: Partial<LiveVisitorJson>): LiveVisitorJson => ({
  channel: "ch_site",
  channel_name: "Website",
  inbox: "in_1",
  contact: "co_1",
  language: "es",
  visitor: "vi_1234",
  conversation: "cv_1",
  name: "Carla",
  email: "",
  here: true,
  since: "2026-11-25T18:00:00Z",
  seen_at: new Date().toISOString(),
  page: { url: "https://shop.example/vases", title: "Vases" },
  seen: 1,
  country: "ES",
  device: "phone",
  ...more,
});

const row = (more: Partial<LiveVisitorJson>): string => {
  render(VisitorRow, { props: { visitor: aVisitor(more), onstart: () => undefined } });
  return screen.getByText("Carla").closest("li")?.textContent ?? "";
};

test("a row says since when somebody is on the site", () => {
  expect(row({})).toMatch(/On the site now, since \d/);
});

test("who has left is not said to be here since a time", () => {
  const words = row({ here: false });
  expect(words).toContain("Left");
  expect(words).not.toContain("since");
});
