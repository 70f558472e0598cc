/** One typed function per route of `/api`, named by the order or the question. All throw `Problem`. */
import { to } from "./address";
import { get, getText, query, send, type Options } from "./request";
import type {
  AgentJson,
  ChannelStateJson,
  CardsJson,
  CommentBody,
  ContactJson,
  ConversationDetail,
  ConversationJson,
  EmailSettingsBody,
  EmailSettingsJson,
  EntryJson,
  ForwardingStep,
  HealthJson,
  InboxJson,
  InviteBody,
  LiveVisitorJson,
  MeBody,
  MeJson,
  NewMailBody,
  Page,
  PasswordBody,
  QuarantinedDetail,
  QuarantinedJson,
  RecoveryCodesJson,
  ReleaseBody,
  ReleasedJson,
  ReplyBody,
  ResetBody,
  SecondFactorJson,
  SecondFactorOffBody,
  SessionJson,
  SignInBody,
  SourceJson,
  TicketJson,
  UnreachableJson,
  View,
  VisitorJson,
} from "./types";
import { upload } from "./upload";

export { Problem } from "./problem";
export { newKey } from "./request";

type Look = "light" | "dark";

export interface ListQuestion {
  inbox?: string;
  view: View;
  cursor?: string | null;
  limit?: number;
}

