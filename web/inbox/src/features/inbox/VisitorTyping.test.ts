import { cleanup, render, screen } from "@testing-library/svelte";
import { flushSync } from "svelte";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { aConversation } from "../../../test/a-conversation";
import { language } from "../../lib/i18n.svelte";
import { visitors } from "../../lib/visitors.svelte";
import VisitorTyping from "./VisitorTyping.svelte";

beforeAll(() => language.set("en"));
beforeEach(() => {
  visitors.said("c1");
});

afterEach(cleanup);

function writes(text: string): void {
  visitors.hear({ type: "visitor_typing", conversation: "c1", on: true, text });
  flushSync();
}

test("that somebody writes is shown and read out once, and what they write is only shown", () => {
  render(VisitorTyping, { props: { conversation: aConversation() } });
  const status = screen.getByRole("status");
  expect(status.textContent).toBe("");

  writes("Is");
  writes("Is it");

  expect(status.textContent).toBe("Ana is writing");
  expect(status.classList.contains("sr")).toBe(false);
  expect(screen.getByText("Is it").closest("[role=status]")).toBeNull();
});

test("markup in what a visitor writes is text", () => {
  render(VisitorTyping, { props: { conversation: aConversation() } });

  writes("<img src=x onerror=alert(1)>");

  expect(screen.getByText("<img src=x onerror=alert(1)>")).toBeTruthy();
  expect(document.querySelector("img")).toBeNull();
});
