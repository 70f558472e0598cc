/**
 * Routes for programs of others: channels of any platform, and webhooks of what happens. All throw `Problem`.
 * The shapes are written by hand: they can give way to the generated ones of `api.d.ts`.
 */
import { to } from "./address";
import { get, query, send } from "./request";
import type { Page, Path } from "./types";

/** `taken`: a 2xx answer. `unsure`: no answer came, the receiver may have it. */
export type CallState = "taken" | "later" | "failed" | "unsure";
/** One try to bring something to somebody's server. */
export interface CallJson {
  id: string;
  at: string;
  conversation: string;
  seq: number | null;
  attempt: number;
  state: CallState;
  /** Of HTTP; 0 when there was no answer. */
  status: number;
  detail: string;
  took_ms: number;
  next_try_at: string | null;
}
export interface CustomDeliveryJson extends CallJson {
  what: string;
}
export interface EventDeliveryJson extends CallJson {
  event: string;
  event_id: string;
}
export interface TestedJson {
  ok: boolean;
  status: number;
  detail: string;
}

export interface CustomJson {
  id: string;
  inbox: string;
  name: string;
  webhook_url: string;
  /** "" when nothing can be answered. */
  outbound_url: string;
  trouble: "" | "failing" | "address";
  failing_since: string | null;
  /** No answers go out. */
  paused: boolean;
  /** When the last webhook came in. */
  heard_at: string | null;
  version: number;
}
export interface NewCustomJson {
  id: string;
  webhook_url: string;
  signing_secret: string;
}
export type CustomChange = Partial<Pick<CustomJson, "name" | "inbox" | "outbound_url" | "paused">>;

export const EVENTS = [
  "conversation.created",
  "message.created",
  "conversation.assigned",
  "conversation.closed",
  "conversation.reopened",
  "comment.created",
  "contact.changed",
] as const;
export type EventName = (typeof EVENTS)[number];
export interface WebhookJson {
  id: string;
  name: string;
  url: string;
  events: string[];
  /** "" for all of them. */
  inbox: string;
  state: "on" | "off" | "paused";
  failing_since: string | null;
  detail: string;
  created_at: string;
  version: number;
}
export type WebhookBody = Pick<WebhookJson, "name" | "url" | "events" | "inbox">;
export type WebhookChange = Partial<WebhookBody> & { state?: "on" | "off" };
export type Replayed = { event_id: string } | { from: string; to: string };

const at = (template: string, ...ids: string[]): string => to(template as Path, ...ids);

const custom = (channel: string, more = ""): string => at(`/channels/{channel_id}/custom${more}`, channel);

export const customApi = {
  channel: (channel: string) => get<CustomJson>(custom(channel)),
  /** The only answer that has the secret. */
  connect: (body: { name: string; inbox: string; outbound_url?: string }) =>
    send<NewCustomJson>("POST", at("/channels"), { kind: "custom", ...body }),
  /** Refused with 409 when somebody saved in between. */
  change: (channel: string, version: number, change: CustomChange) =>
    send<CustomJson>("PUT", custom(channel), { version, ...change }),
  newSecret: (channel: string) => send<{ secret: string }>("POST", custom(channel, "/secret")),
  test: (channel: string) => send<TestedJson>("POST", custom(channel, "/test")),
  deliveries: (channel: string, after: string | null) =>
    get<Page<CustomDeliveryJson>>(custom(channel, "/deliveries") + query({ cursor: after })),
};

const webhook = (id: string, more = ""): string => at(`/event-webhooks/{webhook_id}${more}`, id);

export const webhookApi = {
  list: () => get<Page<WebhookJson>>(at("/event-webhooks")),
  webhook: (id: string) => get<WebhookJson>(webhook(id)),
  /** The only answer that has the secret. */
  make: (body: WebhookBody) => send<{ webhook: WebhookJson; secret: string }>("POST", at("/event-webhooks"), body),
  /** Refused with 409 when somebody saved in between. */
  change: (id: string, version: number, change: WebhookChange) =>
    send<WebhookJson>("PUT", webhook(id), { version, ...change }),
  remove: (id: string) => send<undefined>("DELETE", webhook(id)),
  newSecret: (id: string) => send<{ secret: string }>("POST", webhook(id, "/secret")),
  test: (id: string) => send<TestedJson>("POST", webhook(id, "/test")),
  deliveries: (id: string, after: string | null) =>
    get<Page<EventDeliveryJson>>(webhook(id, "/deliveries") + query({ cursor: after })),
  replay: (id: string, what: Replayed) => send<{ replayed: number }>("POST", webhook(id, "/replay"), what),
};
