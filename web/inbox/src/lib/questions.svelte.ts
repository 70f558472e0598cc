/** The standing questions of the screens, each asked once and shared. */
import { createQuery } from "@tanstack/svelte-query";
import { api } from "./api/client";
import { keys } from "./query";

const MINUTE = 60_000;

export const inboxesQuery = () =>
  createQuery(() => ({
    queryKey: keys.inboxes,
    queryFn: async () => (await api.inboxes()).items,
    refetchInterval: MINUTE,
  }));

export const agentsQuery = () =>
  createQuery(() => ({
    queryKey: keys.agents,
    queryFn: async () => (await api.agents()).items,
    staleTime: 5 * MINUTE,
  }));
