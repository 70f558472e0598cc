import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { language } from "../../lib/i18n.svelte";
import { parse } from "../../app/route";
import { session } from "../../app/session.svelte";
import Entrance from "./Entrance.svelte";

beforeAll(() => language.more());

const ANA = { id: "a1", name: "Ana R.", email: "ana@example.com", role: "agent", language: null, permissions: [], second_factor: true };
let asked: { path: string; body: unknown }[] = [];
let answer: { status: number; body: unknown };

beforeEach(() => {
  asked = [];
  answer = { status: 200, body: { agent: ANA, expires_at: "2026-11-29T10:00:00Z" } };
  vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
    asked.push({ path: address, body: JSON.parse(String(init.body)) });
    // The browser has no body for these.
    const body = answer.status === 202 ? "" : JSON.stringify(answer.body);
    return Promise.resolve(new Response(body, { status: answer.status }));
  });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(hash: string): void {
  render(Entrance, { props: { route: parse(hash), ended: false } });
}

async function type(label: string, value: string): Promise<void> {
  await fireEvent.input(screen.getByLabelText(label, { selector: "input" }), { target: { value } });
}

async function press(name: string): Promise<void> {
  await fireEvent.click(screen.getByRole("button", { name }));
  await new Promise((resolve) => setTimeout(resolve));
  await tick();
}

test("email and password open the session", async () => {
  open("#/signin");
  await type("Email", " ana@example.com ");
  await type("Password", "correct horse battery");
  await press("Sign in");

  expect(asked).toEqual([
    { path: "/api/session", body: { email: "ana@example.com", password: "correct horse battery" } },
  ]);
  expect(session.me.id).toBe("a1");
});

test.each([
  [401, { code: "WrongPassword", tries_left: 4 }, "Email or password is not right. 4 more tries, then a pause of 5 minutes."],
  [401, { code: "WrongPassword", tries_left: 1 }, "Email or password is not right. 1 more try, then a pause of 5 minutes."],
  [
    401,
    { code: "WrongPassword", tries_left: 0, retry_after: 300 },
    "Email or password is not right. Wait 5 minutes before the next try.",
  ],
  [429, { code: "TooManyTries", retry_after: 240 }, "Too many tries. Wait 4 minutes, then try again."],
])("a refusal %i says what is left: %o", async (status, problem, words) => {
  answer = { status, body: { title: "x", status, ...problem } };
  open("#/signin");
  await type("Email", "ana@example.com");
  await type("Password", "wrong");
  await press("Sign in");

  expect(screen.getByRole("alert").textContent).toBe(words);
});

test("an empty form is not sent", async () => {
  open("#/signin");
  await press("Sign in");

  expect(screen.getByRole("alert").textContent).toBe("Write your email address");
  expect(asked).toEqual([]);
});

test("a forgotten password is answered in the same words for every address", async () => {
  answer = { status: 202, body: "" };
  open("#/signin");
  await type("Email", "ana@example.com");
  await press("Forgot it?");
  await press("Send the link");

  expect(asked).toEqual([{ path: "/api/password-reset", body: { email: "ana@example.com" } }]);
  expect(screen.getByRole("heading").textContent).toBe("If this address has an account, a mail is on its way");
});

test("an invited person gives a name and a password", async () => {
  open("#/join?token=secret&email=ana%40example.com");
  expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("ana@example.com");
  await type("Your name", "Ana R.");
  await type("New password", "too short");
  await press("Join");
  expect(screen.getByRole("alert").textContent).toBe("Use 12 characters or more");

  await type("New password", "correct horse battery");
  await press("Join");

  expect(asked).toEqual([
    { path: "/api/password-reset", body: { token: "secret", password: "correct horse battery", name: "Ana R." } },
  ]);
});

test("a link that has ended leads to a new one", async () => {
  answer = { status: 403, body: { title: "x", status: 403, code: "LinkHasEnded" } };
  open("#/reset?token=used&email=ana%40example.com");
  await type("New password", "correct horse battery");
  await press("Save and sign in");
  expect(screen.getByRole("heading").textContent).toBe("This link has been used or has ended");

  await press("Get a new link");
  expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("ana@example.com");
});

