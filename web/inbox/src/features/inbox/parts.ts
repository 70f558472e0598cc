/** The pieces of a platform's message that are neither text nor a file, in words. */
import type { EntryJson, PartJson } from "../../lib/api/types";
import { causeText } from "../../lib/cause-text.svelte";
import { t, type PlainKey } from "../../lib/i18n.svelte";
import { callWords } from "./call-words";

/** Where a map of the world shows the place; "" for what is no place. It is asked for nothing before a click. */
export function mapAddress(where: string): string {
  const [lat, lon, ...more] = where.split(",").map((part) => (part.trim() ? Number(part) : NaN));
  if (lat === undefined || lon === undefined || more.length > 0) return "";
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return "";
  return `https://www.openstreetmap.org/?${new URLSearchParams({ mlat: String(lat), mlon: String(lon) })}#map=16/${lat}/${lon}`;
}

/** The address as a link may lead to it; "" for any other. */
export function safeAddress(url: string): string {
  try {
    const { protocol, href } = new URL(url);
    return protocol === "https:" ? href : "";
  } catch {
    return "";
  }
}

export const hostOf = (url: string): string => (safeAddress(url) ? new URL(url).hostname.replace(/^www\./, "") : "");

/** What a platform calls a kind says nothing where it is one of these. */
const NAMELESS = ["message", "unsupported", "unknown", "attachment"];

/** What platforms call the answer to the question whether one may call, and how they say yes in it. */
const CALL_PERMISSION = "call_permission_reply";
const LETS_CALL = ["accept", "approve"];

const LABELS: Partial<Record<string, PlainKey>> = {
  location: "platform.location",
  contact: "platform.contactCard",
  shared: "platform.shared",
  story_mention: "platform.storyMention",
  story_reply: "platform.storyReply",
  order: "platform.order",
  group: "platform.group",
};

/** What stands above the piece: what it is. */
export function partLabel({ kind, title, text, payload }: PartJson): string {
  const plain = LABELS[kind];
  if (plain) return t(plain);
  switch (kind) {
    case "choice":
      if (payload === CALL_PERMISSION) return t(LETS_CALL.includes(title) ? "platform.mayCall" : "platform.mayNotCall");
      return title ? t("platform.pressed", { title }) : t("platform.pressedButton");
    case "referral":
      return title ? t("platform.referral", { title }) : t("platform.referralPlain");
    case "form":
      return title ? t("platform.formTitled", { title }) : t("platform.form");
    case "template":
      return t("platform.template", { title }).trim();
    case "call":
      return text ? t("platform.noteCallOf", { text: callWords(text) }) : t("platform.noteCall");
    case "late_file":
      return t("platform.lateFile", { name: title || t("platform.someFile") });
    case "lost_file": {
      const name = title || t("platform.someFile");
      return text ? t("platform.lostFile", { name, reason: causeText(text) }) : t("platform.lostFilePlain", { name });
    }
    default:
      return title && !NAMELESS.includes(title) ? t("platform.unsupportedName", { title }) : t("platform.unsupported");
  }
}

/** Their text stands in the label already. */
const SAID_ABOVE = ["late_file", "lost_file", "call"];

/** Whether its text is to be read below the label. That of our own templates is the message's; others repeat nothing. */
export const hasWords = ({ kind, text, payload }: PartJson): boolean =>
  text !== "" && !SAID_ABOVE.includes(kind) && !(kind === "template" && payload);

const STORIES = ["story_mention", "story_reply"];

export const linkLabel = ({ kind, url }: PartJson): string =>
  STORIES.includes(kind) ? t("platform.openStory") : t("platform.openLink", { host: hostOf(url) });

/** A message in one line, for where it is quoted. `parts` are its own without files that are no longer on their way. */
export function inShort(entry: EntryJson, text: string, parts: readonly PartJson[] = entry.parts ?? []): string {
  const words = text.replace(/\s+/g, " ").trim();
  if (words) return words;
  if (entry.withdrawn) return t("platform.deleted");
  const [file] = entry.attachments ?? [];
  if (file) return file.name || t("platform.quoteFile");
  const [part] = parts;
  if (part) return partLabel(part);
  return t(entry.parts?.length ? "platform.quoteFile" : "inbox.noText");
}
