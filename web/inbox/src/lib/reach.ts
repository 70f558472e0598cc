/** Addresses at which mail bounced for good, in words, and those of them that a mail would go to. */
import type { MailboxJson, UnreachableJson } from "./api/types";
import { language, t, type PlainKey } from "./i18n.svelte";
import { shortDate } from "./time";

const KINDS: Record<string, PlainKey> = {
  "unknown address": "thread.goneAddress",
  "host unknown": "thread.goneDomain",
  "mailbox disabled": "thread.goneMailbox",
  suppressed: "thread.goneSuppressed",
};

/** "Mail to carla@example.org bounced on 18 Nov: address unknown". */
export function reachWords(mark: UnreachableJson, now: number): string {
  const kind = KINDS[mark.kind];
  if (mark.kind === "complaint")
    return t("thread.complainedSince", { address: mark.address, date: shortDate(mark.at, language.current, now) });
  return t("thread.goneSince", {
    address: mark.address,
    date: shortDate(mark.at, language.current, now),
    reason: kind ? t(kind) : mark.status,
  });
}

/** The marks of those whom the mail would go to, the first of each address. */
export function goneAmong(mailboxes: readonly MailboxJson[], marks: readonly UnreachableJson[]): UnreachableJson[] {
  const wanted = new Set(mailboxes.map(({ address }) => address.toLowerCase()));
  return marks.filter(({ address }) => wanted.delete(address));
}