export const api = {
  signIn: (body: SignInBody) => send<SessionJson>("POST", to("/session"), body),
  signOut: () => send<undefined>("DELETE", to("/session")),
  me: () => get<MeJson>(to("/me")),
  saveMe: (body: MeBody) => send<MeJson>("POST", to("/me"), body),
  /** The id of an upload; empty: no picture. */
  setAvatar: (upload: string) => send<MeJson>("POST", to("/me/avatar"), { upload }),
  changePassword: (body: PasswordBody) => send<undefined>("POST", to("/me/password"), body),
  beginSecondFactor: (password: string) => send<SecondFactorJson>("POST", to("/me/second-factor"), { password }),
  confirmSecondFactor: (code: string) => send<RecoveryCodesJson>("POST", to("/me/second-factor/confirm"), { code }),
  switchOffSecondFactor: (body: SecondFactorOffBody) => send<undefined>("POST", to("/me/second-factor/off"), body),
  takeOffSecondFactor: (agent: string) => send<AgentJson>("POST", to("/agents/{agent_id}/second-factor/off", agent)),
  /** Always the same answer, whether the address is known or not. */
  askReset: (email: string) => send<undefined>("POST", to("/password-reset"), { email }),
  /** Sets a new password by the token of a mail (reset or invitation), and signs in. */
  resetPassword: (body: ResetBody) => send<SessionJson>("POST", to("/password-reset"), body),

  agents: () => get<Page<AgentJson>>(to("/agents")),
  invite: (body: InviteBody, options?: Options) => send<AgentJson>("POST", to("/agents"), body, options),
  inboxes: () => get<Page<InboxJson>>(to("/inboxes")),

  email: (inbox: string) => get<EmailSettingsJson>(to("/inboxes/{inbox_id}/email", inbox)),
  saveEmail: (inbox: string, body: EmailSettingsBody) =>
    send<EmailSettingsJson>("POST", to("/inboxes/{inbox_id}/email", inbox), body),
  connectAddress: (inbox: string, address: string) =>
    send<EmailSettingsJson>("POST", to("/inboxes/{inbox_id}/email/team-address", inbox), { address }),
  forwardingStep: (inbox: string, step: ForwardingStep, done: boolean) =>
    send<EmailSettingsJson>("POST", to("/inboxes/{inbox_id}/email/step", inbox), { step, done }),
  testForwarding: (inbox: string) => send<EmailSettingsJson>("POST", to("/inboxes/{inbox_id}/email/test", inbox), {}),
  checkDomain: (inbox: string) => send<EmailSettingsJson>("POST", to("/inboxes/{inbox_id}/email/domain-check", inbox), {}),

  conversations: (question: ListQuestion, options?: Options) =>
    get<Page<ConversationJson>>(to("/conversations") + query({ ...question }), options),
  startConversation: (body: NewMailBody, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations"), body, options),
  conversation: (id: string, options?: Options) =>
    get<ConversationDetail>(to("/conversations/{conversation_id}", id), options),
  entries: (id: string, part: { after?: number; before?: string; limit?: number } = {}, options?: Options) =>
    get<Page<EntryJson>>(to("/conversations/{conversation_id}/entries", id) + query(part), options),

  reply: (id: string, body: ReplyBody, options?: Options) =>
    send<EntryJson>("POST", to("/conversations/{conversation_id}/replies", id), body, options),
  comment: (id: string, body: CommentBody, options?: Options) =>
    send<EntryJson>("POST", to("/conversations/{conversation_id}/comments", id), body, options),
  close: (id: string, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/close", id), {}, options),
  reopen: (id: string, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/reopen", id), {}, options),
  spam: (id: string, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/spam", id), {}, options),
  notSpam: (id: string, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/not-spam", id), {}, options),
  assign: (id: string, owner: string | null, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/assign", id), { owner }, options),
  /** Answers the conversation in which it goes on. */
  merge: (id: string, into: string, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/merge", id), { into }, options),
  unmerge: (id: string, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/unmerge", id), {}, options),
  move: (id: string, inbox: string, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/move", id), { inbox }, options),
  /** Read through this seq; 0 marks it unread again. */
  opened: (id: string, through?: number) =>
    send<undefined>(
      "POST",
      to("/conversations/{conversation_id}/opened", id),
      through === undefined ? {} : { through },
    ),
  resend: (id: string, seq: number, options?: Options) =>
    send<EntryJson>("POST", to("/conversations/{conversation_id}/entries/{seq}/resend", id, seq), {}, options),
  arrived: (id: string, seq: number, options?: Options) =>
    send<EntryJson>("POST", to("/conversations/{conversation_id}/entries/{seq}/arrived", id, seq), {}, options),
  splitOff: (id: string, seq: number, options?: Options) =>
    send<ConversationDetail>("POST", to("/conversations/{conversation_id}/entries/{seq}/split-off", id, seq), {}, options),
  /** The address of a mail as a document of its own, for a frame. */
  htmlAddress: (id: string, seq: number, how: { images: boolean; theme: Look; paper: Look }) =>
    `/api${to("/conversations/{conversation_id}/entries/{seq}/html", id, seq)}${query({ images: how.images ? 1 : 0, theme: how.theme, paper: how.paper })}`,
  source: (id: string, seq: number) =>
    get<SourceJson>(to("/conversations/{conversation_id}/entries/{seq}/source", id, seq)),
  sourceAddress: (id: string, seq: number) =>
    `/api${to("/conversations/{conversation_id}/entries/{seq}/source", id, seq)}?download=1`,
  cards: (id: string, seq: number) =>
    get<CardsJson>(to("/conversations/{conversation_id}/entries/{seq}/cards", id, seq)),
  /** Always show the pictures of who sent this. */
  trustPictures: (id: string, seq: number) =>
    send<undefined>("POST", to("/conversations/{conversation_id}/entries/{seq}/pictures", id, seq)),
  distrustPictures: (id: string, seq: number) =>
    send<undefined>("DELETE", to("/conversations/{conversation_id}/entries/{seq}/pictures", id, seq)),
  forgetPictures: (contact: string) => send<undefined>("DELETE", to("/contacts/{contact_id}/pictures", contact)),

  upload,
  attachmentAddress: (id: string, inline = false) =>
    `/api${to("/attachments/{attachment_id}", id)}${inline ? "?inline=1" : ""}`,
  contact: (id: string) => get<ContactJson>(to("/contacts/{contact_id}", id)),
  /** Those of these addresses at which mail bounced for good. */
  unreachable: (addresses: string[]) => send<Page<UnreachableJson>>("POST", to("/unreachable"), { addresses }),
  /** Who has the chat of a website open, or had until some minutes ago; "" for all inboxes. */
  visitors: (inbox: string) => get<Page<LiveVisitorJson>>(to("/visitors") + query({ inbox })),
  startChat: (visitor: Pick<LiveVisitorJson, "channel" | "visitor">, text: string, options?: Options) =>
    send<ConversationDetail>(
      "POST",
      to("/visitors/{channel_id}/{visitor_id}/chat", visitor.channel, visitor.visitor),
      { text },
      options,
    ),
  /** Who writes in a chat, of its conversation. */
  visitor: (id: string) => get<VisitorJson>(to("/conversations/{conversation_id}/visitor", id)),
  block: (contact: string) => send<undefined>("POST", to("/contacts/{contact_id}/block", contact), {}),
  unblock: (contact: string) => send<undefined>("POST", to("/contacts/{contact_id}/unblock", contact), {}),
  channels: () => get<Page<ChannelStateJson>>(to("/channels")),
  quarantine: (part: { dropped?: 1; cursor?: string; limit?: number } = {}) =>
    get<Page<QuarantinedJson>>(to("/quarantine") + query(part)),
  quarantined: (id: string) => get<QuarantinedDetail>(to("/quarantine/{item_id}", id)),
  /** The beginning of the mail as it came; `cut` when there is more. */
  quarantinedRaw: (id: string) => getText(to("/quarantine/{item_id}/raw", id)),
  /** Where the whole of it is saved from. */
  quarantinedRawAddress: (id: string) => `/api${to("/quarantine/{item_id}/raw", id)}?download=1`,
  release: (id: string, body: ReleaseBody, options?: Options) =>
    send<ReleasedJson>("POST", to("/quarantine/{item_id}/release", id), body, options),
  drop: (id: string, note: string, options?: Options) =>
    send<QuarantinedJson>("POST", to("/quarantine/{item_id}/drop", id), { note }, options),
  putBack: (id: string, options?: Options) =>
    send<QuarantinedJson>("POST", to("/quarantine/{item_id}/put-back", id), {}, options),
  retryQuarantined: (id: string, options?: Options) =>
    send<{ status: string }>("POST", to("/quarantine/{item_id}/retry", id), {}, options),
  health: () => get<HealthJson>(to("/health")),
  socketTicket: () => send<TicketJson>("POST", to("/socket-ticket")),
};
