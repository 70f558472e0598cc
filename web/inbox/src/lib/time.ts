/** Times and sizes in words, by Intl, in the reader's time zone. `now` and `at` are the arguments, so tests can say when. */
const DAY = 86_400_000;
/** Day before month and 24 hours, also in English. */
const LOCALES: Record<string, string> = { en: "en-GB", es: "es" };
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = language + JSON.stringify(options);
  let made = formats.get(name);
  if (!made) formats.set(name, (made = new Intl.DateTimeFormat(LOCALES[language] ?? language, options)));
  return made;
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** How many calendar days ago, in the reader's zone. */
export function daysAgo(at: number, now: number): number {
  return Math.round((midnight(now) - midnight(at)) / DAY);
}

export const clockTime = (iso: string, language: string): string =>
  format(language, { hour: "numeric", minute: "2-digit", hour12: false }).format(new Date(iso));

/** "22 November 2026, 10:02": what a pointer over a short time shows. */
export const fullTime = (iso: string, language: string): string =>
  `${format(language, { day: "numeric", month: "long", year: "numeric" }).format(new Date(iso))}, ${clockTime(iso, language)}`;

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** "10:02", "Yesterday", "Friday", "18 Nov", "18 Nov 2024": short, for rows. */
export function shortTime(iso: string, language: string, now: number): string {
  const at = Date.parse(iso);
  const days = daysAgo(at, now);
  if (days <= 0) return clockTime(iso, language);
  if (days === 1) return capital(new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-1, "day"));
  if (days < 7) return capital(format(language, { weekday: "long" }).format(at));
  return shortDate(iso, language, now);
}

/** "18 Nov", with the year when it is another one. */
export function shortDate(iso: string, language: string, now: number): string {
  const at = new Date(iso);
  const sameYear = at.getFullYear() === new Date(now).getFullYear();
  return format(language, { day: "numeric", month: "short", ...(!sameYear && { year: "numeric" }) }).format(at);
}

/** "Today", "Yesterday", "Friday 20 November": the line between two days of a thread. */
export function dayName(iso: string, language: string, now: number): string {
  const at = Date.parse(iso);
  const days = daysAgo(at, now);
  if (days === 0 || days === 1)
    return capital(new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day"));
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return capital(
    format(language, {
      weekday: "long",
      day: "numeric",
      month: "long",
      ...(!sameYear && { year: "numeric" }),
    }).format(at),
  );
}

/** "38 min", "5 h", "3 d": the largest whole unit, at least one minute. */
export function span(milliseconds: number, language: string): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  const [value, unit] =
    minutes < 60
      ? [minutes, "minute"]
      : minutes < 1440
        ? [Math.floor(minutes / 60), "hour"]
        : [Math.floor(minutes / 1440), "day"];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: unit as string,
    unitDisplay: unit === "day" ? "long" : "short",
  })
    .format(value as number)
    .replace(" hr", " h");
}

/** "20 seconds ago", "4 minutes ago", "yesterday": the largest whole unit. */
export function ago(at: number, language: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1_000));
  const [value, unit] =
    seconds < 60
      ? [seconds, "second"]
      : seconds < 3_600
        ? [Math.floor(seconds / 60), "minute"]
        : seconds < 86_400
          ? [Math.floor(seconds / 3_600), "hour"]
          : [Math.floor(seconds / 86_400), "day"];
  return new Intl.RelativeTimeFormat(LOCALES[language] ?? language, { numeric: "auto" }).format(
    -(value as number),
    unit as Intl.RelativeTimeFormatUnit,
  );
}

/** "84 kB", "1.2 MB"; kB = 1000 bytes. */
export function fileSize(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1000
      ? [bytes, "byte"]
      : bytes < 1_000_000
        ? [Math.round(bytes / 1000), "kilobyte"]
        : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: unit as string,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: 1,
  }).format(value as number);
}

/** "Ana, Bo and Mia". */
export const listed = (items: string[], language: string): string => new Intl.ListFormat(language).format(items);
