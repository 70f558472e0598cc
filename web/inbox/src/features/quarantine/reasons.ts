/** Why a mail was held back, in words. The code itself stands beside them where somebody looks closer. */
import type { QuarantinedJson } from "../../lib/api/types";
import { t, type PlainKey } from "../../lib/i18n.svelte";

const words: Partial<Record<string, PlainKey>> = {
  CannotBeRead: "quarantine.reasonUnreadable",
  NobodyHasThisAddress: "quarantine.reasonUnknownRecipient",
  HasVirus: "quarantine.reasonVirus",
  TooLarge: "quarantine.reasonTooLarge",
};

export const reasonWords = (code: string): string => t(words[code] ?? "quarantine.reasonOther");

/** What more there is to say: worded here where the code says enough, else as the server found it. */
export function reasonDetail(mail: QuarantinedJson): string {
  if (mail.reason === "NobodyHasThisAddress" && mail.recipients.length) return mail.recipients.join(", ");
  if (mail.reason === "HasVirus") return t("quarantine.lockedAway");
  return mail.detail || reasonWords(mail.reason);
}

/** A mail with a virus is never handed out. */
export const mayBeSaved = (mail: QuarantinedJson): boolean => mail.reason !== "HasVirus";
