/** What the fake server answers under `/api`. */
import { liveVisitors, visitorOf } from "./fake-chat.mjs";
import { agents, byAgent, contactOf, faults, inboxes, mailDocument, me, rawMail, readable } from "./fake-data.mjs";
import { kinds, templates } from "./fake-platform.mjs";
import { connectCustom, customRoute, webhooksRoute } from "./fake-integrations.mjs";
import {
  accounts,
  append,
  arrive,
  conversations,
  counted,
  detail,
  found,
  integrations,
  listed,
  logOf,
  logs,
  now,
  Refused,
  reply,
  state,
  status,
} from "./fake-world.mjs";

const orders = {
  replies: (row, body) => reply(row, body),
  comments: (row, body) => Object.assign(append(row, "comment", byAgent(me.id), { text: body.text })),
  close: (row) => (status(row, "closed", byAgent(me.id)), detail(row)),
  reopen: (row) => (status(row, "open", byAgent(me.id)), detail(row)),
  spam: (row) => (status(row, "spam", byAgent(me.id)), detail(row)),
  "not-spam": (row) => (status(row, "open", byAgent(me.id)), detail(row)),
  assign(row, { owner }) {
    if (row.owner !== owner) {
      row.owner = owner;
      append(row, "assigned", byAgent(me.id), { owner, why: [] });
    }
    return detail(row);
  },
  opened(row, { through }) {
    row.unread = through === 0;
    row.opened_through = through ?? row.seq;
    return undefined;
  },
};

function conversationRoute(method, [id, what, seq, more], query, body) {
  const row = found(id);
  if (!what) return detail(row);
  if (method === "POST" && orders[what]) return orders[what](row, body);
  if (what === "visitor") return visitorOf(row, now);
  const log = logOf(row);
  if (what !== "entries") throw new Refused(404, "NotFound");
  if (seq) {
    const entry = log.find((one) => one.seq === Number(seq));
    if (!entry) throw new Refused(404, "NotFound");
    if (more === "html")
      return { html: mailDocument(entry, { images: query.get("images") === "1", theme: query.get("theme") }) };
    if (more === "source") {
      const text = JSON.stringify({ message: { mid: "m_1", attachments: [{ type: "poll" }] } }, null, 2);
      return { headers: [], text, size: text.length, cut: false, raw: `${id}-${seq}-raw` };
    }
    append(row, "delivery", byAgent(me.id), {
      of: entry.seq,
      delivery: more === "resend" ? "queued" : "sent",
      delivery_reason: "",
    });
    return entry;
  }
  const limit = Number(query.get("limit") ?? 30);
  if (query.has("after"))
    return { items: log.filter((entry) => entry.seq > Number(query.get("after"))).slice(0, limit), next: null };
  const before = Number(query.get("before") ?? Infinity);
  const older = log.filter((entry) => entry.seq < before);
  const items = older.slice(-limit);
  return { items, next: older.length > items.length ? String(items[0].seq) : null };
}

function conversationsRoute(method, query, body) {
  if (method === "POST") {
    const row = arrive("", undefined);
    logs.set(row.id, []);
    row.seq = 0;
    row.contact = { id: "co_new", name: "", email: body.to[0] };
    row.subject = body.subject;
    reply(row, { ...body, last_seq: 0 });
    row.unread = false;
    return detail(row);
  }
  const all = listed(query.get("inbox"), query.get("view") ?? "open");
  const limit = Number(query.get("limit") ?? 25);
  const from = Number(query.get("cursor") ?? 0);
  return { items: all.slice(from, from + limit), next: from + limit < all.length ? String(from + limit) : null };
}

function contactRoute(id) {
  const rows = [...conversations.values()].filter((row) => row.contact.id === id).slice(0, 10);
  const contact = rows[0]?.contact ?? contactOf(0);
  const earlier = ["cv_7", "cv_9", "cv_6"].map((other) => conversations.get(other)).filter(Boolean);
  return {
    ...contact,
    emails: rows[0]?.emails ?? (contact.email ? [contact.email] : []),
    unreachable: contact.unreachable ?? [],
    created_at: "2023-03-02T10:00:00Z",
    pictures_from: [],
    avatar: "",
    conversations: [...rows, ...earlier],
  };
}

function sessionRoute(method, body) {
  if (method === "DELETE") {
    state.signedIn = false;
    return undefined;
  }
  if (body.password !== "a long password") throw new Refused(401, "WrongPassword", { detail: "4 more tries" });
  state.signedIn = true;
  return { agent: me, expires_at: new Date(now + 864e5).toISOString() };
}

function meRoute(method, [part], body) {
  if (part === "password") {
    if (body.current !== "a long password") throw new Refused(422, "WrongPassword", { field: "current" });
    return undefined;
  }
  if (method === "POST") Object.assign(me, body);
  return me;
}

function agentsRoute(method, _rest, body) {
  if (method !== "POST") return { items: agents, next: null };
  agents.push({ id: `ag_${agents.length}`, state: "invited", language: null, ...body });
  return agents.at(-1);
}

function quarantineRoute(method, [id, what], query, body) {
  const mail = state.quarantine.find((one) => one.id === id);
  if (!id) {
    const dropped = query.get("dropped") === "1";
    return { items: state.quarantine.filter((one) => (one.dropped_at !== null) === dropped), next: null };
  }
  if (!mail) throw new Refused(404, "NoSuchQuarantined");
  if (what === "raw") return { text: rawMail };
  if (method !== "POST") return { ...mail, readable: mail.locked ? null : readable, faults: mail.reason === "CannotBeRead" ? faults : [] };
  if (what === "drop") {
    const dropped = { dropped_at: new Date(Date.now()).toISOString(), dropped_by: me.name, note: body.note };
    return Object.assign(mail, dropped);
  }
  if (what === "put-back") return Object.assign(mail, { dropped_at: null, dropped_by: null, note: null });
  if (what === "release" && mail.reason === "NobodyHasThisAddress" && !body.channel)
    throw new Refused(422, "Invalid", { field: "inbox" });
  state.quarantine = state.quarantine.filter((one) => one.id !== id);
  return what === "release" ? { conversation: "cv_0", seq: 1 } : { status: "queued" };
}

