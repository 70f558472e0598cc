/**
 * A made-up server for working on the screens: the built app and `/api` with fixed data on 127.0.0.1. A test tool
 * only. `PORT` (8181), `COUNT` conversations (10000), `DELAY` in milliseconds before each answer (0).
 * POST /fake/arrive makes a new mail arrive; POST /fake/take?id= lets a colleague take a conversation;
 * POST /fake/presence?id=&doing= lets a colleague look; POST /fake/types?id=cv_2&text= shows what a visitor types;
 * POST /fake/fail?path=&status= makes a path fail until POST /fake/heal; POST /fake/shut?id= closes the window of a
 * conversation on a platform; POST /fake/cut closes the sockets and refuses new ones until /fake/heal.
 */
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { me } from "./fake-data.mjs";
import { accept } from "./fake-socket.mjs";
import { api } from "./fake-api.mjs";
import { conversations, failing, fake, Refused, sockets } from "./fake-world.mjs";

const PORT = Number(process.env.PORT ?? 8181);
const DELAY = Number(process.env.DELAY ?? 0);
const DIST = join(import.meta.dirname, "..", "dist");
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};
/** `PORT` 0 is any free one, which is known once it listens. */
const policy = () =>
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; frame-src 'self'; " +
  `connect-src 'self' ws://127.0.0.1:${server.address().port}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'`;
const done = new Map();

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
  if (result?.text !== undefined && Object.keys(result).length === 1) {
    response.writeHead(200, { "Content-Type": "text/plain; charset=utf-8", "X-Cut": "0" });
    return response.end(result.text);
  }
  if (result?.html) {
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    });
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
  if (!wanted.startsWith(DIST) || !existsSync(wanted) || !statSync(wanted).isFile())
    return answer(response, 404, { title: "No such file" });
  response.writeHead(200, {
    "Content-Type": TYPES[extname(wanted)] ?? "application/octet-stream",
    "Content-Security-Policy": policy(),
  });
  return createReadStream(wanted).pipe(response);
}

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

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
        const present =
          frame.conversation === "cv_0" ? [{ agent: { id: "ag_bo", name: "Bo K." }, doing: "viewing" }] : [];
        say(JSON.stringify({ ...frame, present }));
      }
      if (frame.type === "ping")
        say(
          JSON.stringify({
            type: "ping",
            conversation: frame.conversation,
            seq: conversations.get(frame.conversation ?? "")?.seq ?? null,
          }),
        );
    },
    () => sockets.delete(say),
  );
  say.stream = stream;
  sockets.add(say);
});

server.listen(PORT, "127.0.0.1", () =>
  console.log(`The fake server listens on http://127.0.0.1:${server.address().port}`),
);
