/** One typed function per route of `/api`, named by the order or the question. All throw `Problem`. */
import { get, query, send, type Options } from "./request";
import type {
  AgentJson,
  CommentBody,
  ContactJson,
  ConversationDetail,
  ConversationJson,
  EntryJson,
  HealthJson,
  InboxJson,
  InviteBody,
  MeBody,
  MeJson,
  NewMailBody,
  Page,
  PasswordBody,
  QuarantinedJson,
  ReplyBody,
  ResetBody,
  SessionJson,
  SignInBody,
  TicketJson,
  View,
} from "./types";
import { upload } from "./upload";

export { Problem } from "./problem";
export { newKey } from "./request";

export interface ListQuestion {
  inbox?: string;
  view: View;
  cursor?: string | null;
  limit?: number;
}

const at = (id: string) => `/conversations/${encodeURIComponent(id)}`;

export const api = {
  signIn: (body: SignInBody) => send<SessionJson>("POST", "/session", body),
  signOut: () => send<undefined>("DELETE", "/session"),
  me: () => get<MeJson>("/me"),
  saveMe: (body: MeBody) => send<MeJson>("POST", "/me", body),
  changePassword: (body: PasswordBody) => send<undefined>("POST", "/me/password", body),
  /** Always the same answer, whether the address is known or not. */
  askReset: (email: string) => send<undefined>("POST", "/password-reset", { email }),
  /** Sets a new password by the token of a mail (reset or invitation), and signs in. */
  resetPassword: (body: ResetBody) => send<SessionJson>("POST", "/password-reset", body),

  agents: () => get<Page<AgentJson>>("/agents"),
  invite: (body: InviteBody, options?: Options) => send<AgentJson>("POST", "/agents", body, options),
  inboxes: () => get<Page<InboxJson>>("/inboxes"),

  conversations: (question: ListQuestion, options?: Options) =>
    get<Page<ConversationJson>>(`/conversations${query({ ...question })}`, options),
  startConversation: (body: NewMailBody, options?: Options) =>
    send<ConversationDetail>("POST", "/conversations", body, options),
  conversation: (id: string, options?: Options) => get<ConversationDetail>(at(id), options),
  entries: (id: string, part: { after?: number; before?: string; limit?: number } = {}, options?: Options) =>
    get<Page<EntryJson>>(`${at(id)}/entries${query(part)}`, options),

  reply: (id: string, body: ReplyBody, options?: Options) => send<EntryJson>("POST", `${at(id)}/replies`, body, options),
  comment: (id: string, body: CommentBody, options?: Options) =>
    send<EntryJson>("POST", `${at(id)}/comments`, body, options),
  close: (id: string, options?: Options) => send<ConversationDetail>("POST", `${at(id)}/close`, {}, options),
  reopen: (id: string, options?: Options) => send<ConversationDetail>("POST", `${at(id)}/reopen`, {}, options),
  spam: (id: string, options?: Options) => send<ConversationDetail>("POST", `${at(id)}/spam`, {}, options),
  notSpam: (id: string, options?: Options) => send<ConversationDetail>("POST", `${at(id)}/not-spam`, {}, options),
  assign: (id: string, owner: string | null, options?: Options) =>
    send<ConversationDetail>("POST", `${at(id)}/assign`, { owner }, options),
  /** Read through this seq; 0 marks it unread again. */
  opened: (id: string, through?: number) =>
    send<undefined>("POST", `${at(id)}/opened`, through === undefined ? {} : { through }),
  resend: (id: string, seq: number, options?: Options) =>
    send<EntryJson>("POST", `${at(id)}/entries/${seq}/resend`, {}, options),
  arrived: (id: string, seq: number, options?: Options) =>
    send<EntryJson>("POST", `${at(id)}/entries/${seq}/arrived`, {}, options),
  /** The address of a mail as a document of its own, for a frame. */
  htmlAddress: (id: string, seq: number, how: { images: boolean; theme: "light" | "dark" }) =>
    `/api${at(id)}/entries/${seq}/html${query({ images: how.images ? 1 : 0, theme: how.theme })}`,

  upload,
  attachmentAddress: (id: string, inline = false) =>
    `/api/attachments/${encodeURIComponent(id)}${inline ? "?inline=1" : ""}`,
  contact: (id: string) => get<ContactJson>(`/contacts/${encodeURIComponent(id)}`),
  quarantine: () => get<Page<QuarantinedJson>>("/quarantine"),
  retryQuarantined: (id: string, options?: Options) =>
    send<{ status: string }>("POST", `/quarantine/${encodeURIComponent(id)}/retry`, {}, options),
  health: () => get<HealthJson>("/health"),
  socketTicket: () => send<TicketJson>("POST", "/socket-ticket"),
};
