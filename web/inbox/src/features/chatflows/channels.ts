/** The chats of the team's websites, among all channels of all inboxes. */
import type { InboxJson } from "../../lib/api/types";

export interface ChatChannel {
  id: string;
  name: string;
  inbox: string;
}

export const chatChannels = (inboxes: readonly InboxJson[]): ChatChannel[] =>
  inboxes.flatMap((inbox) =>
    inbox.channels
      .filter(({ kind }) => kind === "chat")
      .map(({ id, name }) => ({ id, name: name || inbox.name, inbox: inbox.id })),
  );
