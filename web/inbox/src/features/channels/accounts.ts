/** What each platform asks for when an account is connected, and where what the server refuses belongs. */
import type { Problem } from "../../lib/api/problem";
import type { NewAccountBody, PlatformChange, PlatformKind } from "../../lib/api/types";
import type { PlainKey } from "../../lib/i18n.svelte";

export const KINDS: readonly PlatformKind[] = ["messenger", "instagram", "whatsapp"];

export const isKind = (text: string): text is PlatformKind => KINDS.some((kind) => kind === text);

export type AccountField =
  | "app_id"
  | "app_secret"
  | "page_id"
  | "account_id"
  | "phone_number_id"
  | "business_id"
  | "page_token"
  | "access_token";

export interface Asked {
  field: AccountField;
  words: PlainKey;
  hint?: PlainKey;
  secret?: true;
}

const SECRET: AccountField[] = ["app_secret", "page_token", "access_token"];
const APP: Asked[] = [
  { field: "app_id", words: "channels.appId" },
  { field: "app_secret", words: "channels.appSecret", secret: true },
];
const PAGE_TOKEN: Asked = {
  field: "page_token",
  words: "channels.pageToken",
  hint: "channels.secretHint",
  secret: true,
};

export const ASKED: Record<PlatformKind, readonly Asked[]> = {
  messenger: [...APP, { field: "page_id", words: "channels.pageId" }, PAGE_TOKEN],
  instagram: [
    ...APP,
    { field: "account_id", words: "channels.accountId", hint: "channels.accountIdHint" },
    PAGE_TOKEN,
  ],
  whatsapp: [
    ...APP,
    { field: "phone_number_id", words: "channels.phoneNumberId" },
    { field: "business_id", words: "channels.businessId" },
    { field: "access_token", words: "channels.accessToken", hint: "channels.secretHint", secret: true },
  ],
};

export type Given = Partial<Record<AccountField, string>>;
export type Faults = Partial<Record<AccountField | "inbox", PlainKey>>;

/** What is wrong before anything is sent: all that is asked for is needed, and ids are digits. */
export function faultsOf(kind: PlatformKind, given: Given): Faults {
  const faults: Faults = {};
  for (const { field, secret } of ASKED[kind]) {
    const value = given[field]?.trim() ?? "";
    if (!value) faults[field] = "channels.missing";
    else if (!secret && !/^\d+$/.test(value)) faults[field] = "channels.digits";
  }
  return faults;
}

export function bodyOf(kind: PlatformKind, inbox: string, given: Given): NewAccountBody {
  const asked = ASKED[kind].map(({ field }) => [field, given[field]?.trim() ?? ""]);
  return { kind, inbox, ...(Object.fromEntries(asked) as Given) };
}

const idField = (kind: PlatformKind): AccountField =>
  kind === "messenger" ? "page_id" : kind === "instagram" ? "account_id" : "phone_number_id";

const tokenField = (kind: PlatformKind): "page_token" | "access_token" =>
  kind === "whatsapp" ? "access_token" : "page_token";

/** The field on the screen that the server means; the server calls ids and tokens by the names of Messenger. */
export function fieldOf({ field }: Pick<Problem, "field">, kind: PlatformKind): AccountField | "inbox" | "" {
  if (field === "page_token" || field === "access_token") return tokenField(kind);
  if (field === "page_id") return idField(kind);
  if (field === "inbox") return field;
  return ASKED[kind].find((asked) => asked.field === field)?.field ?? "";
}

/** A new token, as the order to change the account takes it. */
export const newToken = (kind: PlatformKind, token: string): PlatformChange => ({ [tokenField(kind)]: token.trim() });

export const isSecret = (field: AccountField): boolean => SECRET.includes(field);

/** Webhook fields to subscribe: what is needed first, then what is worth having. */
export const WEBHOOK_FIELDS: Record<PlatformKind, { needed: readonly string[]; more: readonly string[] }> = {
  messenger: {
    needed: ["messages", "messaging_postbacks", "message_echoes", "message_deliveries", "message_reads"],
    more: [
      "messaging_optins",
      "messaging_referrals",
      "message_reactions",
      "message_edits",
      "messaging_handovers",
      "standby",
      "messaging_account_linking",
      "messaging_policy_enforcement",
    ],
  },
  instagram: {
    needed: ["messages"],
    more: [
      "messaging_postbacks",
      "messaging_seen",
      "message_reactions",
      "message_edit",
      "messaging_referral",
      "messaging_optins",
      "messaging_handover",
      "standby",
    ],
  },
  whatsapp: {
    needed: ["messages"],
    more: ["message_template_status_update", "account_update", "user_preferences", "calls"],
  },
};

/** For whoever has lost the one that the server made. */
export function newVerifyToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}
