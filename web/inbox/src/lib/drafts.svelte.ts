/** What is written and not yet sent, per conversation, kept in this browser. */
import { SvelteMap } from "svelte/reactivity";
import { keep, recall } from "./storage";

export interface Draft {
  mode: "reply" | "note";
  text: string;
  /** Of the reply only; null means: to all, as the server says. */
  to: string[] | null;
  cc: string[] | null;
  bcc: string[] | null;
  attachments: { id: string; name: string; size: number }[];
  html?: string;
  /** On a platform only: what may be pressed. */
  choices?: string[];
  /** Of a new mail only. */
  subject?: string;
  inbox?: string;
}

/** Older drafts than these go first when there are very many. */
const KEPT = 200;
const known = new SvelteMap<string, Draft>(recall<[string, Draft][]>("drafts", []));

function write(): boolean {
  while (known.size > KEPT) {
    const oldest = known.keys().next().value;
    if (oldest === undefined) break;
    known.delete(oldest);
  }
  return keep("drafts", [...known]);
}

const slot = (conversation: string, mode: Draft["mode"]) => (mode === "reply" ? conversation : `${conversation}#note`);

export const drafts = {
  get: (conversation: string, mode: Draft["mode"] = "reply"): Draft | undefined => known.get(slot(conversation, mode)),
  /** Keep a draft; an empty one is forgotten. Answers whether this browser really keeps it. */
  set(conversation: string, draft: Draft): boolean {
    const name = slot(conversation, draft.mode);
    known.delete(name);
    if (draft.text.trim() || draft.attachments.length) known.set(name, draft);
    return write();
  },
  clear(conversation: string, mode: Draft["mode"] = "reply"): void {
    if (known.delete(slot(conversation, mode))) write();
  },
  /** What the list shows after the word "Draft". */
  preview: (conversation: string): string | null =>
    (known.get(conversation) ?? known.get(`${conversation}#note`))?.text.trim().slice(0, 120) ?? null,
  clearAll(): void {
    known.clear();
    write();
  },
};
