/** How an account does, line by line: what is good, and of what is not, what to do. */
import type { PlatformJson } from "../../lib/api/types";
import { causeText } from "../../lib/cause-text.svelte";
import { t, type PlainKey } from "../../lib/i18n.svelte";

export interface Check {
  key: string;
  state: "ok" | "bad" | "unknown" | "waits";
  words: string;
  help: string;
}

const SCOPES = [
  "pages_messaging",
  "pages_manage_metadata",
  "instagram_basic",
  "instagram_manage_messages",
  "whatsapp_business_messaging",
  "whatsapp_business_management",
];
const NOT_SUBSCRIBED = "subscribed_apps";
const FIELDS: Partial<Record<string, PlainKey>> = {
  messages: "channels.missMessages",
  messaging_postbacks: "channels.missPostbacks",
  message_echoes: "channels.missEchoes",
  message_deliveries: "channels.missDeliveries",
  message_reads: "channels.missReads",
};

type Account = Pick<PlatformJson, "name" | "trouble" | "detail" | "missing" | "token_ends" | "checked_at">;

/** `date` words the end of the token, `heard` says that something arrived. */
export function checksOf(account: Account, date: (iso: string) => string, heard: boolean): Check[] {
  return [...(account.trouble === "unchecked" ? [] : [tokenCheck(account, date)]), ...told(account), first(account, heard)];
}

function told(account: Account): Check[] {
  if (account.trouble === "token") return [];
  if (account.trouble === "unchecked" || account.checked_at === null)
    return [line("unchecked", "unknown", t("channels.unchecked"), help("channels.uncheckedHelp", causeText(account.detail)))];
  const missing = account.missing.map(missingCheck);
  const scopes = account.missing.some((name) => SCOPES.includes(name));
  const fields = account.missing.some((name) => !SCOPES.includes(name));
  return [
    ...(scopes ? [] : [line("scopes", "ok", t("channels.okScopes"))]),
    ...(fields ? [] : [line("fields", "ok", t("channels.okFields"))]),
    ...missing,
    // what the platform did not say beside all that it said
    ...(account.detail && !account.trouble
      ? [line("unsure", "unknown", t("channels.unsure", { what: account.detail }))]
      : []),
  ];
}

const help = (key: "channels.uncheckedHelp", detail: string): string => t(key, { detail }).trim();

function line(key: string, state: Check["state"], words: string, helps = ""): Check {
  return { key, state, words, help: helps };
}

function tokenCheck({ name, trouble, detail, token_ends, checked_at }: Account, date: (iso: string) => string): Check {
  if (trouble === "token") return line("token", "bad", t("channels.badToken"), causeText(detail) || t("channels.badTokenHelp"));
  if (checked_at === null) return line("token", "unknown", t("channels.unknown"));
  const words = token_ends
    ? t("channels.okTokenUntil", { name, date: date(token_ends) })
    : t("channels.okTokenFor", { name });
  return line("token", "ok", words);
}

/** One scope or webhook field that is not there, by its name. */
export function missingCheck(name: string): Check {
  if (name === NOT_SUBSCRIBED) return line(name, "bad", t("channels.missSubscribed"), t("channels.missSubscribedHelp"));
  if (SCOPES.includes(name)) return line(name, "bad", t("channels.missScope", { name }), t("channels.missScopeHelp"));
  return line(name, "bad", t("channels.missField", { name }), t(FIELDS[name] ?? "channels.missOther"));
}

const first = ({ name }: Account, heard: boolean): Check =>
  heard
    ? line("first", "ok", t("channels.heard"))
    : line("first", "waits", t("channels.waitsFirst"), t("channels.waitsFirstHelp", { name }));

export const goodOf = (checks: readonly Check[]): number => checks.filter(({ state }) => state === "ok").length;

export type Standing = "ok" | "warn" | "bad";

/** The account in one word. */
export const standingOf = ({ trouble }: Pick<Account, "trouble">): Standing =>
  trouble === "token" ? "bad" : trouble ? "warn" : "ok";