test("the link of the mail opens its door though the question for it is still on the page", async () => {
  answer = { status: 202, body: "" };
  const { rerender } = render(Entrance, { props: { route: parse("#/signin"), ended: false } });
  await type("Email", "ana@example.com");
  await press("Forgot it?");
  await press("Send the link");

  await rerender({ route: parse("#/reset?token=new&email=ana%40example.com") });

  expect(screen.getByRole("heading").textContent).toBe("Set a new password");
});

test("a link without its token is not offered a form", () => {
  open("#/reset");

  expect(screen.getByRole("heading").textContent).toBe("This link has been used or has ended");
});

test("the password can be looked at", async () => {
  open("#/signin");
  const box = screen.getByLabelText<HTMLInputElement>("Password", { selector: "input" });
  expect(box.type).toBe("password");

  await press("Show password");
  expect(box.type).toBe("text");
});

async function atTheCode(): Promise<HTMLInputElement> {
  answer = { status: 401, body: { title: "x", status: 401, code: "SecondFactorNeeded" } };
  open("#/signin");
  await type("Email", "ana@example.com");
  await type("Password", "correct horse battery");
  await press("Sign in");
  answer = { status: 200, body: { agent: ANA, expires_at: "2026-11-29T10:00:00Z" } };
  return screen.getByLabelText<HTMLInputElement>("Code");
}

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  await tick();
}

test("who has a second factor is asked for six digits, and the last of them signs in", async () => {
  const box = await atTheCode();
  expect(box.autocomplete).toBe("one-time-code");
  expect(box.inputMode).toBe("numeric");
  expect(document.activeElement).toBe(box);

  await type("Code", "12345");
  expect(asked).toHaveLength(1);
  await type("Code", "123456");
  await settled();

  expect(asked[1]).toEqual({
    path: "/api/session",
    body: { email: "ana@example.com", password: "correct horse battery", code: "123456" },
  });
});

test("a code is pasted with the space that the app shows", async () => {
  await atTheCode();
  await type("Code", " 123 456 ");
  await settled();

  expect(asked[1]?.body).toMatchObject({ code: "123456" });
});

test("a wrong code says how many tries are left", async () => {
  await atTheCode();
  answer = { status: 401, body: { title: "x", status: 401, code: "WrongCode", tries_left: 3 } };
  await type("Code", "123456");
  await settled();

  expect(screen.getByRole("alert").textContent).toBe(
    "This code is not right, or was used before. 3 more tries, then a pause of 5 minutes.",
  );
});

test("a recovery code is sent as it is typed, and only when it is whole", async () => {
  await atTheCode();
  await press("Use a recovery code");
  await type("Recovery code", "abcd-efgh-ijkl-mnop");
  expect(asked).toHaveLength(1);
  await press("Sign in");

  expect(asked[1]?.body).toMatchObject({ code: "abcd-efgh-ijkl-mnop" });
});

test("the way back from the code forgets the password", async () => {
  await atTheCode();
  await press("Back to sign in");

  expect(screen.getByLabelText<HTMLInputElement>("Password", { selector: "input" }).value).toBe("");
  expect(screen.getByLabelText<HTMLInputElement>("Email").value).toBe("ana@example.com");
});

test("a new password by a link still asks for the code", async () => {
  answer = { status: 401, body: { title: "x", status: 401, code: "SecondFactorNeeded" } };
  open("#/reset?token=secret&email=ana%40example.com");
  await type("New password", "correct horse battery");
  await press("Save and sign in");
  answer = { status: 200, body: { agent: ANA, expires_at: "2026-11-29T10:00:00Z" } };
  await type("Code", "123456");
  await settled();

  expect(asked[1]).toEqual({
    path: "/api/session",
    body: { email: "ana@example.com", password: "correct horse battery", code: "123456" },
  });
});
