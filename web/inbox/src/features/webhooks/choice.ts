/** What can be chosen for a webhook, and what is wrong with a choice before it is sent. */
import { EVENTS, type EventName, type WebhookBody, type WebhookJson } from "../../lib/api/integrations";
import type { PlainKey } from "../../lib/i18n.svelte";
import { isAddress } from "../calls/states";

export const WORDS: Record<EventName, PlainKey> = {
  "conversation.created": "webhooks.conversation_created",
  "message.created": "webhooks.message_created",
  "conversation.assigned": "webhooks.conversation_assigned",
  "conversation.closed": "webhooks.conversation_closed",
  "conversation.reopened": "webhooks.conversation_reopened",
  "comment.created": "webhooks.comment_created",
  "contact.changed": "webhooks.contact_changed",
};
export const TEST = "webhook.test";

/** null for an event that a newer server has and this page does not know. */
export const wordsOf = (event: string): PlainKey | null =>
  event === TEST ? "webhooks.webhook_test" : (EVENTS.find((one) => one === event) && WORDS[event as EventName]) || null;

export const STATES: Record<WebhookJson["state"], { words: PlainKey; tone: "ok" | "plain" | "bad" }> = {
  on: { words: "webhooks.on", tone: "ok" },
  off: { words: "webhooks.off", tone: "plain" },
  paused: { words: "webhooks.paused", tone: "bad" },
};

export type Faults = Partial<Record<"name" | "url" | "events", PlainKey>>;

export function faultsOf({ name, url, events }: WebhookBody): Faults {
  return {
    ...(!name.trim() && { name: "webhooks.nameMissing" as const }),
    ...(!isAddress(url.trim()) && { url: "calls.urlWrong" as const }),
    ...(!events.length && { events: "webhooks.eventsMissing" as const }),
  };
}

const LONGEST = 31 * 86_400_000;

/** What is wrong with a time to replay, as two fields for a date and time have them; null when nothing is. */
export function timeFault(from: string, to: string): PlainKey | null {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(begin) || Number.isNaN(end)) return "webhooks.timesMissing";
  if (end <= begin) return "webhooks.timesOrder";
  return end - begin > LONGEST ? "webhooks.timesLong" : null;
}
