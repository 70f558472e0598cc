/** A chatflow in a few words, for its row in the list. */
import type { ChatflowJson } from "../../lib/api/chat-types";
import { LANGUAGES, t, type Language, type PlainKey } from "../../lib/i18n.svelte";

export const STATES: Record<ChatflowJson["state"], PlainKey> = {
  live: "chatflows.live",
  draft: "chatflows.draft",
  off: "chatflows.off",
};
export const TONES = { live: "ok", draft: "plain", off: "plain" } as const;

/**
 * "Live chat, English and Spanish", or "Live chat, when staffed": the row is too short for all of it. That visitors
 * do not see the newest of it yet comes first.
 */
export function summaryOf({ state, has_changes, draft }: ChatflowJson, locale: Language): string {
  const kind = t(state === "live" && has_changes ? "chatflows.unpublished" : "chatflows.liveChat");
  const { language, yield_when_away } = draft.options;
  const all = Object.keys(LANGUAGES) as Language[];
  const written = all.filter((one) => draft.build.welcome[one] || draft.build.heading[one]);
  const spoken = language === "auto" ? (written.length ? written : all) : [language];
  const names = new Intl.DisplayNames(locale, { type: "language" });
  const list = new Intl.ListFormat(locale).format(
    spoken.map((one) => {
      const name = names.of(one) ?? one;
      return locale === "en" ? name : name.toLocaleLowerCase(locale);
    }),
  );
  if (!yield_when_away) return `${kind}, ${list}`;
  return [kind, ...(language === "auto" ? [] : [list]), t("chatflows.whenStaffed")].join(", ");
}
