import { cleanup, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { PartJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { anEntry } from "../../testing";
import Bubble from "./Bubble.svelte";

const FORM: PartJson = { kind: "form", title: "", text: "Size: 42", url: "", payload: "", where: "" };
const PLACE: PartJson = { ...FORM, kind: "location", title: "The shop", text: "", where: "41.4,2.1" };

beforeAll(async () => {
  await language.set("en");
  await language.more("threads");
});

afterEach(cleanup);

test("what was filled in on a platform stands below the words, and all else beside it", () => {
  const entry = anEntry({ text: "Here you are", parts: [FORM, PLACE] });

  render(Bubble, { entry, side: "theirs", wordsBesideForm: true });

  expect(screen.getByText("Here you are")).toBeTruthy();
  expect(screen.getByText("42")).toBeTruthy();
  expect(screen.getByText("The shop")).toBeTruthy();
});

test("the words of a form on a website are its rows, and are not said twice", () => {
  const entry = anEntry({ text: "Size: 42", parts: [FORM] });

  render(Bubble, { entry, side: "theirs" });

  expect(screen.getByText("42")).toBeTruthy();
  expect(screen.queryByText("Size: 42")).toBeNull();
});

test("what a message that cannot be shown says is read below its kind", () => {
  const poll: PartJson = { ...FORM, kind: "unsupported", title: "poll", text: "Red or blue?" };

  render(Bubble, { entry: anEntry({ text: "", parts: [poll] }), side: "theirs" });

  expect(screen.getByText("Red or blue?")).toBeTruthy();
});
