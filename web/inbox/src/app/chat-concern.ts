/** Whose chat is it: whether a visitor's message is something that this agent should hear of now. */
import type { ConversationJson } from "../lib/api/types";

export interface Watcher {
  me: string;
  /** The conversation they have before their eyes, if any. */
  looking: string | null;
}

/** A visitor wrote last, to nobody yet or to this agent, and they do not see it already. */
export const concerns = (row: ConversationJson, { me, looking }: Watcher): boolean =>
  row.channel_kind === "chat" &&
  row.preview_by === "contact" &&
  row.status === "open" &&
  (row.owner === null || row.owner === me) &&
  row.id !== looking;
