import { render } from "@testing-library/svelte";
import { beforeAll, expect, test } from "vitest";
import { session } from "../../app/session.svelte";
import { aConversation } from "../../testing";
import ConversationRow from "./ConversationRow.svelte";

const now = new Date().toISOString();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

function row(values: Parameters<typeof aConversation>[0], props: Record<string, unknown> = {}) {
  const { container } = render(ConversationRow, {
    row: aConversation(values),
    gone: false,
    goneAt: now,
    left: null,
    ownerName: "Bo K.",
    previewName: "",
    href: "#/inbox/all/open/cv_1",
    current: false,
    cursor: true,
    onfocus: () => undefined,
    ...props,
  });
  return container.querySelector("a") as HTMLAnchorElement;
}

beforeAll(async () => {
  await session.enter({
    id: "ag_ana",
    name: "Ana R.",
    email: "ana.r@example.com",
    role: "admin",
    language: "en",
    permissions: [],
    second_factor: false,
    public_name: "",
    avatar: "",
    meeting_url: "",
    meeting_text: "",
    available: true,
  });
});

test("who waits, about what, and that nobody has it, in words", () => {
  const link = row({ waiting_since: minutesAgo(38.5), unread: true });

  expect(link.textContent).toContain("Customer A");
  expect(link.textContent).toContain("Waits 38 min");
  expect(link.textContent).toContain("Order 2041 arrived with a part missing");
  expect(link.textContent).toContain("Unread");
  expect(link.textContent).toContain("No owner");
});

test("where the time for an answer runs out, that stands there instead", () => {
  const left = { words: "3 h left", title: "Messenger takes answers until 14:00", soon: false };

  const link = row({ waiting_since: minutesAgo(60), wrote_at: minutesAgo(60) }, { left });

  expect(link.textContent).toContain("3 h left");
  expect(link.textContent).not.toContain("Waits");
});

test("who has been answered has no time that runs out", () => {
  const left = { words: "3 h left", title: "", soon: false };

  expect(row({ waiting_since: null }, { left }).textContent).not.toContain("3 h left");
});

test("a row without a subject or a name says so", () => {
  const link = row({ subject: "", contact: { id: "co_1", name: "", email: "a@example.com" } });

  expect(link.textContent).toContain("(no subject)");
  expect(link.textContent).toContain("a@example.com");
});

test("a row that a colleague took stays and says who took it", () => {
  const link = row({ owner: "ag_bo", unread: true, waiting_since: minutesAgo(5) }, { gone: true });

  expect(link.textContent).toContain("Bo K. took this at");
  expect(link.textContent).not.toContain("Unread");
  expect(link.textContent).not.toContain("Waits");
});

test("the last words of the team carry the name of who said them", () => {
  const said = { preview: "It is on its way", preview_by: "agent", preview_agent: "ag_bo" } as const;

  expect(row(said, { previewName: "Bo K." }).textContent).toContain("Bo K.: It is on its way");
  expect(row({ ...said, preview_agent: "ag_ana" }).textContent).toContain("You: It is on its way");
  expect(row({ ...said, preview_by: "note" }, { previewName: "Bo K." }).textContent).toContain("Bo K. noted: It");
  expect(row(said).textContent).toContain("Team: It is on its way");
});

test("what somebody writes is shown as text", () => {
  const link = row({ preview: "<img src=x onerror=alert(1)>" });

  expect(link.querySelector("img")).toBeNull();
  expect(link.textContent).toContain("<img src=x");
});

test("where there is nothing to read of the last message, the row says so", () => {
  expect(row({ preview: "" }).textContent).toContain("Message without text");
  expect(row({ preview: " \n", preview_by: "agent" }).textContent).toContain("Team: Message without text");
});
