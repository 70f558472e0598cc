import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { ChatSettingsJson } from "../../lib/api/chat-types";
import { language } from "../../lib/i18n.svelte";
import { keys, queryClient } from "../../lib/query";
import Names from "./Names.svelte";
import { ChatSettingsDraft } from "./settings.svelte";

beforeAll(() => language.more());

const SUPPORT = { id: "i1", name: "Support" };
const SALES = { id: "i2", name: "Sales" };
let sent: [method: string, body: unknown][] = [];

beforeEach(() => {
  sent = [];
  vi.stubGlobal("fetch", (_: string, { method = "GET", body }: RequestInit) => {
    const told = JSON.parse(String(body)) as Partial<ChatSettingsJson>;
    sent.push([method, told]);
    return Promise.resolve(Response.json({ channel: "c1", ...told, version: 8 }));
  });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

function shown(inboxes: unknown[], disabled = false): ChatSettingsDraft {
  queryClient.setQueryData(keys.inboxes, inboxes);
  const settings = { channel: "c1", name: "shop.example", company: "", inbox: "i1", version: 7 };
  const draft = new ChatSettingsDraft(settings as unknown as ChatSettingsJson);
  render(Names, { props: { draft, disabled } });
  return draft;
}

test("a website goes to another inbox, and it is said what that changes", async () => {
  const draft = shown([SUPPORT, SALES]);
  const inbox = screen.getByRole<HTMLSelectElement>("combobox", { name: "Inbox" });
  expect(inbox.value).toBe("i1");
  expect(screen.getByText(/Those there are stay in the inbox they are in/)).toBeTruthy();

  await fireEvent.change(inbox, { target: { value: "i2" } });
  await draft.saving.settle();

  expect(sent).toEqual([["PUT", { version: 7, inbox: "i2" }]]);
  expect(queryClient.getQueryState(keys.inboxes)?.isInvalidated).toBe(true);
});

test("with one inbox there is nothing to choose", () => {
  shown([SUPPORT]);

  expect(screen.queryByRole("combobox")).toBeNull();
  expect(screen.getByText("Its conversations go to the inbox Support.")).toBeTruthy();
});

test("who may not set up a chat sees the inbox and changes nothing", () => {
  shown([SUPPORT, SALES], true);

  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Inbox" }).disabled).toBe(true);
});
