/** What a platform tells beside messages, in words: one line for each name in `NOTES` of the server. */
import type { EntryJson } from "../../lib/api/types";
import { t, type Key } from "../../lib/i18n.svelte";
import { callWords } from "./call-words";

/** Each without and with the text beside it; not every note has one that is for people. */
export const NOTES: Partial<Record<string, readonly [Key, Key?]>> = {
  referral: ["platform.noteReferral", "platform.noteReferralTo"],
  opt_in: ["platform.noteOptIn", "platform.noteOptInTo"],
  opt_out: ["platform.noteOptOut", "platform.noteOptOutOf"],
  thread_passed: ["platform.notePassed"],
  thread_taken: ["platform.noteTaken"],
  thread_ours: ["platform.noteOurs"],
  thread_requested: ["platform.noteRequested"],
  app_roles: ["platform.noteRoles"],
  account_linked: ["platform.noteLinked"],
  account_unlinked: ["platform.noteUnlinked"],
  policy_enforcement: ["platform.notePolicy", "platform.notePolicyOf"],
  call: ["platform.noteCall", "platform.noteCallOf"],
  number_changed: ["platform.noteNumber", "platform.noteNumberIs"],
  identity_changed: ["platform.noteIdentity"],
  joined: ["platform.noteJoined", "platform.noteJoinedBy"],
  template_status: ["platform.noteTemplate", "platform.noteTemplateIs"],
  account_update: ["platform.noteAccount", "platform.noteAccountIs"],
  error: ["platform.noteError", "platform.noteErrorOf"],
  feedback: ["platform.noteFeedback", "platform.noteFeedbackOf"],
  unsupported: ["platform.noteUnsupported", "platform.noteUnsupportedOf"],
};

const worded = t as (key: Key, values: Record<string, string>) => string;

/** `channel` is what the platform calls itself. */
export function notedWords(entry: EntryJson, channel: string): string {
  const [plain, full] = NOTES[entry.note ?? ""] ?? [];
  if (!plain) return t("thread.evUnsupported");
  const said = entry.text?.trim() || entry.parts?.map(({ title, text }) => title || text).find(Boolean) || "";
  const plainText = said.replace(/\s*\n\s*/g, ", ");
  const text = entry.note === "call" ? callWords(plainText) : plainText;
  return text && full ? worded(full, { text, channel }) : worded(plain, { channel });
}

const ABOUT = {
  edited: "platform.evEdited",
  withdrawn: "platform.evWithdrawn",
} as const;

/** A reaction, new words or a deletion whose message is not here, by somebody called `name`. */
export function aboutAbsent(entry: EntryJson, name: string): string {
  const text = (entry.text ?? "") + (entry.text_cut ? " …" : "");
  const said = { name, emoji: entry.emoji ?? "", text };
  if (entry.kind === "reacted") return t(entry.taken_back ? "platform.evReactedBack" : "platform.evReacted", said);
  return t(ABOUT[entry.kind as keyof typeof ABOUT], said);
}

