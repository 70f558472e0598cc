import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { language } from "../../lib/i18n.svelte";
import { keys, queryClient } from "../../lib/query";
import MakeToken from "./MakeToken.svelte";

beforeAll(async () => {
  await language.more();
  await language.more("reasons");
});

let asked: unknown[] = [];
let refusal: object = {};

beforeEach(() => {
  asked = [];
  refusal = {};
  queryClient.setQueryData(keys.inboxes, [{ id: "i1", name: "Support" }]);
  vi.stubGlobal("fetch", (_: string, { body }: RequestInit) => {
    asked.push(JSON.parse(String(body)));
    return Promise.resolve(Response.json({ title: "Not right", code: "Invalid", ...refusal }, { status: 422 }));
  });
  render(MakeToken, { open: true, onmade: () => undefined });
});

afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.unstubAllGlobals();
});

const name = (): HTMLInputElement => screen.getByRole<HTMLInputElement>("textbox", { name: "Name" });

async function submit(): Promise<void> {
  const form = document.querySelector("form");
  if (form) await fireEvent.submit(form);
}

/** What a screen reader says of it beside its name. */
const described = (element: Element | null | undefined): string =>
  document.getElementById(element?.getAttribute("aria-describedby") ?? "")?.textContent ?? "";

test("a token without a name is not sent, and the name has the focus and says why", async () => {
  screen.getByRole("checkbox", { name: "Support" }).focus();
  await submit();

  await vi.waitFor(() => expect(document.activeElement).toBe(name()));
  expect(name().getAttribute("aria-invalid")).toBe("true");
  expect(described(name())).toBe("Write a name.");
  expect(asked).toEqual([]);
});

test("what the server says of the inboxes stands at the inboxes, and the focus is there", async () => {
  refusal = { field: "inboxes", reason: "no_such_inbox" };
  await fireEvent.input(name(), { target: { value: "Shop" } });
  const inbox = screen.getByRole("checkbox", { name: "Support" });
  await fireEvent.click(inbox);
  await submit();

  await vi.waitFor(() => expect(document.activeElement).toBe(inbox));
  expect(asked).toHaveLength(1);
  expect(described(inbox.closest("fieldset"))).toBe("This inbox is not there any more. Choose another one.");
  expect(name().getAttribute("aria-invalid")).toBeNull();
});

test("what is about no field stands under all of them", async () => {
  refusal = { reason: "too_many_tokens", values: { limit: 50 } };
  await fireEvent.input(name(), { target: { value: "Shop" } });
  await submit();

  expect((await screen.findByRole("alert")).textContent).toContain("50");
  expect(document.querySelector("[aria-invalid]")).toBeNull();
});
