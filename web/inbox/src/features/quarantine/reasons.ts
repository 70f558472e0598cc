/** Why a mail was held back, in words, and what can be done. The code itself stands beside them for a closer look. */
import type { QuarantinedJson } from "../../lib/api/types";
import { language, t, type PlainKey } from "../../lib/i18n.svelte";
import { fileSize } from "../../lib/time";

const words: Partial<Record<string, PlainKey>> = {
  CannotBeRead: "quarantine.reasonUnreadable",
  NobodyHasThisAddress: "quarantine.reasonUnknownRecipient",
  HasVirus: "quarantine.reasonVirus",
  TooLarge: "quarantine.reasonTooLarge",
  Loop: "quarantine.reasonLoop",
};
const COUNTED = /^(\d+) automatic mails\b.*?(?:\bin (\d+) minutes|\bwithin an hour)$/;

export const reasonWords = (code: string): string => t(words[code] ?? "quarantine.reasonOther");

/** What more there is to say, shortly: in our words where the code says enough, else as the server found it. */
export function reasonDetail(mail: QuarantinedJson): string {
  switch (mail.reason) {
    case "NobodyHasThisAddress":
      return mail.recipients.join(", ") || t("quarantine.noRecipient");
    case "HasVirus":
      return t("quarantine.virusDetail");
    case "TooLarge":
      return t("quarantine.tooLargeDetail", { size: fileSize(mail.size, language.current) });
    case "CannotBeRead":
      return t("quarantine.unreadableDetail");
    case "Loop":
      return loopDetail(mail.detail);
    default:
      return mail.detail || reasonWords(mail.reason);
  }
}

/** The same in sentences, where there is room for them. */
export function reasonSentence(mail: QuarantinedJson): string {
  if (mail.reason === "HasVirus") return t("quarantine.virusSentence");
  if (mail.reason === "CannotBeRead") return t("quarantine.unreadableSentence");
  if (mail.reason !== "NobodyHasThisAddress" || mail.recipients.length === 0) return reasonDetail(mail);
  return t("quarantine.unknownRecipientSentence", { who: mail.recipients.join(", ") });
}

function loopDetail(detail: string): string {
  const [, count, minutes] = COUNTED.exec(detail) ?? [];
  if (count === undefined) return detail || t("quarantine.reasonLoop");
  return minutes === undefined
    ? t("quarantine.loopInHour", { count: Number(count) })
    : t("quarantine.loopDetail", { count: Number(count), minutes: Number(minutes) });
}

/** What a program said, in its own words, where ours leave it out. */
export const technicalDetail = (mail: QuarantinedJson): string =>
  mail.reason === "CannotBeRead" || mail.reason === "Loop" ? mail.detail : "";

/** The order that lets it in is named after what it does for this reason. */
export function letInWords(mail: QuarantinedJson): string {
  if (mail.reason === "NobodyHasThisAddress") return t("quarantine.pickInbox");
  return mail.reason === "Loop" ? t("quarantine.letIn") : t("quarantine.makeConversation");
}

/** Nobody lets a virus in, and what was dropped has to be put back first. */
export const mayBeLetIn = (mail: QuarantinedJson): boolean => !mail.locked && mail.dropped_at === null;

/** Trying again may help where a fault may be mended by now; the size of a mail stays. */
export const mayBeTried = (mail: QuarantinedJson): boolean => mayBeLetIn(mail) && mail.reason !== "TooLarge";

/** In a row stands the one order that most likely helps. */
export const isLetInFirst = (mail: QuarantinedJson): boolean =>
  mayBeLetIn(mail) && ["NobodyHasThisAddress", "Loop", "TooLarge"].includes(mail.reason);
