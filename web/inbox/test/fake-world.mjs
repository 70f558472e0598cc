/** The made-up world behind the fake server: what is in it, and what can be made to happen. */
import { chatAnswer, chatLog, isChat, makeChats } from "./fake-chat.mjs";
import { blank, byAgent, byContact, contactOf, held, makeConversations, me, support } from "./fake-data.mjs";
import { makeIntegrations } from "./fake-integrations.mjs";
import { answerFields, mailFields, makeLog } from "./fake-log.mjs";
import { Refused } from "./fake-refused.mjs";
import { logOfPlatform, makeAccounts, platformRows, templates } from "./fake-platform.mjs";

export const now = Date.now();
export const conversations = makeConversations(Number(process.env.COUNT ?? 10_000), now);
makeChats(conversations);
for (const row of platformRows(conversations.get("cv_0"), now)) conversations.set(row.id, row);
export const accounts = makeAccounts(now);
export const integrations = makeIntegrations(now);
export const logs = new Map();
export const sockets = new Set();
/** What changes as a whole. */
export const state = { quarantine: held(now), signedIn: process.env.SIGNED_OUT !== "1", cut: false };
export let failing = null;

export { Refused };

export function logOf(row) {
  if (!logs.has(row.id)) {
    const log = row.window ? logOfPlatform(row, now) : isChat(row) ? chatLog(row, now) : makeLog(row, now);
    logs.set(row.id, log);
    row.seq = log.at(-1)?.seq ?? 0;
    row.last_inbound_seq = log.findLast((entry) => entry.direction === "in")?.seq ?? 0;
    if (row.opened_through === 99) row.opened_through = row.seq;
  }
  return logs.get(row.id);
}

export function found(id) {
  const row = conversations.get(id);
  if (!row) throw new Refused(404, "NotFound");
  logOf(row);
  return row;
}

export function detail(row) {
  logOf(row);
  return {
    merged_into: null,
    merged_from: [],
    seen_through: 0,
    window: null,
    shut: "",
    ...row,
    reply: {
      to: row.window ? [] : [{ address: row.contact.email, name: row.contact.name }],
      cc: row.id === "cv_0" ? [{ address: "warehouse@example.com", name: "" }] : [],
      subject: `Re: ${row.subject}`,
      from_address: support.address,
    },
  };
}

export const belongs = (row, view) =>
  view === "open"
    ? row.status === "open"
    : view === "mine"
      ? row.status === "open" && row.owner === me.id
      : view === "unassigned"
        ? row.status === "open" && row.owner === null
        : row.status === view;

export function listed(inbox, view) {
  return [...conversations.values()]
    .filter((row) => (!inbox || row.inbox === inbox) && belongs(row, view))
    .sort(
      (one, other) =>
        Date.parse(other.last_activity_at) - Date.parse(one.last_activity_at) || (one.id < other.id ? 1 : -1),
    );
}

const LIMIT = 1000;
export function counted(inbox) {
  const counts = { open: 0, mine: 0, unassigned: 0, closed: 0, spam: 0, unread: 0 };
  for (const row of conversations.values()) {
    if (row.inbox !== inbox) continue;
    for (const view of ["open", "mine", "unassigned", "closed", "spam"]) if (belongs(row, view)) counts[view] += 1;
    if (row.unread && row.status === "open") counts.unread += 1;
  }
  return {
    ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Math.min(count, LIMIT)])),
    limit: LIMIT,
  };
}

export function append(row, kind, actor, fields) {
  const log = logOf(row);
  const prev = row.seq;
  const entry = { ...blank(row.id, prev + 1, kind, new Date().toISOString(), actor), ...fields };
  log.push(entry);
  row.seq = entry.seq;
  if (kind !== "delivery") row.last_activity_at = entry.at;
  tell({ type: "changed", inbox: row.inbox, conversation: row.id, seq: row.seq, prev, kinds: [kind] });
  return entry;
}

function tell(frame) {
  for (const say of sockets) say(JSON.stringify(frame));
}

