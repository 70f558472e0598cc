/** How people are called on the screen. */
import type { AgentJson, ConversationJson, InboxJson, MailboxJson } from "./api/types";
import { t } from "./i18n.svelte";
import { keys, queryClient } from "./query";

/** A contact: the name, else the address. */
export const contactName = (person: { name: string; email?: string; address?: string }): string =>
  person.name || person.email || person.address || t("thread.someone");

/** What a conversation is about: the subject, in a chat the page on which it began. */
export const subjectOf = ({ subject, channel_kind }: Pick<ConversationJson, "subject" | "channel_kind">): string =>
  subject || t(channel_kind === "chat" ? "visitor.chat" : "inbox.noSubject");

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

export const knownAgents = (): AgentJson[] => queryClient.getQueryData<AgentJson[]>(keys.agents) ?? [];
