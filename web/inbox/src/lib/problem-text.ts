/** A problem in words for people. The server sends codes; the words are ours. */
import { asProblem } from "./api/problem";
import { t } from "./i18n.svelte";

export function problemText(error: unknown): string {
  const problem = asProblem(error);
  if (problem.code === "Timeout") return t("app.errorTimeout");
  if (problem.status === 0) return t("app.errorUnreachable");
  if (problem.status === 403) return t("app.errorNotAllowed");
  if (problem.status === 404) return t("app.errorNotFound");
  if (problem.status === 429) return t("app.errorTooMany", { count: Math.max(1, problem.retryAfter) });
  if (problem.status >= 500) return t("app.errorServer");
  return t("app.errorInvalid", { detail: problem.detail || problem.title });
}

/** What to quote to whoever looks after the server. */
export function problemReference(error: unknown): string {
  const { code, status, reference } = asProblem(error);
  return [`${code}${status ? `-${status}` : ""}`, reference].filter(Boolean).join(" · ");
}
