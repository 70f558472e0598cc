/** Sending off what was written: held for a moment with its undo, then on its way by the outbox. */
import type { ConversationDetail, MailboxJson, ReplyBody } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { isMail } from "../../lib/kinds";
import { whyRefused } from "../../lib/problem-text";
import { HOLD_MS, outbox, type Order } from "../../lib/outbox.svelte";
import { toasts } from "../../ui";
import { addressesOf } from "./addresses";
import type { Composition, Notice, Row } from "./composition.svelte";
import { forgetToast, rememberToast, takeBack } from "./take-back";

export interface How {
  /** The last entry that the agent has seen. */
  lastSeq: number;
  thenClose: boolean;
  /** Send although the contact wrote something newer. */
  insist: boolean;
}

/** Whom the reply goes to now: what the agent chose, else to all as the server proposes. */
export function recipients(
  conversation: Pick<ConversationDetail, "reply">,
  composition: Composition,
): Record<Row, MailboxJson[]> {
  const { to, cc } = conversation.reply;
  const { rows } = composition;
  return { to: rows.to ?? to, cc: rows.cc ?? cc, bcc: rows.bcc ?? [] };
}

/** The addresses of those whom the server did not propose. */
export function addedTo(conversation: Pick<ConversationDetail, "reply">, mailboxes: readonly MailboxJson[]): string[] {
  const { to, cc } = conversation.reply;
  const proposed = new Set([...to, ...cc].map(({ address }) => address.toLowerCase()));
  return addressesOf(mailboxes).filter((address) => !proposed.has(address.toLowerCase()));
}

/** It is no mail: somebody waits for it on a website or a platform, and nothing can be taken back there. */
const isSaid = ({ channel_kind }: ConversationDetail): boolean => !isMail(channel_kind);

function replyBody(conversation: ConversationDetail, composition: Composition, how: How): ReplyBody {
  const words = {
    last_seq: how.lastSeq,
    text: composition.reply.trim(),
    attachments: composition.uploads.here.map(({ id }) => id),
  };
  const { choices } = composition;
  // In a chat both write at the same time, and see it.
  if (isSaid(conversation)) return { ...words, ...(choices.length > 0 && { quick_replies: choices }), insist: true };
  const chosen = Object.values(composition.rows).some((row) => row !== null);
  const rows = recipients(conversation, composition);
  const list = (row: Row) => (chosen ? rows[row].map(({ address }) => address) : null);
  return { ...words, to: list("to"), cc: list("cc"), bcc: list("bcc"), insist: how.insist };
}

function countDown(order: Order): void {
  const toast = toasts.show({
    text: (seconds) => t("composer.sending", { count: seconds }),
    icon: "clock",
    ms: HOLD_MS,
    undo: () => {
      if (!takeBack(order.key)) toasts.show({ text: t("composer.tooLate") });
    },
    onhold: (_still, left) => {
      outbox.postpone(order.key, left);
    },
    onend: () => {
      forgetToast(order.key);
    },
  });
  rememberToast(order.key, toast);
}

/** Hand the reply to the outbox and empty the composer. In a chat it goes at once. */
export function sendReply(conversation: ConversationDetail, composition: Composition, how: How): void {
  const said = isSaid(conversation);
  const order = outbox.hold(
    {
      kind: "reply",
      conversation: conversation.id,
      thenClose: how.thenClose,
      draft: composition.draft("reply"),
      body: replyBody(conversation, composition, how),
    },
    said ? 0 : HOLD_MS,
  );
  composition.clear("reply");
  if (!said) countDown(order);
}

/** A note stays in the house, so it goes at once. */
export function addNote(conversation: ConversationDetail, composition: Composition): void {
  outbox.hold(
    {
      kind: "comment",
      conversation: conversation.id,
      draft: composition.draft("note"),
      body: { text: composition.note.trim() },
    },
    0,
  );
  composition.clear("note");
}

/** Why this order came back, for the line above the text. */
export function noticeOf(order: Order, contact: string): Notice {
  const mode = order.kind === "comment" ? "note" : "reply";
  if (order.state === "stale") {
    const newest = order.entries?.findLast(({ direction }) => direction === "in");
    return { kind: "stale", mode, name: newest?.actor.name || contact, thenClose: order.thenClose };
  }
  return { kind: "failed", mode, code: order.problem?.code ?? "", reason: order.problem ? whyRefused(order.problem) : "" };
}
