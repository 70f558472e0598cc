/** The one cache of what the server said. */
import { QueryClient } from "@tanstack/svelte-query";
import { asProblem } from "./api/problem";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
      retry: (failures, error) => failures < 2 && asProblem(error).passing,
      retryDelay: (failures) => Math.min(1000 * 2 ** failures, 8000) * (0.5 + Math.random() / 2),
      // The browser's word for "offline" is not always right; asking is cheap.
      networkMode: "always",
    },
  },
});

export const keys = {
  inboxes: ["inboxes"] as const,
  agents: ["agents"] as const,
  list: (inbox: string, view: string) => ["list", inbox, view] as const,
  lists: ["list"] as const,
  conversations: ["conversation"] as const,
  conversation: (id: string) => ["conversation", id] as const,
  /** Who writes in a chat, of its conversation. */
  visitor: (id: string) => ["visitor", id] as const,
  onSite: (inbox: string) => ["on-site", inbox] as const,
  entries: (id: string) => ["entries", id] as const,
  /** Of an inbox, what a conversation may be merged into. */
  mergeable: (inbox: string) => ["list-for-merge", inbox] as const,
  visitors: ["visitor"] as const,
  contact: (id: string) => ["contact", id] as const,
  cards: (id: string, seq: number) => ["cards", id, seq] as const,
  source: (id: string, seq: number) => ["source", id, seq] as const,
  contacts: ["contact"] as const,
  /** Among the contacts: what makes them old makes this old. */
  unreachable: (addresses: readonly string[]) => ["contact", "unreachable", ...addresses] as const,
  quarantine: ["quarantine"] as const,
  held: ["quarantine", "held"] as const,
  dropped: ["quarantine", "dropped"] as const,
  quarantined: (id: string) => ["quarantined", id] as const,
  quarantinedRaw: (id: string) => ["quarantined", id, "raw"] as const,
  channels: ["channels"] as const,
  health: ["health"] as const,
  tokens: ["tokens"] as const,
  channelKinds: ["channel-kinds"] as const,
  platform: (channel: string) => ["platform", channel] as const,
  templates: (channel: string) => ["templates", channel] as const,
  email: (inbox: string) => ["email", inbox] as const,
  chat: (channel: string) => ["chat", channel] as const,
  form: (channel: string) => ["form", channel] as const,
  chatflows: (channel: string) => ["chatflows", channel] as const,
  publications: (flow: string, version: number) => ["publications", flow, version] as const,
};
