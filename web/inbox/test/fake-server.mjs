/**
 * A made-up server for working on the screens: the built app and `/api` with fixed data on 127.0.0.1. A test tool
 * only. `PORT` (8181), `COUNT` conversations (10000), `DELAY` in milliseconds before each answer (0).
 * POST /fake/arrive makes a new mail arrive; POST /fake/take?id= lets a colleague take a conversation;
 * POST /fake/presence?id=&doing= lets a colleague look; POST /fake/fail?path=&status= makes a path fail until
 * POST /fake/heal; POST /fake/cut closes the sockets and refuses new ones until /fake/heal.
 */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { agents, blank, byAgent, byContact, contactOf, held, inboxes, mailDocument, makeConversations, makeLog, me, support } from "./fake-data.mjs";
import { accept } from "./fake-socket.mjs";

const PORT = Number(process.env.PORT ?? 8181);
const DELAY = Number(process.env.DELAY ?? 0);
const DIST = join(import.meta.dirname, "..", "dist");
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; frame-src 'self'; " +
  `connect-src 'self' ws://127.0.0.1:${PORT}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'`;

const now = Date.now();
const conversations = makeConversations(Number(process.env.COUNT ?? 10_000), now);
const logs = new Map();
const done = new Map();
const sockets = new Set();
let quarantine = held(now);
let signedIn = process.env.SIGNED_OUT !== "1";
let failing = null;
let cut = false;

class Refused extends Error {
  constructor(status, code, more = {}) {
    super(code);
    this.answer = { title: code, status, code, detail: "", ...more };
  }
}

function logOf(row) {
  if (!logs.has(row.id)) {
    const log = makeLog(row, now);
    logs.set(row.id, log);
    row.seq = log.at(-1)?.seq ?? 0;
    row.last_inbound_seq = log.findLast((entry) => entry.direction === "in")?.seq ?? 0;
    if (row.opened_through === 99) row.opened_through = row.seq;
  }
  return logs.get(row.id);
}

function found(id) {
  const row = conversations.get(id);
  if (!row) throw new Refused(404, "NotFound");
  logOf(row);
  return row;
}

function detail(row) {
  logOf(row);
  return {
    ...row,
    reply: {
      to: [{ address: row.contact.email, name: row.contact.name }],
      cc: row.id === "cv_0" ? [{ address: "warehouse@example.com", name: "" }] : [],
      subject: `Re: ${row.subject}`,
      from_address: support.address,
    },
  };
}

const belongs = (row, view) =>
  view === "open" ? row.status === "open"
  : view === "mine" ? row.status === "open" && row.owner === me.id
  : view === "unassigned" ? row.status === "open" && row.owner === null
  : row.status === view;

function listed(inbox, view) {
  return [...conversations.values()]
    .filter((row) => (!inbox || row.inbox === inbox) && belongs(row, view))
    .sort((one, other) => Date.parse(other.last_activity_at) - Date.parse(one.last_activity_at) || (one.id < other.id ? 1 : -1));
}

const LIMIT = 1000;
function counted(inbox) {
  const counts = { open: 0, mine: 0, unassigned: 0, closed: 0, spam: 0, unread: 0 };
  for (const row of conversations.values()) {
    if (row.inbox !== inbox) continue;
    for (const view of ["open", "mine", "unassigned", "closed", "spam"]) if (belongs(row, view)) counts[view] += 1;
    if (row.unread && row.status === "open") counts.unread += 1;
  }
  return { ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Math.min(count, LIMIT)])), limit: LIMIT };
}

