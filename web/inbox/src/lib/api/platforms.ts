/** The routes of platforms such as Messenger: what each kind of channel can do, and the accounts. All throw `Problem`. */
import { to } from "./address";
import { get, send, type Options } from "./request";
import type {
  ChannelKindJson,
  NewAccountBody,
  NewChannelJson,
  Page,
  PlatformChange,
  PlatformJson,
  TemplateJson,
} from "./types";

export const platformApi = {
  kinds: () => get<Page<ChannelKindJson>>(to("/channel-kinds")),
  templates: (channel: string) => get<Page<TemplateJson>>(to("/channels/{channel_id}/templates", channel)),
  account: (channel: string) => get<PlatformJson>(to("/channels/{channel_id}/platform", channel)),
  connect: (body: NewAccountBody, options?: Options) => send<NewChannelJson>("POST", to("/channels"), body, options),
  /** Refused with 409 when somebody saved in between. */
  change: (channel: string, version: number, change: PlatformChange) =>
    send<PlatformJson>("PUT", to("/channels/{channel_id}/platform", channel), { version, ...change }),
  /** Asks the platform now how the account does. */
  check: (channel: string) => send<PlatformJson>("POST", to("/channels/{channel_id}/platform/check", channel), {}),
};
