/** The JSON shapes of `/api`. All times are RFC 3339 in UTC; what is absent in the world is `null`. */

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export type Language = "en" | "es";
export type Role = "admin" | "agent";

export interface AgentJson {
  id: string;
  name: string;
  email: string;
  role: Role;
  state: "active" | "invited" | "deactivated";
  language: string | null;
}

export interface MeJson {
  id: string;
  name: string;
  email: string;
  role: Role;
  language: string | null;
  permissions: string[];
}

export interface SessionJson {
  agent: MeJson;
  expires_at: string;
}

export interface ChannelJson {
  id: string;
  kind: string;
  name: string;
  address: string;
}

export type View = "open" | "mine" | "unassigned" | "closed" | "spam";

export type ViewCounts = Record<View, number> & { unread: number; limit: number };

export interface InboxJson {
  id: string;
  name: string;
  address: string;
  channels: ChannelJson[];
  counts: ViewCounts;
}

export interface PersonJson {
  id: string;
  name: string;
  email: string;
}

export type Status = "open" | "closed" | "spam";

export interface ConversationJson {
  id: string;
  number: number;
  inbox: string;
  channel: string;
  channel_kind: string;
  contact: PersonJson;
  subject: string;
  preview: string;
  preview_by: "contact" | "agent" | "note" | "system";
  status: Status;
  owner: string | null;
  seq: number;
  unread: boolean;
  waiting_since: string | null;
  started_at: string;
  last_activity_at: string;
}

export interface MailboxJson {
  address: string;
  name: string;
}

export interface WhyJson {
  code: string;
  about: string;
}

export interface LinkedJson {
  conversation: string;
  number: number;
  reason: string;
}

export interface ReplyToJson {
  to: MailboxJson[];
  cc: MailboxJson[];
  subject: string;
  from_address: string;
}

export interface ConversationDetail extends ConversationJson {
  participants: string[];
  last_inbound_seq: number;
  opened_through: number;
  reply: ReplyToJson;
  linked: LinkedJson[];
  why: WhyJson[];
}

export interface ActorJson {
  kind: "agent" | "contact" | "system";
  id: string;
  name: string;
}

export interface AttachmentJson {
  id: string;
  name: string;
  content_type: string;
  size: number;
  inline: boolean;
}

export type Delivery = "queued" | "sent" | "delivered" | "bounced" | "failed" | "unsure";

export interface EntryJson {
  conversation: string;
  seq: number;
  kind: string;
  at: string;
  actor: ActorJson;
  text: string | null;
  direction: "in" | "out" | null;
  sender: MailboxJson | null;
  to: MailboxJson[] | null;
  cc: MailboxJson[] | null;
  bcc: MailboxJson[] | null;
  reply_to: MailboxJson[] | null;
  subject: string | null;
  text_cut: boolean | null;
  html: boolean | null;
  quoted: boolean | null;
  remote_images: number | null;
  automatic: boolean | null;
  attachments: AttachmentJson[] | null;
  delivery: Delivery | null;
  delivery_reason: string | null;
  of: number | null;
  owner: string | null;
  status: string | null;
  why: WhyJson[] | null;
  linked: LinkedJson | null;
}

export interface UploadJson {
  id: string;
  url: string;
  fields: Record<string, string>;
}

export interface ContactJson {
  id: string;
  name: string;
  email: string;
  emails: string[];
  created_at: string;
  conversations: ConversationJson[];
}

export interface QuarantinedJson {
  id: string;
  at: string;
  reason: string;
  detail: string;
  sender: string;
  recipients: string[];
  tries: number;
  size: number;
  raw: string;
}

export interface TicketJson {
  ticket: string;
  expires_at: string;
}

export interface HealthJson {
  status: "ok" | "degraded";
  version: string;
  quarantined: number;
  dead_jobs: number;
}

export interface ProblemJson {
  title: string;
  status: number;
  code: string;
  detail?: string;
  field?: string;
  entries?: EntryJson[];
  retry_after?: number;
  /** After a wrong password: how many tries are left before a pause. */
  tries_left?: number | null;
  reference?: string;
}

export interface SignInBody {
  email: string;
  password: string;
}

export interface PasswordBody {
  current: string;
  new: string;
}

export interface ResetBody {
  email?: string;
  token?: string;
  password?: string;
  name?: string;
}

export interface InviteBody {
  email: string;
  name: string;
  role: Role;
}

export interface MeBody {
  name?: string | null;
  language?: Language | null;
}

export interface NewMailBody {
  inbox: string;
  to: string[];
  subject?: string;
  text?: string;
  html?: string;
  cc?: string[];
  bcc?: string[];
  attachments?: string[];
}

export interface ReplyBody {
  last_seq: number;
  text?: string;
  html?: string;
  to?: string[] | null;
  cc?: string[] | null;
  bcc?: string[] | null;
  attachments?: string[];
  insist?: boolean;
}

export interface CommentBody {
  text: string;
}

/** Who is looking at a conversation, and what they do there. */
export interface Presence {
  agent: { id: string; name: string };
  doing: "viewing" | "replying" | "noting";
}