export function reply(row, body) {
  const log = logOf(row);
  if (!Number.isInteger(body.last_seq))
    throw new Refused(422, "Invalid", { field: "last_seq", detail: "last_seq is missing" });
  const unseen = log.filter((entry) => entry.seq > body.last_seq && entry.direction === "in");
  if (unseen.length > 0 && !body.insist) throw new Refused(409, "StaleReply", { entries: unseen });
  const shut = row.window && ["closed", "templates_only"].includes(row.window.state);
  if (shut && !body.template) throw new Refused(409, "WindowClosed", { detail: "The window is closed" });
  if ((body.text ?? "").includes("refuse me")) throw new Refused(422, "Invalid", { detail: "The text was refused" });
  if (row.status !== "open") status(row, "open", byAgent(me.id), "reopened_by_reply");
  const to = body.to ? body.to.map((address) => ({ address, name: "" })) : detail(row).reply.to;
  const text = body.template ? said(body.template) : body.text;
  const parts = (body.quick_replies ?? []).map((title) => ({ kind: "quick_reply", title, text: "", url: "", payload: title, where: "" }));
  const onPlatform = row.window ? { chat: true, quoted: false, parts: parts.length ? parts : null } : {};
  const fields = isChat(row) ? chatAnswer(text) : answerFields(row, text, { to, ...onPlatform });
  const entry = append(row, "message", byAgent(me.id), fields);
  Object.assign(row, { preview: text, preview_by: "agent", preview_agent: "ag_ana", unread: false, waiting_since: null });
  if (isChat(row)) return entry;
  setTimeout(
    () =>
      append(
        row,
        "delivery",
        { kind: "system", id: "", name: "delivery" },
        { of: entry.seq, delivery: "sent", delivery_reason: "" },
      ),
    1500,
  );
  return entry;
}

const said = ({ name, variables }) =>
  variables.reduce((text, value, index) => text.replace(`{{${index + 1}}}`, value), templates.find((one) => one.name === name).body);

export function status(row, wanted, actor, why) {
  if (row.status === wanted) return;
  row.status = wanted;
  if (wanted !== "open") row.waiting_since = null;
  append(row, "status", actor, { status: wanted, why: why ? [{ code: why, about: "" }] : [] });
}

function startedNow() {
  const index = conversations.size;
  const row = {
    ...makeConversations(1, Date.now()).get("cv_0"),
    id: `cv_${index}`,
    number: 20_000 + index,
    contact: contactOf(index),
    subject: `New question ${index}`,
    owner: null,
    linked: [],
    seq: 0,
  };
  conversations.set(row.id, row);
  logs.set(row.id, []);
  return row;
}

/** A mail arrives, in this conversation or in a new one. */
export function arrive(text, id) {
  const row = id ? found(id) : startedNow();
  append(row, "message", byContact(row.contact), mailFields(row, text));
  Object.assign(row, {
    preview: text,
    preview_by: "contact",
    preview_agent: "",
    unread: true,
    waiting_since: new Date().toISOString(),
    wrote_at: new Date().toISOString(),
    last_inbound_seq: row.seq,
    opened_through: row.seq - 1,
  });
  return row;
}

/** What can be made to happen, by name. Each gets the search part of its address. */
const happenings = {
  arrive: (query) => ({
    id: arrive(query.get("text") ?? "It works now, sorry. Only the invoice is missing.", query.get("id")).id,
  }),
  take(query) {
    const row = found(query.get("id"));
    row.owner = "ag_bo";
    append(row, "assigned", byAgent("ag_bo"), { owner: "ag_bo", why: [] });
  },
  presence(query) {
    const agent = { id: "ag_bo", name: "Bo K." };
    tell({ type: "presence", conversation: query.get("id"), agent, doing: query.get("doing") ?? "viewing" });
  },
  /** The visitor of a chat writes; without `text` they stop. */
  types(query) {
    const text = query.get("text") ?? "";
    tell({ type: "visitor_typing", conversation: query.get("id"), on: text !== "", text });
  },
  /** The platform takes no answer any more, and the page does not know it yet. */
  shut(query) {
    found(query.get("id")).window = { state: "closed", until: null };
  },
  fail(query) {
    failing = { path: query.get("path"), status: Number(query.get("status") ?? 500) };
  },
  cut() {
    state.cut = true;
    for (const say of sockets) say.stream.destroy();
  },
  heal() {
    failing = null;
    state.cut = false;
  },
  signout() {
    state.signedIn = false;
  },
};

export const fake = (what, query) => happenings[what]?.(query) ?? {};
