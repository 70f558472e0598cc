/** How people are called on the screen. */
import type { AgentJson, ConversationJson, InboxJson, MailboxJson, PlatformKind } from "./api/types";
import { t, type PlainKey } from "./i18n.svelte";
import { keys, queryClient } from "./query";

/** A contact: the name, else the address. */
export const contactName = (person: { name: string; email?: string; address?: string }): string =>
  person.name || person.email || person.address || t("inbox.someone");

/** What platforms call themselves, in every language. */
const PLATFORMS: Partial<Record<string, string>> = {
  messenger: "Messenger",
  instagram: "Instagram",
  whatsapp: "WhatsApp",
} satisfies Record<PlatformKind, string>;

/** "Messenger"; "" for what is no platform. */
export const platformName = (kind: string): string => PLATFORMS[kind] ?? "";

export const isPlatform = (kind: string): kind is PlatformKind => kind in PLATFORMS;

const ownNames: Partial<Record<string, PlainKey>> = { email: "inbox.email", form: "inbox.form", custom: "inbox.custom" };

/** Any kind of channel in a word. */
export const channelName = (kind: string): string => platformName(kind) || t(ownNames[kind] ?? "visitor.chat");

/** A number of a phone as people write it; any other address as it is. */
export const shownAddress = (address: string): string => (/^\d{8,15}$/.test(address) ? `+${address}` : address);

/** What a conversation is about: the subject, in a chat the page on which it began. */
export const subjectOf = ({ subject, channel_kind }: Pick<ConversationJson, "subject" | "channel_kind">): string =>
  subject || (channel_kind === "email" ? t("inbox.noSubject") : channelName(channel_kind));

/** `reply+<token>` of `chalicelib/domain/reply_token.py`: where answers go to, and nothing to read. */
const REPLY_ADDRESS = /^reply\+[a-z2-7]{44}@/i;

/** Our own reply addresses as the team's address, once, and not where `before` names it already. */
export function asTeam(boxes: MailboxJson[] | null | undefined, team: string, before: MailboxJson[] = []): MailboxJson[] {
  if (!team) return boxes ?? [];
  const isTeam = ({ address }: MailboxJson) => address.toLowerCase() === team.toLowerCase();
  const shown: MailboxJson[] = [];
  for (const box of boxes ?? []) {
    if (!REPLY_ADDRESS.test(box.address)) shown.push(box);
    else if (![...before, ...(boxes ?? []), ...shown].some(isTeam)) shown.push({ ...box, address: team });
  }
  return shown;
}

/** A mailbox list in short: "Ana, bo@example.com". */
export const mailboxNames = (boxes: { name: string; address: string }[] | null): string =>
  (boxes ?? []).map((box) => box.name || box.address).join(", ");

export const mailboxAddresses = (boxes: { name: string; address: string }[] | null): string =>
  (boxes ?? []).map((box) => box.address).join(", ");

/** An agent's name by id; "" when nobody knows it. */
export const agentName = (agents: AgentJson[], id: string | null): string =>
  agents.find((agent) => agent.id === id)?.name ?? "";

/** An agent's name by the end of the id, as list rows carry it; "" when nobody knows it. */
export const markedAgentName = (agents: AgentJson[], mark: string): string =>
  mark ? (agents.find((agent) => agent.id.endsWith(mark))?.name ?? "") : "";

/** An inbox's name by id; "" when nobody knows it. */
export const inboxName = (id: string | null): string =>
  (queryClient.getQueryData<InboxJson[]>(keys.inboxes) ?? []).find((inbox) => inbox.id === id)?.name ?? "";

/** What a channel is called by its id; "" when nobody knows it. */
export const accountName = (id: string): string =>
  (queryClient.getQueryData<InboxJson[]>(keys.inboxes) ?? [])
    .flatMap(({ channels }) => channels)
    .find((channel) => channel.id === id)?.name ?? "";

export const knownAgents = (): AgentJson[] => queryClient.getQueryData<AgentJson[]>(keys.agents) ?? [];
