/**
 * What is being written in one conversation: a reply and a note side by side, recipients and files. It outlives the
 * composer on the screen, so that going to another conversation and back loses neither words nor a running upload.
 */
import type { MailboxJson } from "../../lib/api/types";
import { drafts, type Draft } from "../../lib/drafts.svelte";
import type { Order } from "../../lib/outbox.svelte";
import { joined, readAddresses } from "./addresses";
import { Uploads } from "./uploads.svelte";

export type Mode = "reply" | "note";
export type Row = "to" | "cc" | "bcc";

/** What the composer says above the text, and asks to decide. */
export type Notice =
  | { kind: "stale"; mode: Mode; name: string; thenClose: boolean }
  | { kind: "failed"; mode: Mode; code: string; reason: string };

/** Under this name the draft of a new mail is kept. */
export const NEW_MAIL = "new";

const NO_ROWS: Record<Row, null> = { to: null, cc: null, bcc: null };

export class Composition {
  reply = $state("");
  note = $state("");
  subject = $state("");
  inbox = $state("");
  /** Null: as the server proposes, to all. */
  rows = $state<Record<Row, MailboxJson[] | null>>({ ...NO_ROWS });
  /** What the person may press instead of writing, where the platform has that. */
  choices = $state<string[]>([]);
  notice = $state<Notice | null>(null);
  readonly uploads = new Uploads();

  constructor(readonly conversation: string) {
    const reply = drafts.get(conversation, "reply");
    if (reply) this.#take(reply);
    this.note = drafts.get(conversation, "note")?.text ?? "";
  }

  /** Nothing is written here that a message put back could overwrite. */
  isEmpty(mode: Mode): boolean {
    return mode === "note" ? !this.note.trim() : !this.reply.trim() && this.uploads.files.length === 0;
  }

  draft(mode: Mode): Draft {
    if (mode === "note") return { mode, text: this.note, to: null, cc: null, bcc: null, attachments: [] };
    const row = (name: Row) => this.rows[name]?.map(written) ?? null;
    return {
      mode,
      text: this.reply,
      to: row("to"),
      cc: row("cc"),
      bcc: row("bcc"),
      attachments: this.uploads.here,
      ...(this.choices.length > 0 && { choices: [...this.choices] }),
      ...(this.conversation === NEW_MAIL && { subject: this.subject, inbox: this.inbox }),
    };
  }

  /** Answers whether this browser really keeps both drafts. */
  save(): boolean {
    const reply = drafts.set(this.conversation, this.draft("reply"));
    return drafts.set(this.conversation, this.draft("note")) && reply;
  }

  clear(mode: Mode): void {
    if (this.notice?.mode === mode) this.notice = null;
    if (mode === "note") this.note = "";
    else {
      this.reply = "";
      this.subject = "";
      this.rows = { ...NO_ROWS };
      this.choices = [];
      this.uploads.clear();
    }
    drafts.clear(this.conversation, mode);
  }

  /** Put an order's words and files back. What has been written since then stays, below them. */
  putBack(order: Order): Mode {
    const draft = order.draft as Draft | undefined;
    const mode: Mode = order.kind === "comment" ? "note" : "reply";
    const since = mode === "note" ? this.note : this.reply;
    const text = [draft?.text ?? order.body.text ?? "", since].filter((part) => part.trim()).join("\n\n");
    if (mode === "note") this.note = text;
    else this.#take({ mode: "reply", to: null, cc: null, bcc: null, attachments: [], ...draft, text });
    this.save();
    return mode;
  }

  #take(draft: Draft): void {
    const row = (list: string[] | null) => (list ? joined([], list.flatMap(readAddresses)) : null);
    this.reply = draft.text;
    this.subject = draft.subject ?? "";
    this.inbox = draft.inbox ?? "";
    this.choices = draft.choices ?? [];
    this.rows = { to: row(draft.to), cc: row(draft.cc), bcc: row(draft.bcc) };
    this.uploads.restore(draft.attachments);
  }
}

/** With its name, so that a draft that comes back shows whom it is for. */
function written({ name, address }: MailboxJson): string {
  return name ? `"${name.replaceAll('"', "")}" <${address}>` : address;
}
