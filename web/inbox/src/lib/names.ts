/** How people are called on the screen. */
import type { AgentJson } from "./api/types";
import { t } from "./i18n.svelte";
import { keys, queryClient } from "./query";

/** A contact: the name, else the address. */
export const contactName = (person: { name: string; email?: string; address?: string }): string =>
  person.name || person.email || person.address || t("thread.someone");

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

export const knownAgents = (): AgentJson[] => queryClient.getQueryData<AgentJson[]>(keys.agents) ?? [];
