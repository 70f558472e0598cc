import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { PublicationJson } from "../../lib/api/chat-types";
import { language } from "../../lib/i18n.svelte";
import { queryClient } from "../../lib/query";
import { aChatflow } from "../../testing-chat";
import { toasts } from "../../ui";
import { Draft } from "./draft.svelte";
import Published from "./Published.svelte";

beforeAll(() => language.more());

const NOW: PublicationJson = { seq: 9, at: "2026-11-22T12:00:00Z", by: "Ana", is_shown: true, is_draft: true };
const BEFORE: PublicationJson = { seq: 4, at: null, by: null, is_shown: false, is_draft: false };
let items: PublicationJson[];
let ordered: string[];

beforeEach(() => {
  items = [NOW, BEFORE];
  ordered = [];
  vi.stubGlobal("fetch", (path: string, { method = "GET" }: RequestInit) => {
    if (method === "GET") return Promise.resolve(Response.json({ items, next: null }));
    ordered.push(path);
    return Promise.resolve(Response.json(aChatflow({ welcome: "As it was", version: 10 })));
  });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

function shown(disabled = false): Draft {
  const draft = new Draft(aChatflow({ version: 9 }), () => undefined);
  render(Published, { draft, disabled });
  return draft;
}

test("it says when and by whom a chatflow was published, and what visitors see now", async () => {
  shown();

  const [newest, earlier] = await screen.findAllByRole("listitem");
  expect(newest?.textContent).toMatch(/22 November 2026.*Ana.*Visitors see this.*Draft/s);
  expect(earlier?.textContent).toMatch(/Earlier, time not known/);
  expect(screen.getAllByRole("button")).toHaveLength(1);
});

test("an earlier version is made the draft, and that can be taken back", async () => {
  const offered = vi.spyOn(toasts, "show");
  const draft = shown();

  await fireEvent.click(await screen.findByRole("button", { name: /^Make it the draft/ }));

  await vi.waitFor(() => expect(offered).toHaveBeenCalledOnce());
  expect(ordered).toEqual(["/api/chatflows/cf_1/publications/4/draft"]);
  expect(draft.content.build.welcome.en).toBe("As it was");
  expect(offered.mock.calls[0]?.[0].undo).toBeTypeOf("function");
});

test("who may not change chatflows only looks", async () => {
  shown(true);

  const button = await screen.findByRole<HTMLButtonElement>("button", { name: /^Make it the draft/ });
  expect(button.disabled).toBe(true);
});

test("a chatflow that was never published says so", async () => {
  items = [];
  shown();

  expect(await screen.findByText("Nothing was published yet.")).toBeTruthy();
});
