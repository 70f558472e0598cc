/** Why a mail was held back, in words. */
import { t, type PlainKey } from "../../lib/i18n.svelte";

const words: Record<string, PlainKey> = {
  unreadable: "quarantine.reasonUnreadable",
  loop: "quarantine.reasonLoop",
  unknown_recipient: "quarantine.reasonUnknownRecipient",
  too_large: "quarantine.reasonTooLarge",
  failed: "quarantine.reasonFailed",
};

/** Codes may come as `unreadable` or `Unreadable`; one that is not known is shown as it is. */
export function reasonWords(reason: string): string {
  const key = words[reason.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()];
  return key ? t(key) : reason;
}
