import { render } from "@testing-library/svelte";
import { beforeAll, expect, test } from "vitest";
import type { ConversationDetail } from "../../lib/api/types";
import { aConversation, anEntry } from "../../testing";
import { language } from "../../lib/i18n.svelte";
import ThreadNotes from "./ThreadNotes.svelte";

beforeAll(() => language.more("threads"));

function notes(entry: Parameters<typeof anEntry>[0], linked: ConversationDetail["linked"] = []) {
  const conversation: ConversationDetail = {
    ...aConversation(),
    participants: [],
    merged_into: null,
    merged_from: [],
    last_inbound_seq: 1,
    seen_through: 0,
    opened_through: 0,
    reply: { to: [], cc: [], subject: "", from_address: "" },
    linked,
    why: [],
    window: null,
    shut: "",
  };
  return render(ThreadNotes, { entry: anEntry(entry), conversation });
}

const otherSubject = { code: "another_subject", about: "Invoice" };

test("a mail under another subject offers a conversation of its own, and one under the same does not", () => {
  expect(notes({ seq: 3, why: [otherSubject] }).getByRole("button").textContent).toContain("conversation of its own");
  expect(notes({ seq: 4 }).container.textContent.trim()).toBe("");
});

test("a message that began a conversation leads to it, and offers nothing any more", () => {
  const link = { conversation: "cv_9", number: 1050, reason: "became_its_own", of: 3 };
  const { container } = notes({ seq: 3, why: [otherSubject] }, [link]);

  expect(container.querySelector("button")).toBeNull();
  expect(container.querySelector("a")?.getAttribute("href")).toContain("cv_9");
  expect(container.textContent).toContain("1050");
});

test("a message of a merged conversation is not taken for one of the same number here", () => {
  const link = { conversation: "cv_9", number: 1050, reason: "became_its_own", of: 3 };

  expect(notes({ conversation: "cv_2", seq: 3 }, [link]).container.querySelector("a")).toBeNull();
});

test("whom a later mail brought in is named beside it", () => {
  const why = [{ code: "people_joined", about: "boss@customer.example" }];

  expect(notes({ seq: 3, why }).container.textContent).toContain("boss@customer.example");
  expect(notes({ seq: 1, why }).container.textContent.trim()).toBe("");
});
