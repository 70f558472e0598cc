import { beforeAll, expect, test } from "vitest";
import type { InboxJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { isAt, placesOf } from "./inbox-places";

beforeAll(() => language.more());

const channel = (id: string, kind: string, name: string) => ({ id, kind, name, address: id });
const INBOX = {
  id: "in_1",
  name: "Support",
  address: "support@example.com",
  channels: [
    channel("ch_form", "form", "Orders"),
    channel("ch_own", "custom", "Telegram"),
    channel("ch_page", "messenger", "Clay Shop"),
    channel("ch_web", "chat", "Website"),
  ],
} as unknown as InboxJson;

test("each channel has its line, whatever its kind", () => {
  const names = placesOf(INBOX, () => false).map(({ name, route }) => [name, route.section]);

  expect(names).toEqual([
    ["Email", "email"],
    ["Website", "chat"],
    ["Clay Shop", "platform"],
    ["Telegram", "custom"],
    ["Orders", "form"],
  ]);
});

test("what can be added is listed for those who may", () => {
  const added = (permission: string) =>
    placesOf(INBOX, (one) => one === permission)
      .filter(({ icon }) => icon === "plus")
      .map(({ route }) => route.section);

  expect(["set_up_platforms", "set_up_chat", "set_up_forms", "reply"].map(added)).toEqual([
    ["account"],
    ["connect"],
    ["newform"],
    [],
  ]);
});

test("whoever connects an account of any kind is at the line that began it", () => {
  const begin = placesOf(INBOX, () => true).find(({ route }) => route.section === "account");
  if (!begin) throw new Error("there is no such line");

  expect(isAt(begin, { page: "settings", section: "account", inbox: "in_1", kind: "whatsapp" })).toBe(true);
  expect(isAt(begin, { page: "settings", section: "newcustom", inbox: "in_1" })).toBe(true);
  expect(isAt(begin, { page: "settings", section: "newcustom", inbox: "in_2" })).toBe(false);
  expect(isAt(begin, { page: "settings", section: "connect", inbox: "in_1" })).toBe(false);
});