function append(row, kind, actor, fields) {
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

function reply(row, body) {
  const log = logOf(row);
  if (!Number.isInteger(body.last_seq)) throw new Refused(422, "Invalid", { field: "last_seq", detail: "last_seq is missing" });
  const unseen = log.filter((entry) => entry.seq > body.last_seq && entry.direction === "in");
  if (unseen.length > 0 && !body.insist) throw new Refused(409, "StaleReply", { entries: unseen });
  if (body.text.includes("refuse me")) throw new Refused(422, "Invalid", { detail: "The text was refused" });
  if (row.status !== "open") status(row, "open", byAgent(me.id), "reopened_by_reply");
  const entry = append(row, "message", byAgent(me.id), {
    direction: "out", text: body.text, sender: support, subject: `Re: ${row.subject}`,
    to: body.to ? body.to.map((address) => ({ address, name: "" })) : detail(row).reply.to, cc: [], bcc: [],
    html: false, quoted: true, attachments: [], delivery: "queued", delivery_reason: "",
  });
  Object.assign(row, { preview: body.text, preview_by: "agent", unread: false, waiting_since: null });
  setTimeout(() => append(row, "delivery", { kind: "system", id: "", name: "delivery" }, { of: entry.seq, delivery: "sent", delivery_reason: "" }), 1500);
  return entry;
}

function status(row, wanted, actor, why) {
  if (row.status === wanted) return;
  row.status = wanted;
  if (wanted !== "open") row.waiting_since = null;
  append(row, "status", actor, { status: wanted, why: why ? [{ code: why, about: "" }] : [] });
}

function arrive(text, id) {
  const index = conversations.size;
  const row = id ? found(id) : { ...makeConversations(1, Date.now()).get("cv_0"), id: `cv_${index}`, number: 20_000 + index, contact: contactOf(index), subject: `New question ${index}`, owner: null, linked: [] };
  if (!id) {
    conversations.set(row.id, row);
    logs.set(row.id, []);
    row.seq = 0;
  }
  append(row, "message", byContact(row.contact), {
    direction: "in", text, sender: { address: row.contact.email, name: row.contact.name }, to: [support], cc: [],
    subject: row.subject, html: false, quoted: false, text_cut: false, remote_images: 0, attachments: [], why: [],
  });
  Object.assign(row, { preview: text, preview_by: "contact", unread: true, waiting_since: new Date().toISOString(), last_inbound_seq: row.seq, opened_through: row.seq - 1 });
  return row;
}

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
  const log = logOf(row);
  if (what !== "entries") throw new Refused(404, "NotFound");
  if (seq) {
    const entry = log.find((one) => one.seq === Number(seq));
    if (!entry) throw new Refused(404, "NotFound");
    if (more === "html") return { html: mailDocument(entry, { images: query.get("images") === "1", theme: query.get("theme") }) };
    append(row, "delivery", byAgent(me.id), { of: entry.seq, delivery: more === "resend" ? "queued" : "sent", delivery_reason: "" });
    return entry;
  }
  const limit = Number(query.get("limit") ?? 30);
  if (query.has("after")) return { items: log.filter((entry) => entry.seq > Number(query.get("after"))).slice(0, limit), next: null };
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
  return { ...contact, emails: [contact.email], created_at: "2023-03-02T10:00:00Z", conversations: [...rows, ...earlier] };
}

function sessionRoute(method, body) {
  if (method === "DELETE") {
    signedIn = false;
    return undefined;
  }
  if (body.password !== "a long password") throw new Refused(401, "WrongPassword", { detail: "4 more tries" });
  signedIn = true;
  return { agent: me, expires_at: new Date(now + 864e5).toISOString() };
}

function api(method, path, query, body) {
  const [first, ...rest] = path.split("/").map(decodeURIComponent);
  if (first === "session") return sessionRoute(method, body);
  if (first === "health") return { status: quarantine.length ? "degraded" : "ok", version: "0.1.0", quarantined: quarantine.length, dead_jobs: 0 };
  if (first === "password-reset") return body.token ? { agent: me, expires_at: new Date().toISOString() } : undefined;
  if (!signedIn) throw new Refused(401, "NotSignedIn");
  switch (first) {
    case "me":
      if (rest[0] === "password") {
        if (body.current !== "a long password") throw new Refused(422, "WrongPassword", { field: "current" });
        return undefined;
      }
      if (method === "POST") Object.assign(me, body);
      return me;
    case "agents":
      if (method === "POST") agents.push({ id: `ag_${agents.length}`, state: "invited", language: null, ...body });
      return method === "POST" ? agents.at(-1) : { items: agents, next: null };
    case "inboxes":
      return { items: inboxes.map((inbox) => ({ ...inbox, counts: counted(inbox.id) })), next: null };
    case "conversations":
      return rest[0] ? conversationRoute(method, rest, query, body) : conversationsRoute(method, query, body);
    case "contacts":
      return contactRoute(rest[0]);
    case "quarantine":
      if (method === "POST") {
        quarantine = quarantine.filter(({ id }) => id !== rest[0]);
        return { status: "queued" };
      }
      return { items: quarantine, next: null };
    case "uploads":
      return { id: `up_${Math.random().toString(36).slice(2)}`, url: "/fake/upload", fields: { key: "x" } };
    case "socket-ticket":
      if (cut) throw new Refused(503, "Unavailable", { retry_after: 2 });
      return { ticket: "t", expires_at: new Date(Date.now() + 30_000).toISOString() };
    default:
      throw new Refused(404, "NotFound");
  }
}

