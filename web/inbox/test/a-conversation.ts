import type { ConversationDetail } from "../src/lib/api/types";

/** An open conversation with Ana, answered to her and her boss. */
export function aConversation(changes: Partial<ConversationDetail> = {}): ConversationDetail {
  return {
    id: "c1",
    number: 7,
    inbox: "i1",
    channel: "ch1",
    channel_kind: "email",
    contact: { id: "p1", name: "Ana", email: "ana@example.com" },
    subject: "Order",
    preview: "",
    preview_by: "contact",
    preview_agent: "",
    status: "open",
    owner: null,
    seq: 5,
    unread: false,
    waiting_since: null,
    wrote_at: null,
    started_at: "2026-11-22T10:00:00Z",
    last_activity_at: "2026-11-22T10:00:00Z",
    participants: [],
    merged_into: null,
    merged_from: [],
    last_inbound_seq: 4,
    opened_through: 4,
    seen_through: 0,
    reply: {
      to: [{ address: "ana@example.com", name: "Ana" }],
      cc: [{ address: "boss@example.com", name: "" }],
      subject: "Re: Order",
      from_address: "support@bandeja.test",
    },
    linked: [],
    why: [],
    window: null,
    shut: "",
    ...changes,
  };
}
