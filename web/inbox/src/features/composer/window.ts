/** When a platform takes an answer: what the server said, moved on to now, and how long it stays so. */
import type { ChannelKindJson, WindowJson } from "../../lib/api/types";

export type WindowState = WindowJson["state"];

export interface WindowNow {
  state: WindowState;
  /** Milliseconds until it changes; null where only the person's next message changes it. */
  left: number | null;
}

const HOUR = 3_600_000;
/** From here on the end of the free time is told. */
const SOON = 6 * HOUR;

type Rule = Pick<ChannelKindJson, "window" | "templates"> | undefined;

/** The window as it is at `now`, also where that is later than the server's word reaches. Null: always open. */
export function windowNow(told: WindowJson | null, kind: Rule, now: number): WindowNow | null {
  if (!told) return null;
  const end = told.until === null ? null : Date.parse(told.until);
  if (end === null || now < end) return { state: told.state, left: end === null ? null : end - now };
  const people = kind?.window ? (kind.window.people - kind.window.open) * HOUR : 0;
  if (told.state === "open" && now < end + people) return { state: "people_only", left: end + people - now };
  return { state: kind?.templates ? "templates_only" : "closed", left: null };
}

/** Nothing of one's own words goes out. */
export const isShut = (window: WindowNow | null): boolean =>
  window?.state === "closed" || window?.state === "templates_only";

/** Whether the reader should be told how long it stays so. */
export const isTold = (window: WindowNow | null): window is WindowNow & { left: number } =>
  window !== null && window.left !== null && (window.state === "people_only" || window.left <= SOON);

/** "3 h 12 min", "5 days 3 h": the two largest units, at least one minute. */
export function timeLeft(milliseconds: number, language: string): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
  const parts: [number, "day" | "hour" | "minute"][] =
    minutes < 1_440
      ? [
          [Math.floor(minutes / 60), "hour"],
          [minutes % 60, "minute"],
        ]
      : [
          [Math.floor(minutes / 1_440), "day"],
          [Math.floor((minutes % 1_440) / 60), "hour"],
        ];
  return parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) =>
      new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: unit === "day" ? "long" : "short" })
        .format(value)
        .replace(" hr", " h"),
    )
    .join(" ");
}
