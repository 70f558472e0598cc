/** Why a mail was held back, in words. The code itself stands beside them where somebody looks closer. */
import { t, type PlainKey } from "../../lib/i18n.svelte";

const words: Partial<Record<string, PlainKey>> = {
  CannotBeRead: "quarantine.reasonUnreadable",
  NobodyHasThisAddress: "quarantine.reasonUnknownRecipient",
  HasVirus: "quarantine.reasonVirus",
  TooLarge: "quarantine.reasonTooLarge",
};

export const reasonWords = (code: string): string => t(words[code] ?? "quarantine.reasonOther");
