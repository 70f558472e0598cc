/** What the fake server has of channels of any platform, and of webhooks that tell what happens. */
import { Refused } from "./fake-refused.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const aCall = (now, minutesAgo, state, values = {}) => ({
  id: `ca_${minutesAgo}`,
  at: new Date(now - minutesAgo * MINUTE).toISOString(),
  conversation: "cv_rich",
  seq: 5,
  attempt: 1,
  state,
  status: 200,
  detail: "",
  took_ms: 84,
  next_try_at: null,
  ...values,
});

const later = (now) => new Date(now + 5 * MINUTE).toISOString();
const failed = { status: 422, detail: "The person has left the group", seq: 8 };
const away = (now) => ({ status: 503, attempt: 3, detail: "Service Unavailable", seq: 7, next_try_at: later(now) });
const silent = { status: 0, seq: 6, detail: "No answer within 10 s" };

const customCalls = (now) => [
  aCall(now, 2, "later", { what: "message", ...away(now) }),
  aCall(now, 9, "unsure", { what: "message", ...silent }),
  aCall(now, 20, "failed", { what: "message", ...failed }),
  aCall(now, 40, "taken", { what: "ping", conversation: "", seq: null }),
];

const eventCalls = (now) => [
  aCall(now, 2, "later", { event: "message.created", event_id: "ev_4", ...away(now) }),
  aCall(now, 9, "unsure", { event: "conversation.closed", event_id: "ev_3", ...silent }),
  aCall(now, 20, "taken", { event: "message.created", event_id: "ev_2" }),
  aCall(now, 40, "taken", { event: "webhook.test", event_id: "ev_1", conversation: "", seq: null }),
];

const older = (now, values) => Array.from({ length: 5 }, (_, index) => aCall(now, 60 + index, "taken", { ...values, seq: 20 + index, event_id: `ev_old${index}` }));

const aChannel = (id, inbox, values) => ({
  id,
  inbox,
  name: "Telegram",
  webhook_url: `https://inbox.shop.example/webhooks/custom/${id}`,
  outbound_url: "https://adapter.shop.example/answers",
  trouble: "",
  failing_since: null,
  paused: false,
  heard_at: null,
  version: 0,
  ...values,
});

const aWebhook = (now, id, values) => ({
  id,
  name: "Shop orders",
  url: "https://shop.example/bandeja/events",
  events: ["message.created", "conversation.closed"],
  inbox: "",
  state: "on",
  failing_since: null,
  detail: "",
  created_at: new Date(now - 40 * HOUR).toISOString(),
  version: 0,
  ...values,
});

export function makeIntegrations(now) {
  const since = new Date(now - 26 * HOUR).toISOString();
  const channels = [aChannel("ch_own", "in_support", { trouble: "failing", failing_since: since })];
  const webhooks = [
    aWebhook(now, "wh_shop"),
    aWebhook(now, "wh_data", { name: "Data warehouse", inbox: "in_sales", state: "paused", failing_since: since, detail: "HTTP 503" }),
    aWebhook(now, "wh_old", { name: "An old program", state: "off" }),
  ];
  const byId = (all) => new Map(all.map((one) => [one.id, one]));
  return { now, channels: byId(channels), webhooks: byId(webhooks), made: 0 };
}

const tested = (url) =>
  url.includes("broken") ? { ok: false, status: 500, detail: "oops" } : { ok: true, status: 204, detail: "" };
const aSecret = (world) => ({ secret: `whsec_${String((world.made += 1)).padStart(40, "4f2a91d0")}` });
const page = (world, first, values, after) =>
  after ? { items: older(world.now, values), next: null } : { items: first, next: "p2" };

function changed(one, body) {
  if (body.version !== one.version) throw new Refused(409, "ChangedMeanwhile");
  const url = body.url ?? body.outbound_url ?? "";
  if (url.includes("10.0.0.")) {
    const field = "url" in body ? "url" : "outbound_url";
    throw new Refused(400, "NotAllowed", { field, detail: "The address is not a public one" });
  }
  return Object.assign(one, body, { version: one.version + 1 });
}

export function connectCustom(world, inboxes, { inbox, name, outbound_url = "" }) {
  const id = `ch_own${world.channels.size}`;
  const made = aChannel(id, inbox, { name, outbound_url });
  if (outbound_url.includes("10.0.0."))
    throw new Refused(400, "NotAllowed", { field: "outbound_url", detail: "The address is not a public one" });
  world.channels.set(id, made);
  inboxes.find((one) => one.id === inbox).channels.push({ id, kind: "custom", name, address: id });
  return { ...made, kind: "custom", channel: id, signing_secret: aSecret(world).secret };
}

export function customRoute(world, method, id, what, body, query) {
  const channel = world.channels.get(id);
  if (!channel) throw new Refused(404, "NoSuchChannel");
  if (what === "deliveries") return page(world, customCalls(world.now), { what: "message" }, query.get("cursor"));
  if (what === "secret") return aSecret(world);
  if (what === "test") return tested(channel.outbound_url);
  return method === "PUT" ? changed(channel, body) : channel;
}

export function webhooksRoute(world, method, [id, what], body, query) {
  if (!id && method === "GET") return { items: [...world.webhooks.values()], next: null };
  if (!id) {
    const made = aWebhook(Date.now(), `wh_${world.webhooks.size}`, { ...body, version: 0 });
    if (made.url.includes("10.0.0.")) throw new Refused(400, "NotAllowed", { field: "url", detail: "Not public" });
    world.webhooks.set(made.id, made);
    return { webhook: made, ...aSecret(world) };
  }
  const webhook = world.webhooks.get(id);
  if (!webhook) throw new Refused(404, "NoSuchWebhook");
  if (what === "deliveries") return page(world, eventCalls(world.now), { event: "message.created" }, query.get("cursor"));
  if (what === "secret") return aSecret(world);
  if (what === "test") return tested(webhook.url);
  if (what === "replay") return { replayed: body.event_id ? 1 : 12 };
  if (method === "DELETE") return void world.webhooks.delete(id);
  if (method === "GET") return webhook;
  return changed(webhook, body.state === "on" ? { ...body, failing_since: null, detail: "" } : body);
}
