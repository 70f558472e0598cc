import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aConversation } from "../../../test/a-conversation";
import type { InboxJson, UnreachableJson } from "../../lib/api/types";
import { drafts } from "../../lib/drafts.svelte";
import { language } from "../../lib/i18n.svelte";
import { queryClient } from "../../lib/query";
import Composer from "./Composer.svelte";
import { forgetCompositions } from "./compositions";

beforeAll(() => language.more("threads"));

const BO: UnreachableJson = {
  address: "bo@example.com",
  at: "2026-11-18T10:00:00Z",
  status: "5.1.1",
  reason: "550",
  kind: "unknown address",
};
const SUPPORT: InboxJson = {
  id: "i1",
  name: "Support",
  address: "support@bandeja.test",
  channels: [],
  counts: { open: 0, mine: 0, unassigned: 0, closed: 0, spam: 0, unread: 0, limit: 100 },
};
const WARNING = /^Mail to bo@example.com bounced on 18 Nov.*: address unknown$/;
let asked: string[][] = [];

async function add(row: string, typed: string): Promise<void> {
  const line = screen.getByLabelText(`Add to ${row}`);
  await fireEvent.input(line, { target: { value: typed } });
  await fireEvent.blur(line);
}

beforeEach(() => {
  asked = [];
  queryClient.clear();
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    if (path !== "/api/unreachable") return Promise.resolve(new Response('{"items": []}', { status: 201 }));
    const { addresses } = JSON.parse(String(init.body)) as { addresses: string[] };
    asked.push(addresses);
    const items = [BO].filter(({ address }) => addresses.includes(address));
    return Promise.resolve(new Response(JSON.stringify({ items, next: null })));
  });
});

afterEach(() => {
  cleanup();
  forgetCompositions();
  drafts.clearAll();
  vi.unstubAllGlobals();
});

test.each(["To", "Cc", "Bcc"])("a new mail warns of an address that bounced as soon as it stands in %s", async (row) => {
  render(Composer, { props: { kind: "new", inboxes: [SUPPORT] } });
  if (row !== "To") await fireEvent.click(screen.getByRole("button", { name: `Show ${row}` }));
  await add(row, "ana@example.com, Bo <Bo@example.com>");

  expect((await screen.findByText(WARNING)).closest("[aria-live=polite]")).toBeTruthy();

  await fireEvent.click(screen.getByRole("button", { name: "Remove Bo" }));
  expect(screen.queryByText(WARNING)).toBeNull();
});

test("the warning does not stand in the way of sending", async () => {
  const started = vi.fn();
  render(Composer, { props: { kind: "new", inboxes: [SUPPORT], onstarted: started } });
  await add("To", "bo@example.com");
  await screen.findByText(WARNING);
  await fireEvent.input(screen.getByRole("textbox", { name: "New mail" }), { target: { value: "Hello" } });
  await fireEvent.click(screen.getByRole("button", { name: "Send" }));

  await vi.waitFor(() => {
    expect(started).toHaveBeenCalledOnce();
  });
});

test("what is no address is not asked about", async () => {
  render(Composer, { props: { kind: "new", inboxes: [SUPPORT] } });
  await add("To", "nobody, ana@example.com");

  await vi.waitFor(() => {
    expect(asked).toEqual([["ana@example.com"]]);
  });
});

test("an answer asks about those whom the agent added, and warns of them", async () => {
  render(Composer, { props: { conversation: aConversation(), lastSeq: 5 } });
  await add("Cc", "bo@example.com");

  await screen.findByText(WARNING);
  expect(asked).toEqual([["bo@example.com"]]);
});
