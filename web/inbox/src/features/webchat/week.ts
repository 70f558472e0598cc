/** Hours of the week, as they are written and checked. */
import type { Day, Span, Week } from "../../lib/api/chat-types";
import type { PlainKey } from "../../lib/i18n.svelte";

export const DAYS: readonly Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const WORKING_DAY: Span = ["09:00", "17:00"];
const DAY_MINUTES = 24 * 60;

export const minutesOf = (clock: string): number => {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
};

/** Hours to begin with on a day: after the last that are there. */
export function nextSpan(spans: readonly Span[]): Span {
  const last = spans.at(-1);
  if (!last) return WORKING_DAY;
  const from = Math.min(minutesOf(last[1]) + 60, DAY_MINUTES - 60);
  return [clockOf(from), clockOf(Math.min(from + 240, DAY_MINUTES - 1))];
}

const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** It goes on into the next day. */
export const isOvernight = ([from, until]: Span): boolean => until < from;

/** What is not right about the hours of a day; null when all is. */
export function faultOf(spans: readonly Span[]): PlainKey | null {
  if (spans.some(([from, until]) => from === until)) return "webchat.spanSame";
  const sorted = spans.toSorted();
  const over = sorted.some((span, index) => {
    const before = sorted[index - 1];
    if (!before) return false;
    const end = minutesOf(before[1]) + (isOvernight(before) ? DAY_MINUTES : 0);
    return minutesOf(span[0]) < end;
  });
  return over ? "webchat.spanOver" : null;
}

export const isRight = (week: Week): boolean => DAYS.every((day) => faultOf(week[day]) === null);
