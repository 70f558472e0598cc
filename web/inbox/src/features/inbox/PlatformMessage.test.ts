import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { AttachmentJson, EntryJson, PartJson } from "../../lib/api/types";
import { language } from "../../lib/i18n.svelte";
import { placeOf } from "../../lib/log";
import { anEntry } from "../../testing";
import PlatformMessage from "./PlatformMessage.svelte";
import { toldOf } from "./told";

const PICTURE: AttachmentJson = { id: "f_1", name: "lamp.png", content_type: "image/png", size: 9, inline: false };
const part = (kind: string, title = ""): PartJson => ({ kind, title, text: "", url: "", payload: "", where: "" });
const edited = (seq: number, text: string, values: Partial<EntryJson> = {}) =>
  anEntry({ seq, kind: "edited", direction: null, of: 1, text, ...values });

/** The first of these, as the others tell of it. */
function shown(entry: EntryJson, ...later: EntryJson[]): HTMLElement {
  const all = [entry, ...later];
  const platform = {
    channel: "WhatsApp",
    picture: "",
    marks: new Map(),
    told: toldOf(all),
    at: (place: string) => all.find((one) => placeOf(one) === place),
    jump: () => undefined,
  };
  return render(PlatformMessage, { entry, side: "theirs", platform, state: undefined }).container;
}

beforeAll(async () => {
  await language.set("en");
  await language.more("threads");
});

afterEach(cleanup);

test("words that are put under a picture later stand there, and say that they came later", () => {
  shown(anEntry({ text: "", attachments: [PICTURE] }), edited(2, "the blue one"));

  expect(screen.getByText("the blue one")).toBeTruthy();
  expect(screen.getByText("edited")).toBeTruthy();
  expect(screen.getByRole("button", { name: /lamp\.png/ })).toBeTruthy();
});

test("words that were taken from a picture are still to be had", async () => {
  shown(anEntry({ text: "the red one", attachments: [PICTURE] }), edited(2, ""));
  expect(screen.queryByText("the red one")).toBeNull();

  await fireEvent.click(screen.getByRole("button", { name: "edited" }));

  expect(screen.getByText("the red one")).toBeTruthy();
});

test("a picture alone, or with nothing but a blank beside it, has no bubble", () => {
  for (const text of ["", " \n"]) {
    const container = shown(anEntry({ text, attachments: [PICTURE] }));

    expect(container.querySelector(".bubble")).toBeNull();
    cleanup();
  }
});

test("a long change is shown whole where it stands, and so is what was said before", async () => {
  const container = shown(
    anEntry({ text: "Long ago", text_cut: true }),
    edited(2, "Once upon a time", { text_cut: true }),
  );

  await fireEvent.click(screen.getByRole("button", { name: "Show the whole message" }));
  expect(container.querySelector("iframe")?.getAttribute("src")).toContain("/conversations/cv_1/entries/2/html");
  await fireEvent.click(screen.getByRole("button", { name: "edited" }));
  await fireEvent.click(screen.getByRole("button", { name: "Show the whole message" }));

  const [, before] = container.querySelectorAll("iframe");
  expect(before?.getAttribute("src")).toContain("/conversations/cv_1/entries/1/html");
});

test("a short change of a long message leaves nothing to be shown whole", () => {
  shown(anEntry({ text: "Long ago", text_cut: true }), edited(2, "Short", { text_cut: false }));

  expect(screen.queryByRole("button", { name: "Show the whole message" })).toBeNull();
});

test("what answers something that is not here says so, and leads nowhere", () => {
  shown(anEntry({ text: "that one", answers: 0 }));

  expect(screen.getByText("Answers an earlier message")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});

test("what answers a message of the conversation that was merged in shows that one", () => {
  const merged = anEntry({ conversation: "cv_0", text: "the blue lamp", from_number: 7 });
  shown(anEntry({ seq: 5, text: "that one", answers: 1, answers_conversation: "cv_0" }), merged, anEntry());

  expect(screen.getByRole("button", { name: /the blue lamp/ })).toBeTruthy();
});

test("what was said in a group says that the answer goes to one", () => {
  shown(anEntry({ text: "Hello all", parts: [part("group")] }));

  expect(screen.getByText("Said in a group. Your answer goes to its writer alone")).toBeTruthy();
});

test("a message of white space says that it has no text", () => {
  shown(anEntry({ text: " \n " }));

  expect(screen.getByText("Message without text")).toBeTruthy();
});

test("a message whose only file came later says where that is", () => {
  const waiting = anEntry({ text: "", parts: [part("late_file", "image")] });
  shown(waiting);
  expect(screen.getByText("image is still on its way")).toBeTruthy();
  cleanup();

  shown(waiting, anEntry({ seq: 2, text: "", answers: 1, attachments: [PICTURE] }));

  expect(screen.queryByText("image is still on its way")).toBeNull();
  expect(screen.getByText("Its file stands further down")).toBeTruthy();
});

test("where that file stands, what it came for is quoted as a file", () => {
  const waiting = anEntry({ text: "", parts: [part("late_file", "image")] });

  shown(anEntry({ seq: 2, text: "", answers: 1, attachments: [PICTURE] }), waiting);

  expect(screen.getByTitle("Show the message that this answers").textContent).toContain("File");
});
