/** What a token may: every permission in plain words, and three sets of them that most people want. */
import type { TokenPermission } from "../../lib/api/tokens";
import type { PlainKey } from "../../lib/i18n.svelte";

/** A permission that the server gains is a compile error here until it has words. */
export const WORDS: Record<TokenPermission, PlainKey> = {
  see_conversations: "tokens.see_conversations",
  reply: "tokens.reply",
  comment: "tokens.comment",
  work: "tokens.work",
  see_team: "tokens.see_team",
  set_up_email: "tokens.set_up_email",
  set_up_chat: "tokens.set_up_chat",
  set_up_platforms: "tokens.set_up_platforms",
  manage_webhooks: "tokens.manage_webhooks",
  set_up_forms: "tokens.set_up_forms",
  see_quarantine: "tokens.see_quarantine",
  retry_quarantine: "tokens.retry_quarantine",
  release_quarantine: "tokens.release_quarantine",
  drop_quarantine: "tokens.drop_quarantine",
};
export const PERMISSIONS = Object.keys(WORDS) as TokenPermission[];

/** Those of things that lie in an inbox. The others cannot be limited to some, which the server says, too. */
const IN_AN_INBOX: ReadonlySet<TokenPermission> = new Set(["see_conversations", "reply", "comment", "work", "see_team"]);
export const canBeLimited = (one: TokenPermission): boolean => IN_AN_INBOX.has(one);

export type Preset = "read" | "answer" | "all";
const PRESETS: Record<Preset, readonly TokenPermission[]> = {
  read: ["see_conversations", "see_team"],
  answer: ["see_conversations", "see_team", "reply", "comment", "work"],
  all: PERMISSIONS,
};

/** The permissions of a preset, as far as a token that is limited to inboxes can have them. */
export const ofPreset = (preset: Preset, limited: boolean): TokenPermission[] =>
  PRESETS[preset].filter((one) => !limited || canBeLimited(one));

/** The preset that these are, or null. Limited to inboxes, all that it can have is what answers. */
export function presetOf(chosen: ReadonlySet<string>, limited: boolean): Preset | null {
  const same = (preset: Preset): boolean => {
    const wanted = ofPreset(preset, limited);
    return wanted.length === chosen.size && wanted.every((one) => chosen.has(one));
  };
  return (["read", "answer", "all"] as const).find(same) ?? null;
}

/** The words of a permission; one that only a newer server knows stands for itself. */
export const wordsOf = (permission: string): PlainKey | null =>
  permission in WORDS ? WORDS[permission as TokenPermission] : null;
