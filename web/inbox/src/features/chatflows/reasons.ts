/** Why somebody would see a chatflow or not, in one line. */
import type { ChatflowJson, DisplayPart, RuleLine, VerdictJson } from "../../lib/api/chat-types";
import { language, t } from "../../lib/i18n.svelte";
import { choicesOf, namesOf } from "./places";
import { fieldOf, testOf } from "./rules";

/** "page address contains /orders"; with `not`, what is so instead. */
export function lineWords(line: RuleLine, not = false): string {
  const field = fieldOf(line);
  const test = testOf(line);
  if (!field || !test) return t("rules.notUnderstood");
  const subject = field.named ? `${t(field.words)} ${line.name}` : t(field.words);
  const { value } = line;
  const behind = Array.isArray(value)
    ? namesOf(value, choicesOf(test.value, language.current))
    : test.value === "none"
      ? ""
      : typeof value === "number"
        ? value.toLocaleString(language.current)
        : value;
  return [lowerFirst(subject), t(not ? test.not : test.words), behind].filter(Boolean).join(" ");
}

const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase(language.current) + text.slice(1);

/** "Opens after 20 seconds, at 50 % scrolled". Empty when nothing opens it by itself. */
export function triggerWords(display: DisplayPart): string {
  const ways = [
    display.after_seconds !== null ? t("who.after", { count: display.after_seconds }) : "",
    display.scroll_percent !== null ? t("who.scrolled", { percent: display.scroll_percent }) : "",
    display.exit_intent ? t("who.leaving") : "",
  ].filter(Boolean);
  const list = new Intl.ListFormat(language.current, { type: "disjunction" }).format(ways);
  return ways.length ? t("who.opens", { when: list }) : "";
}

export function reasonOf(verdict: VerdictJson, flow: ChatflowJson): string {
  const { reason, line, group } = verdict;
  if (reason === "fits") {
    const several = flow.draft.target.groups.length > 1;
    const which = several ? t("who.shownBy", { number: (group ?? 0) + 1 }) : t("who.shown");
    return [which, triggerWords(flow.draft.display)].filter(Boolean).join(". ");
  }
  if (reason === "yields") return t("who.nobody");
  if (reason === "off") return t("who.off");
  if (reason === "draft") return t("who.notLive");
  if (!line) return t("who.noGroup");
  return reason === "exception"
    ? t("who.excepted", { why: lineWords(line) })
    : t("who.no", { why: lineWords(line, true) });
}
