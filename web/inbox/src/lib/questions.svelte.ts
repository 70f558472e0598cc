/** The standing questions of the screens, each asked once and shared. */
import { createQuery, keepPreviousData } from "@tanstack/svelte-query";
import { api } from "./api/client";
import { keys, queryClient } from "./query";

const MINUTE = 60_000;
const VISITORS_MS = 15_000;

export const inboxesQuery = () =>
  createQuery(
    () => ({
      queryKey: keys.inboxes,
      queryFn: async () => (await api.inboxes()).items,
      refetchInterval: MINUTE,
    }),
    () => queryClient,
  );

export const agentsQuery = () =>
  createQuery(() => ({
    queryKey: keys.agents,
    queryFn: async () => (await api.agents()).items,
    staleTime: 5 * MINUTE,
  }));

/** Who is on the websites of an inbox ("" for all); asked while one of them has a chat. */
export const visitorsQuery = (inbox: () => string, enabled: () => boolean) =>
  createQuery(() => {
    const asked = inbox();
    return {
      queryKey: keys.onSite(asked),
      queryFn: async () => (await api.visitors(asked)).items,
      enabled: enabled(),
      refetchInterval: VISITORS_MS,
    };
  });

/** Those of the addresses at which mail bounced for good; asked again as soon as there is another address. */
export const unreachableQuery = (addresses: () => readonly string[]) =>
  createQuery(
    () => {
      const asked = [...new Set(addresses().map((address) => address.toLowerCase()))].sort();
      return {
        queryKey: keys.unreachable(asked),
        queryFn: async () => (asked.length ? (await api.unreachable(asked)).items : []),
        staleTime: MINUTE,
        placeholderData: keepPreviousData,
      };
    },
    () => queryClient,
  );
