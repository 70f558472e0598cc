/** One way to speak to `/api`: same origin, JSON, problems as errors, ETags remembered. */
import { language } from "../i18n.svelte";
import { asProblem, Problem } from "./problem";
import type { ProblemJson } from "./types";

const PATIENCE_MS = 10_000;
const REMEMBERED = 60;
/** Characters. Browsers let 64 KiB outlive a page, all requests on their way together. */
const SMALL_ORDER = 2_000;

export interface Options {
  /** Idempotency-Key: the same key again answers the same entry. */
  key?: string;
  /** Let the request outlive the page: so does a small order if nothing else is said. */
  keepalive?: boolean;
  signal?: AbortSignal;
}

let signedOut: () => void = () => undefined;

/** What to do when the server no longer knows this session. */
export function onSignedOut(then: () => void): void {
  signedOut = then;
}

/** A new Idempotency-Key. `crypto.randomUUID` exists only on secure origins. */
export function newKey(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const remembered = new Map<string, { etag: string; body: unknown }>();

export function forgetAnswers(): void {
  remembered.clear();
}

/** GET; answers the very same object as before when the server says that nothing changed (304). */
export async function get<Answer>(path: string, options: Options = {}): Promise<Answer> {
  const before = remembered.get(path);
  const response = await call(path, {
    headers: { Accept: "application/json", ...(before && { "If-None-Match": before.etag }) },
    signal: options.signal,
  });
  if (response.status === 304 && before) {
    // An answer that nobody reads counts as broken off in the browser's network log.
    await response.text();
    return before.body as Answer;
  }
  const body: unknown = await response.json();
  const etag = response.headers.get("ETag");
  remembered.delete(path);
  if (etag) {
    remembered.set(path, { etag, body });
    const oldest = remembered.keys().next().value;
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }
  return body as Answer;
}

/** GET of plain text; `cut` when the server says that it is only the beginning. */
export async function getText(path: string): Promise<{ text: string; cut: boolean }> {
  const response = await call(path, { headers: { Accept: "text/plain" } });
  return { text: await response.text(), cut: response.headers.get("X-Cut") === "1" };
}

/** POST (or PUT, or DELETE) an order with a JSON body. */
export async function send<Answer>(
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body: unknown = {},
  options: Options = {},
): Promise<Answer> {
  const said = JSON.stringify(body);
  const response = await call(path, {
    method,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      ...(method === "POST" && { "Idempotency-Key": options.key ?? newKey() }),
    },
    body: said,
    keepalive: options.keepalive ?? said.length < SMALL_ORDER,
    signal: options.signal,
  });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as Answer;
}

async function call(path: string, init: RequestInit): Promise<Response> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, patience]) : patience;
  let response: Response;
  try {
    response = await fetch(`/api${path}`, { credentials: "same-origin", ...init, signal });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw asProblem(error);
  }
  if (response.ok || response.status === 304) return response;
  const problem = new Problem(await problemOf(response));
  if (problem.status === 401 && problem.code === "NotSignedIn") signedOut();
  // its words have to be there when it is shown; without them the server's own sentence is
  if (problem.reason) await language.more("reasons").catch(() => undefined);
  throw problem;
}

async function problemOf(response: Response): Promise<ProblemJson> {
  const fallback = { title: response.statusText || "Error", status: response.status, code: `Http${response.status}` };
  try {
    const json = (await response.json()) as Partial<ProblemJson>;
    return { ...fallback, ...json, status: response.status };
  } catch {
    return fallback;
  }
}

export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  const text = search.toString();
  return text ? `?${text}` : "";
}