function channelsRoute() {
  return {
    items: inboxes.flatMap(({ id, channels }) =>
      channels.map((channel, index) => ({
        ...channel,
        inbox: id,
        last_activity_at: new Date(now - 4 * 60_000).toISOString(),
        waiting: id === "in_sales" && index === 0 ? 2 : 0,
        waiting_since: id === "in_sales" && index === 0 ? new Date(now - 7_200_000).toISOString() : null,
      })),
    ),
    next: null,
  };
}

function platformRoute(method, id, what, body) {
  const account = accounts.get(id);
  if (!account) throw new Refused(404, "NoSuchChannel");
  if (what === "check") return Object.assign(account, { checked_at: new Date().toISOString() });
  if (method === "GET") return account;
  const { version, page_token, access_token } = body;
  if (version !== account.version) throw new Refused(409, "ChangedMeanwhile");
  const token = page_token ?? access_token;
  if (token === "wrong") throw new Refused(422, "Invalid", { field: "page_token", detail: "The session is not valid", reason: "platform_token_refused" });
  if (token) Object.assign(account, { trouble: "", detail: "", missing: [] });
  const kept = ["name", "inbox", "instant_reply", "instant_reply_on", "app_id", "paused"].filter((name) => name in body);
  if ("paused" in body)
    for (const row of conversations.values()) if (row.channel === id) row.shut = body.paused ? "paused" : "";
  return Object.assign(account, Object.fromEntries(kept.map((name) => [name, body[name]])), { version: version + 1 });
}

function connectRoute(body) {
  if (body.kind === "custom") return connectCustom(integrations, inboxes, body);
  const { kind, inbox, page_id, account_id, phone_number_id, page_token, access_token, app_id } = body;
  const address = page_id || account_id || phone_number_id;
  if ([...accounts.values()].some((one) => one.kind === kind && one.account_id === address))
    throw new Refused(409, "AlreadyThere", { field: "page_id" });
  if ((page_token || access_token) === "wrong")
    throw new Refused(422, "Invalid", { field: "page_token", detail: "The session is not valid", reason: "platform_token_refused" });
  const id = `ch_${accounts.size}`;
  const like = accounts.get("ch_page");
  const webhook_url = `https://inbox.shop.example/webhooks/meta/${id}`;
  const made = { ...like, id, kind, inbox, account_id: address, app_id, webhook_url, instant_reply: "", instant_reply_on: false, version: 0 };
  accounts.set(id, made);
  inboxes.find((one) => one.id === inbox).channels.push({ id, kind, name: made.name, address });
  const more = { snippet: "", script_url: "", chat: null, channel: id, verify_token: "bj-4f2a-91d0-7c35" };
  return { id, kind, inbox, name: made.name, address, webhook_url, platform: made, ...more };
}

function channelRoute(method, [id, what, more], body, query) {
  if (!id) return method === "POST" ? connectRoute(body) : channelsRoute();
  if (what === "templates") return { items: templates, next: null };
  if (what === "custom") return customRoute(integrations, method, id, more, body, query);
  return platformRoute(method, id, more, body);
}

function ticketRoute() {
  if (state.cut) throw new Refused(503, "Unavailable", { retry_after: 2 });
  return { ticket: "t", expires_at: new Date(Date.now() + 30_000).toISOString() };
}

const heldNow = () => state.quarantine.filter(({ dropped_at }) => dropped_at === null).length;
const inHundredYears = () => ({ agent: me, expires_at: new Date(now + 3.2e12).toISOString() });

/** Routes for everybody. */
const open = {
  session: (method, _rest, body) => sessionRoute(method, body),
  "password-reset": (_method, _rest, body) => (body.token ? inHundredYears() : undefined),
  health: () => ({
    status: heldNow() ? "degraded" : "ok",
    version: "0.1.0",
    quarantined: heldNow(),
    dead_jobs: 0,
  }),
};

/** Routes for whoever is signed in. */
const closed = {
  me: meRoute,
  agents: agentsRoute,
  inboxes: () => ({ items: inboxes.map((inbox) => ({ ...inbox, counts: counted(inbox.id) })), next: null }),
  conversations: (method, rest, body, query) =>
    rest[0] ? conversationRoute(method, rest, query, body) : conversationsRoute(method, query, body),
  contacts: (_method, [id]) => contactRoute(id),
  unreachable: () => ({ items: [], next: null }),
  quarantine: (method, rest, body, query) => quarantineRoute(method, rest, query, body),
  channels: channelRoute,
  "event-webhooks": (...asked) => webhooksRoute(integrations, ...asked),
  "channel-kinds": () => ({ items: kinds, next: null }),
  visitors: () => ({ items: liveVisitors(Date.now()), next: null }),
  uploads: () => ({ id: `up_${Math.random().toString(36).slice(2)}`, url: "/fake/upload", fields: { key: "x" } }),
  "socket-ticket": ticketRoute,
};

export function api(method, path, query, body) {
  const [first, ...rest] = path.split("/").map(decodeURIComponent);
  if (!(first in open) && !state.signedIn) throw new Refused(401, "NotSignedIn");
  const route = open[first] ?? closed[first];
  if (!route) throw new Refused(404, "NotFound");
  return route(method, rest, body, query);
}
