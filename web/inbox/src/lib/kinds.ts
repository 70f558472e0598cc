/** What each kind of channel can do: asked once, and kept. */
import { createQuery } from "@tanstack/svelte-query";
import { platformApi } from "./api/platforms";
import type { ChannelKindJson } from "./api/types";
import { keys, queryClient } from "./query";

const MINUTE = 60_000;

const KINDS = {
  queryKey: keys.channelKinds,
  queryFn: async () => (await platformApi.kinds()).items,
  staleTime: Infinity,
  gcTime: 24 * 60 * MINUTE,
};

export const kindsQuery = () =>
  createQuery(
    () => KINDS,
    () => queryClient,
  );

/** For whoever asks `knownKind` afterwards. */
export const learnKinds = () => queryClient.fetchQuery(KINDS);

export const knownKind = (kind: string): ChannelKindJson | undefined =>
  queryClient.getQueryData<ChannelKindJson[]>(keys.channelKinds)?.find((one) => one.kind === kind);

/** People on the platform see when somebody of the team types. */
export const showsTyping = (kind: string): boolean => knownKind(kind)?.shows.includes("typing") ?? false;

/** It has recipients, a subject and quoted history. Before one knows what kinds there are, only email does. */
export const isMail = (kind: string): boolean => knownKind(kind)?.mail ?? kind === "email";
