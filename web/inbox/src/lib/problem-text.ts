/** A problem in words for people. The server sends codes; the words are ours. */
import { asProblem, type Problem } from "./api/problem";
import { reasonWords, t } from "./i18n.svelte";

export function problemText(error: unknown): string {
  const problem = asProblem(error);
  if (problem.code === "Timeout") return t("app.errorTimeout");
  if (problem.status === 0) return t("app.errorUnreachable");
  const words = reasonWords(problem.reason, problem.values);
  if (words) return words;
  if (problem.status === 403) return t("app.errorNotAllowed");
  if (problem.status === 404) return t("app.errorNotFound");
  if (problem.status === 429) return t("app.errorTooMany", { count: Math.max(1, problem.retryAfter) });
  if (problem.status >= 500) return t("app.errorServer");
  return t("app.errorInvalid", { detail: problem.detail || problem.title });
}

type Refusal = Pick<Problem, "detail"> & Partial<Pick<Problem, "reason" | "values">>;

/** Only why, for a place that says itself that it was refused; "" when the server did not say. */
export const whyRefused = ({ reason = "", values = {}, detail }: Refusal): string =>
  reasonWords(reason, values) || detail;

/** What to quote to whoever looks after the server. */
export function problemReference(error: unknown): string {
  const { code, status, reference } = asProblem(error);
  return [`${code}${status ? `-${status}` : ""}`, reference].filter(Boolean).join(" · ");
}
