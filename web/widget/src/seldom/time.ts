/** Days, as the visitor's language and clock have them. */
import { clock, format } from "./shared.ts";

const DAY = 86_400_000;

/** "10:04" today, else "2 Nov". */
export const short = (at: string, region: string, now = new Date()): string =>
  !at
    ? ""
    : new Date(at).toDateString() === now.toDateString()
      ? clock(at, region)
      : format(at, region, { day: "numeric", month: "short" });

/** "tomorrow, 9:00", "Monday, 9:00". */
export function coming(at: string, region: string, now = new Date()): string {
  const days = Math.round((new Date(at).setHours(12, 0, 0, 0) - new Date(now).setHours(12, 0, 0, 0)) / DAY);
  const time = clock(at, region);
  if (days < 1) return time;
  const day =
    days === 1
      ? new Intl.RelativeTimeFormat(region, { numeric: "auto" }).format(1, "day")
      : format(at, region, days < 7 ? { weekday: "long" } : { day: "numeric", month: "long" });
  return `${day}, ${time}`;
}
