/** An invitation in words: when, in the reader's own zone, how often, and who answered what. */
import type { EventJson, MomentJson, RecurrenceJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { listed } from "../../lib/time";

const LOCALES: Record<string, string> = { en: "en-GB", es: "es" };
const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const DAY: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const TIME: Intl.DateTimeFormatOptions = { ...DAY, hour: "2-digit", minute: "2-digit", hour12: false };
const NAMED = 5;

type Answer = "accepted" | "declined" | "tentative" | "delegated";

/** Whole days and times without a zone are written as they stand, in no zone of the reader's. */
function instant({ at, all_day }: MomentJson): { at: Date; options: Intl.DateTimeFormatOptions } {
  if (all_day) return { at: new Date(`${at}T00:00:00Z`), options: { ...DAY, timeZone: "UTC" } };
  if (at.endsWith("Z")) return { at: new Date(at), options: { ...TIME, timeZoneName: "short" } };
  return { at: new Date(`${at}Z`), options: { ...TIME, timeZone: "UTC" } };
}

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALES[language] ?? language, options);
}

/** "Tuesday 24 November 2026, 10:00 – 11:00 CET"; "" where the event tells no time. */
export function eventTime({ starts, ends }: EventJson, language: string): string {
  if (!starts) return "";
  const from = instant(starts);
  const until = ends ? instant(ends) : null;
  const same = until !== null && starts.all_day === ends?.all_day && until.at >= from.at;
  const written = format(language, from.options);
  const words = same ? written.formatRange(from.at, until.at) : written.format(from.at);
  if (starts.all_day) return same ? words : t("mail.allDay", { date: words });
  return starts.at.endsWith("Z") ? words : t("mail.floating", { time: words });
}

function dayWords(day: string, language: string): string {
  const nth = Number.parseInt(day, 10);
  // 4 January 1970 was a Sunday
  const name = format(language, { weekday: "long", timeZone: "UTC" }).format(
    Date.UTC(1970, 0, 4 + DAYS.indexOf(day.slice(-2))),
  );
  if (Number.isNaN(nth)) return name;
  if (nth < 0) return t("mail.nthLast", { day: name });
  if (nth === 1) return t("mail.nth1", { day: name });
  if (nth === 2) return t("mail.nth2", { day: name });
  if (nth === 3) return t("mail.nth3", { day: name });
  return nth === 4 ? t("mail.nth4", { day: name }) : t("mail.nth5", { day: name });
}

/** "Every 2 weeks: Monday and Friday, until 31 December 2026". */
export function recurrenceWords(rule: RecurrenceJson, language: string): string {
  const units = {
    day: "mail.everyDay",
    week: "mail.everyWeek",
    month: "mail.everyMonth",
    year: "mail.everyYear",
  } as const;
  let every = t(units[rule.every], { count: rule.interval });
  if (rule.days.length > 0) {
    const days = listed(
      rule.days.map((day) => dayWords(day, language)),
      language,
    );
    every = t("mail.repeatDays", { every, days });
  }
  if (!rule.simple) every = t("mail.repeatMore", { every });
  if (rule.count > 0) return t("mail.repeatTimes", { every, count: rule.count });
  if (!rule.until) return every;
  const { at, options } = instant(rule.until);
  const date = format(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
  }).format(at);
  return t("mail.repeatUntil", { every, date });
}

const ANSWERS = {
  accepted: "mail.accepted",
  declined: "mail.declined",
  tentative: "mail.tentative",
  delegated: "mail.delegated",
} as const satisfies Record<Answer, string>;

/** "Ana and Bo accepted", one line for each answer; many are counted. */
export function answerWords({ people }: EventJson, language: string): string[] {
  return (Object.keys(ANSWERS) as Answer[]).flatMap((answer) => {
    const names = people.filter((one) => one.answer === answer).map((one) => one.name || one.address);
    if (names.length === 0) return [];
    return [t(ANSWERS[answer], { names: shortened(names, language), count: names.length })];
  });
}

/** Everybody else who is asked. */
export function askedWords({ people }: EventJson, language: string): string {
  return shortened(
    people.filter(({ answer }) => answer === "").map((one) => one.name || one.address),
    language,
  );
}

function shortened(names: string[], language: string): string {
  if (names.length <= NAMED) return listed(names, language);
  const rest = t("mail.others", { count: names.length - NAMED });
  return listed([...names.slice(0, NAMED), rest], language);
}
