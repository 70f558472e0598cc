// @vitest-environment node
import { expect, test } from "vitest";
import { aConversation } from "../testing";
import { concerns } from "./chat-concern";

const chat = (values: Parameters<typeof aConversation>[0] = {}) =>
  aConversation({ channel_kind: "chat", preview_by: "contact", ...values });
const ana = { me: "ag_ana", looking: null };

test("an agent hears of a chat that nobody has, and of their own", () => {
  expect(concerns(chat(), ana)).toBe(true);
  expect(concerns(chat({ owner: "ag_ana" }), ana)).toBe(true);
  expect(concerns(chat({ owner: "ag_bo" }), ana)).toBe(false);
});

test("nobody hears of what they look at, of answers, of mail or of what is closed", () => {
  expect(concerns(chat({ id: "cv_7" }), { ...ana, looking: "cv_7" })).toBe(false);
  expect(concerns(chat({ preview_by: "agent" }), ana)).toBe(false);
  expect(concerns(chat({ channel_kind: "email" }), ana)).toBe(false);
  expect(concerns(chat({ status: "spam" }), ana)).toBe(false);
});
