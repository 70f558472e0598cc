/** The JSON shapes of `/api`, by the names used here. They are made from the server's own models: `npm run types`. */
import type { components, paths } from "../../../../api/api";

type Schemas = components["schemas"];
/** A body to send: what the server has a default for may be left out. */
type Sent<Body, Needed extends keyof Body> = Pick<Body, Needed> & Partial<Omit<Body, Needed>>;

/** Every route there is, as a template such as `/contacts/{contact_id}`. */
export type Path = keyof paths;

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export type AgentJson = Schemas["AgentJson"];
export type AttachmentJson = Schemas["AttachmentJson"];
export type ActorJson = Schemas["ActorJson"];
export type ContactJson = Schemas["ContactJson"];
export type ConversationDetail = Schemas["ConversationDetail"];
export type ConversationJson = Schemas["ConversationJson"];
export type CardsJson = Schemas["CardsJson"];
export type EventJson = Schemas["EventJson"];
export type MomentJson = Schemas["MomentJson"];
export type RecurrenceJson = Schemas["RecurrenceJson"];
export type SourceJson = Schemas["SourceJson"];
export type EntryJson = Schemas["EntryJson"];
export type PartJson = Schemas["chalicelib.handlers.entry_answers.PartJson"];
export type WindowJson = Schemas["WindowJson"];
export type ChannelKindJson = Schemas["ChannelKindJson"];
export type PlatformJson = Schemas["PlatformJson"];
export type TemplateJson = Schemas["TemplateJson"];
export type HealthJson = Schemas["HealthJson"];
export type FaultJson = Schemas["FaultJson"];
export type InboxJson = Schemas["InboxJson"];
export type LinkedJson = Schemas["LinkedJson"];
export type MailboxJson = Schemas["MailboxJson"];
export type MeJson = Schemas["MeJson"];
export type PersonJson = Schemas["PersonJson"];
export type ChannelStateJson = Schemas["ChannelStateJson"];
export type QuarantinedDetail = Schemas["QuarantinedDetail"];
export type QuarantinedJson = Schemas["QuarantinedJson"];
export type ReadableJson = Schemas["ReadableJson"];
export type ReleasedJson = Schemas["ReleasedJson"];
export type RecoveryCodesJson = Schemas["RecoveryCodesJson"];
export type SecondFactorJson = Schemas["SecondFactorJson"];
export type SessionJson = Schemas["SessionJson"];
export type TicketJson = Schemas["TicketJson"];
export type UnreachableJson = Schemas["UnreachableJson"];
export type UploadJson = Schemas["UploadJson"];
export type ViewCounts = Schemas["ViewCounts"];
export type WhyJson = Schemas["WhyJson"];
export type VisitorJson = Schemas["VisitorJson"];
export type LiveVisitorJson = Schemas["LiveVisitorJson"];
export type ProblemJson = Sent<Schemas["ProblemJson"], "title" | "status" | "code">;

export type EmailSettingsJson = Schemas["EmailSettingsJson"];
export type DnsRecordJson = Schemas["DnsRecordJson"];
export type EmailSettingsBody = Partial<Schemas["EmailSettingsBody"]>;
export type ForwardingStep = Schemas["ForwardingStepBody"]["step"];

export type SignInBody = Sent<Schemas["SignInBody"], "email" | "password">;
export type SecondFactorOffBody = Schemas["SecondFactorOffBody"];
export type PasswordBody = Schemas["PasswordBody"];
export type ResetBody = Partial<Schemas["ResetBody"]>;
export type InviteBody = Schemas["InviteBody"];
export type MeBody = Partial<Schemas["MeBody"]>;
export type NewMailBody = Sent<Schemas["NewMailBody"], "inbox" | "to">;
export type ReplyBody = Sent<Schemas["ReplyBody"], "last_seq">;
export type ReleaseBody = Partial<Schemas["ReleaseBody"]>;
export type NewAccountBody = Sent<Schemas["NewChannelBody"], "inbox"> & { kind: PlatformKind };
export type NewChannelJson = Schemas["NewChannelJson"];
/** What is named is changed. */
export type PlatformChange = Partial<Omit<Schemas["PlatformBody"], "version">>;
export type CommentBody = Schemas["CommentBody"];

export type ServerFrame = Schemas["ServerFrame"];
export type ClientFrame = Schemas["ClientFrame"];
export type ChangedFrame = Schemas["ChangedFrame"];

export type PlatformKind = "messenger" | "instagram" | "whatsapp";
export type View = "open" | "mine" | "unassigned" | "closed" | "spam";
export type Status = ConversationJson["status"];
export type Delivery = NonNullable<EntryJson["delivery"]>;
export type Role = AgentJson["role"];
export type Language = NonNullable<MeBody["language"]>;

/** Who is looking at a conversation, and what they do there. */
export interface Presence {
  agent: { id: string; name: string };
  doing: "viewing" | "replying" | "noting";
}
