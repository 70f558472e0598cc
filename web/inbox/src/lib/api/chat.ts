/** The routes of website chat: its settings by channel, and its chatflows. All throw `Problem`. */
import { to } from "./address";
import type {
  ChatflowJson,
  ChatSettingsJson,
  FlowContent,
  IdentityKeyJson,
  PublicationJson,
  SettingsPart,
  WhoBody,
  WhoSeesJson,
} from "./chat-types";
import { get, query, send } from "./request";
import type { NewChannelJson, Page } from "./types";

export const chatApi = {
  settings: (channel: string) => get<ChatSettingsJson>(to("/channels/{channel_id}/chat", channel)),
  saveSettings: (channel: string, version: number, part: SettingsPart) =>
    send<ChatSettingsJson>("PUT", to("/channels/{channel_id}/chat", channel), { version, ...part }),
  connect: (body: { name: string; inbox: string }) =>
    send<NewChannelJson>("POST", to("/channels"), { kind: "chat", ...body }),

  /** The key with which the site's server says who visitors are; for admins. */
  identityKey: (channel: string) => get<IdentityKeyJson>(to("/channels/{channel_id}/chat/identity", channel)),
  /** Ends the key of this generation. Refused with 409 when there were others since. */
  renewIdentityKey: (channel: string, generation: number) =>
    send<IdentityKeyJson>("POST", to("/channels/{channel_id}/chat/identity/renew", channel), { generation }),

  /** In the order in which they are asked. */
  flows: (channel: string) => get<Page<ChatflowJson>>(to("/chatflows") + query({ channel })),
  flow: (id: string) => get<ChatflowJson>(to("/chatflows/{chatflow_id}", id)),
  create: (channel: string, name: string) => send<ChatflowJson>("POST", to("/chatflows"), { channel, name }),
  /** Refused with 409 when somebody saved in between. */
  save: (id: string, version: number, name: string, draft: FlowContent) =>
    send<ChatflowJson>("PUT", to("/chatflows/{chatflow_id}", id), { version, name, draft }),
  /** Visitors see the draft from now on; what could not be shown to them is refused. */
  publish: (id: string, version: number) =>
    send<ChatflowJson>("POST", to("/chatflows/{chatflow_id}/publish", id), { version }),
  /** What visitors were shown, the newest first. */
  publications: (id: string) => get<Page<PublicationJson>>(to("/chatflows/{chatflow_id}/publications", id)),
  /** What was published then is the draft again. */
  bringBack: (id: string, seq: number, version: number) =>
    send<ChatflowJson>("POST", to("/chatflows/{chatflow_id}/publications/{seq}/draft", id, seq), { version }),
  switchOff: (id: string, version: number) =>
    send<ChatflowJson>("POST", to("/chatflows/{chatflow_id}/off", id), { version }),
  clone: (id: string, name: string) => send<ChatflowJson>("POST", to("/chatflows/{chatflow_id}/clone", id), { name }),
  /** Behind this one, null: before all others. Answers all of the channel in their order now. */
  move: (id: string, after: string | null) =>
    send<Page<ChatflowJson>>("POST", to("/chatflows/{chatflow_id}/move", id), { after }),
  remove: (id: string) => send<undefined>("DELETE", to("/chatflows/{chatflow_id}", id)),
  restore: (id: string) => send<ChatflowJson>("POST", to("/chatflows/{chatflow_id}/restore", id)),
  /** Who would see this? Every chatflow of the channel, each with its reason. */
  who: (body: WhoBody) => send<WhoSeesJson>("POST", to("/chatflows/preview"), body),
};
