import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { FormJson } from "../../lib/api/forms";
import { language } from "../../lib/i18n.svelte";
import { FormDraft } from "./draft.svelte";
import FieldList from "./FieldList.svelte";
import { newField } from "./fields";
import More from "./More.svelte";

beforeAll(async () => {
  await language.more();
  await language.more("reasons");
});

let refusal: object | null = null;

beforeEach(() => {
  vi.stubGlobal("fetch", () =>
    Promise.resolve(
      refusal
        ? Response.json({ title: "Not right", code: "Invalid", ...refusal }, { status: 422 })
        : Response.json({ channel: "c1", version: 2, html: "" }),
    ),
  );
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const label = { en: "Name", es: "" };
const fields = [newField([], "email", label), { ...newField([], "text", { en: "Order", es: "" }), key: "order" }];

function drawn(component: typeof FieldList | typeof More): FormDraft {
  const form = { channel: "c1", name: "Contact", version: 1, fields, redirect_url: "", origins: [], color: "#1f5c57", language: "auto" };
  const draft = new FormDraft(form as unknown as FormJson);
  render(component, { props: { draft, disabled: false, language: "en" } });
  return draft;
}

async function save(draft: FormDraft, refused: object | null): Promise<void> {
  refusal = refused;
  draft.change({ fields: draft.value.fields });
  await draft.saving.settle();
}

test("what the server does not take of a field stands at it, and that field is open", async () => {
  const draft = drawn(FieldList);
  await save(draft, { field: "fields[1].key", reason: "key_used", values: { key: "order" } });

  const key = await screen.findByRole("textbox", { name: "Key" });
  expect(key.getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(key.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Another field has the key order already. Choose another one.",
  );

  await save(draft, null);
  expect(screen.getByRole("textbox", { name: "Key" }).getAttribute("aria-invalid")).toBeNull();
});

test("a refusal of the fields as a whole stands under them, and none of them is opened", async () => {
  await save(drawn(FieldList), { field: "fields", reason: "too_many_fields", values: { limit: 40 } });

  expect((await screen.findByRole("alert")).textContent).toContain("40");
  expect(screen.queryByRole("textbox")).toBeNull();
});

test("a site that the server does not take is told at the sites", async () => {
  await save(drawn(More), { field: "origins[0]", reason: "not_a_site" });

  const sites = screen.getByRole("textbox", { name: /sites/i });
  await vi.waitFor(() => expect(sites.getAttribute("aria-invalid")).toBe("true"));
  await fireEvent.input(sites, { target: { value: "https://shop.example" } });
  expect(sites.getAttribute("aria-invalid")).toBeNull();
});
