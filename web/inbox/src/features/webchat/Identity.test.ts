import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { language } from "../../lib/i18n.svelte";
import Identity from "./Identity.svelte";

beforeAll(() => language.more());

const PATH = "/api/channels/c1/chat/identity";
const OLD = { key: "a".repeat(64), generation: 1 };
const NEW = { key: "b".repeat(64), generation: 2 };
let asked: string[] = [];
let answers: [status: number, body: unknown][] = [];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("fetch", (path: string, { method = "GET", body }: RequestInit) => {
    asked.push([method, path, ...(body ? [String(body)] : [])].join(" "));
    const [status, told] = answers.shift() ?? [500, {}];
    return Promise.resolve(Response.json(told, { status }));
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function press(name: string, at = 0): Promise<void> {
  const button = screen.getAllByRole("button", { name })[at];
  if (button) await fireEvent.click(button);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
  await tick();
}

async function agree(): Promise<void> {
  await press("Make a new key");
  const form = document.querySelector("form");
  if (form) await fireEvent.submit(form);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve));
  await tick();
}

test("the key is asked for when somebody wants to see it, and not before", async () => {
  answers = [[200, OLD]];
  render(Identity, { channel: "c1", may: true });
  await tick();
  expect(asked).toEqual([]);

  await press("Show key");

  expect(asked).toEqual([`GET ${PATH}`]);
  expect(document.activeElement).toBe(screen.getByText(OLD.key));
  expect(screen.queryByRole("button", { name: "Show key" })).toBeNull();
});

test("who is no admin is told who can see it", () => {
  render(Identity, { channel: "c1", may: false });

  expect(screen.getByText("Any admin can see the key.")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

test("a key that cannot be had can be asked for again", async () => {
  answers = [[503, { title: "Busy", status: 503, code: "Throttled" }], [200, OLD]];
  render(Identity, { channel: "c1", may: true });

  await press("Show key");
  expect(screen.getByRole("alert").textContent).toContain("server");
  await press("Show key");

  expect(screen.getByText(OLD.key)).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a new key is made only after it was said what ends", async () => {
  answers = [[200, OLD], [200, NEW]];
  render(Identity, { channel: "c1", may: true });
  await press("Show key");

  await press("Make a new key");
  expect(screen.getByRole("dialog").textContent).toContain("Tokens signed with the old key end at once");
  await press("Cancel");
  expect(asked).toHaveLength(1);
  await agree();

  expect(asked.slice(1)).toEqual([`POST ${PATH}/renew {"generation":1}`]);
  expect(screen.getByText(NEW.key)).toBeTruthy();
  expect(screen.queryByText(OLD.key)).toBeNull();
  expect(screen.getByText(/This is the new key/)).toBeTruthy();
});

test("who was overtaken by others is shown the key that counts", async () => {
  const third = { key: "c".repeat(64), generation: 4 };
  answers = [[200, OLD], [409, { title: "Changed", status: 409, code: "ChangedMeanwhile" }], [200, third]];
  render(Identity, { channel: "c1", may: true });
  await press("Show key");
  await agree();

  expect(screen.getByText(third.key)).toBeTruthy();
  expect(screen.getByText(/Somebody else made a new key/)).toBeTruthy();
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("what was refused stays on the screen, and the old key counts", async () => {
  answers = [[200, OLD], [503, { title: "Busy", status: 503, code: "Throttled" }]];
  render(Identity, { channel: "c1", may: true });
  await press("Show key");
  await agree();

  expect(screen.getByRole("dialog").textContent).toContain("server");
  expect(screen.getByText(OLD.key)).toBeTruthy();
});
