/** What can be chosen for a webhook, and what is wrong with a choice before it is sent. */
import { EVENTS, type EventName, type WebhookBody, type WebhookJson } from "../../lib/api/integrations";
import type { Faults } from "../../lib/faults";
import { t, type PlainKey } from "../../lib/i18n.svelte";
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

/** As the server calls them. */
export const FIELDS = ["name", "url", "events", "inbox"] as const;
export type WebhookFaults = Faults<(typeof FIELDS)[number]>;

export function faultsOf({ name, url, events }: WebhookBody): WebhookFaults {
  return {
    ...(!name.trim() && { name: t("webhooks.nameMissing") }),
    ...(!isAddress(url.trim()) && { url: t("calls.urlWrong") }),
    ...(!events.length && { events: t("webhooks.eventsMissing") }),
  };
}

const LONGEST = 31 * 86_400_000;

export const TIMES = ["from", "to"] as const;

/** What is wrong with a time to replay, as two fields for a date and time have them. */
export function timeFaults(from: string, to: string): Faults<(typeof TIMES)[number]> {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(begin)) return { from: t("webhooks.timesMissing") };
  if (Number.isNaN(end)) return { to: t("webhooks.timesMissing") };
  if (end <= begin) return { to: t("webhooks.timesOrder") };
  return end - begin > LONGEST ? { to: t("webhooks.timesLong") } : {};
}
