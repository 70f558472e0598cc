import type { EntryJson, ProblemJson } from "./types";

/** What the API (or the way to it) refused. `code` is for programs; `problemText` words it for people. */
export class Problem extends Error {
  readonly title: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly field: string;
  /** Which of the refusals of its code it is, with what stands in the sentence; "" if the server said none. */
  readonly reason: string;
  readonly values: Record<string, string | number>;
  readonly entries: EntryJson[];
  readonly retryAfter: number;
  /** After a wrong password; null for any other problem. */
  readonly triesLeft: number | null;
  /** What to quote to whoever looks after the server. */
  readonly reference: string;

  constructor(json: ProblemJson) {
    super(json.title);
    this.name = "Problem";
    this.title = json.title;
    this.status = json.status;
    this.code = json.code;
    this.detail = json.detail ?? "";
    this.field = json.field ?? "";
    this.reason = json.reason ?? "";
    this.values = json.values ?? {};
    this.entries = json.entries ?? [];
    this.retryAfter = json.retry_after ?? 0;
    this.triesLeft = json.tries_left ?? null;
    this.reference = json.reference ?? "";
  }

  /** No answer came, or one that says "later": the same order may be tried again. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof DOMException && error.name === "TimeoutError")
    return new Problem({ title: "The server did not answer in time", status: 0, code: "Timeout" });
  if (error instanceof TypeError || error instanceof DOMException)
    return new Problem({ title: "The server cannot be reached", status: 0, code: "Unreachable" });
  return new Problem({ title: String(error), status: 0, code: "Unexpected" });
}