function fake(what, query) {
  switch (what) {
    case "arrive":
      return { id: arrive(query.get("text") ?? "It works now, sorry. Only the invoice is missing.", query.get("id") ?? undefined).id };
    case "take": {
      const row = found(query.get("id"));
      row.owner = "ag_bo";
      append(row, "assigned", byAgent("ag_bo"), { owner: "ag_bo", why: [] });
      return {};
    }
    case "presence":
      tell({ type: "presence", conversation: query.get("id"), agent: { id: "ag_bo", name: "Bo K." }, doing: query.get("doing") ?? "viewing" });
      return {};
    case "fail":
      failing = { path: query.get("path"), status: Number(query.get("status") ?? 500) };
      return {};
    case "cut":
      cut = true;
      for (const say of sockets) say.stream.destroy();
      return {};
    case "heal":
      failing = null;
      cut = false;
      return {};
    case "signout":
      signedIn = false;
      return {};
    default:
      return {};
  }
}

function answer(response, status, body, headers = {}) {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "Content-Type": type, ...headers });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

function apiAnswer(request, response, path, query, body) {
  if (failing && path.startsWith(failing.path)) throw new Refused(failing.status, "Broken", { reference: "7f3a19" });
  const key = request.headers["idempotency-key"];
  const known = key && done.get(key);
  const result = known ?? api(request.method, path, query, body);
  if (key && request.method === "POST" && path.includes("/")) done.set(key, result);
  if (result?.html) {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox" });
    return response.end(result.html);
  }
  const etag = request.method === "GET" ? `"${hash(JSON.stringify(result))}"` : undefined;
  if (etag && request.headers["if-none-match"] === etag) return answer(response, 304, undefined, { ETag: etag });
  return answer(response, result === undefined ? 204 : 200, result, etag ? { ETag: etag } : {});
}

function hash(text) {
  let value = 0;
  for (let index = 0; index < text.length; index += 1) value = (value * 31 + text.charCodeAt(index)) | 0;
  return value.toString(36);
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return request.headers["content-type"]?.includes("json") && text ? JSON.parse(text) : {};
}

function file(response, path) {
  const wanted = join(DIST, normalize(path === "/" ? "/index.html" : path));
  if (!wanted.startsWith(DIST) || !existsSync(wanted) || !statSync(wanted).isFile()) return answer(response, 404, { title: "No such file" });
  response.writeHead(200, { "Content-Type": TYPES[extname(wanted)] ?? "application/octet-stream", "Content-Security-Policy": CSP });
  return createReadStream(wanted).pipe(response);
}

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

async function handle(request, response) {
  const url = new URL(request.url, "http://fake");
  const body = await bodyOf(request);
  if (url.pathname.startsWith("/fake/")) return answer(response, 200, fake(url.pathname.slice(6), url.searchParams));
  if (url.pathname.startsWith("/api/attachments/")) {
    response.writeHead(200, { "Content-Type": "image/png" });
    return response.end(PNG);
  }
  if (!url.pathname.startsWith("/api/")) return file(response, url.pathname);
  if (DELAY) await new Promise((resolve) => setTimeout(resolve, DELAY));
  return apiAnswer(request, response, url.pathname.slice(5), url.searchParams, body);
}

const server = createServer((request, response) => {
  handle(request, response).catch((error) => {
    const problem = error instanceof Refused ? error.answer : { title: String(error), status: 500, code: "Unexpected" };
    if (!(error instanceof Refused)) console.error(error);
    answer(response, problem.status, problem);
  });
});

server.on("upgrade", (request, stream) => {
  const say = accept(
    request,
    stream,
    (text) => {
      const frame = JSON.parse(text);
      if (frame.type === "hello") say(JSON.stringify({ type: "hello", agent: me.id }));
      if (frame.type === "watch") {
        const present = frame.conversation === "cv_0" ? [{ agent: { id: "ag_bo", name: "Bo K." }, doing: "viewing" }] : [];
        say(JSON.stringify({ ...frame, present }));
      }
      if (frame.type === "ping") say(JSON.stringify({ type: "ping", conversation: frame.conversation, seq: conversations.get(frame.conversation ?? "")?.seq ?? null }));
    },
    () => sockets.delete(say),
  );
  say.stream = stream;
  sockets.add(say);
});

server.listen(PORT, "127.0.0.1", () => console.log(`The fake server listens on http://127.0.0.1:${PORT}`));
