/** The signs of views and channels. */
import type { View } from "../../lib/api/types";
import type { PlainKey } from "../../lib/i18n.svelte";
import type { IconName } from "../../ui";

export const viewIcons: Record<View, IconName> = {
  open: "users",
  mine: "user",
  unassigned: "tray",
  closed: "done",
  spam: "ban",
};

export const viewNames: Record<View, PlainKey> = {
  open: "inbox.open",
  mine: "inbox.mine",
  unassigned: "inbox.unassigned",
  closed: "inbox.closed",
  spam: "inbox.spam",
};

const channelIcons: Partial<Record<string, IconName>> = {
  email: "mail",
  messenger: "messenger",
  instagram: "instagram",
  whatsapp: "whatsapp",
  form: "note",
  custom: "link",
};

export const channelIcon = (kind: string): IconName => channelIcons[kind] ?? "chat";
