/** Made-up conversations and entries for tests: say what matters, the rest has believable values. */
import type { ConversationJson, EntryJson } from "./lib/api/types";

export function aConversation(values: Partial<ConversationJson> = {}): ConversationJson {
  return {
    id: "cv_1",
    number: 1041,
    inbox: "in_support",
    channel: "ch_support",
    channel_kind: "email",
    contact: { id: "co_1", name: "Customer A", email: "customer.a@example.com" },
    subject: "Order 2041 arrived with a part missing",
    preview: "The parcel came today",
    preview_by: "contact",
    preview_agent: "",
    status: "open",
    owner: null,
    seq: 3,
    unread: false,
    waiting_since: null,
    wrote_at: null,
    started_at: "2026-11-20T09:00:00Z",
    last_activity_at: "2026-11-22T10:00:00Z",
    ...values,
  };
}

/** Conversations cv_1 … cv_n, newest activity first, a minute apart. */
export function conversations(count: number): ConversationJson[] {
  return Array.from({ length: count }, (_, index) =>
    aConversation({
      id: `cv_${index + 1}`,
      last_activity_at: new Date(Date.UTC(2026, 10, 22, 10) - index * 60_000).toISOString(),
    }),
  );
}

/** What only entries of other kinds have. */
const NOT_SAID = {
  from_number: null,
  of_conversation: null,
  merged: null,
  inbox: null,
  from_inbox: null,
  of: null,
  owner: null,
  status: null,
  linked: null,
  score: null,
  name: null,
  address: null,
  proven: null,
  parts: null,
  answers: null,
  answers_conversation: null,
  imported: null,
  withdrawn: null,
  emoji: null,
  taken_back: null,
  note: null,
};

export function anEntry(values: Partial<EntryJson> = {}): EntryJson {
  return {
    ...NOT_SAID,
    conversation: "cv_1",
    seq: 1,
    kind: "message",
    at: "2026-11-22T10:00:00Z",
    actor: { kind: "contact", id: "co_1", name: "Customer A" },
    text: "Hello",
    direction: "in",
    sender: { address: "customer.a@example.com", name: "Customer A" },
    to: [{ address: "support@example.com", name: "Support" }],
    cc: [],
    bcc: null,
    reply_to: null,
    subject: "Order 2041",
    text_cut: false,
    html: false,
    quoted: false,
    remote_images: 0,
    automatic: false,
    chat: false,
    protection: null,
    fixed: false,
    source: true,
    attachments: [],
    delivery: null,
    delivery_reason: null,
    why: [],
    ...values,
  };
}

/** An own message. */
export function anAnswer(values: Partial<EntryJson> = {}): EntryJson {
  return anEntry({
    direction: "out",
    actor: { kind: "agent", id: "ag_ana", name: "Ana R." },
    delivery: "queued",
    ...values,
  });
}
