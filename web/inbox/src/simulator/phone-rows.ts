/** What stands in a thread on the phone: messages, and a line with the day and the hour where time has passed. */
import { clockTime, dayName } from "../lib/time";
import type { PhoneMessage } from "./phone-api";

const PAUSE_MS = 15 * 60_000;

export interface Row {
  message: PhoneMessage;
  /** "Today 10:14" above it, or "". */
  line: string;
}

export function rowsOf(messages: readonly PhoneMessage[], language: string, now: number): Row[] {
  let before: number | null = null;
  return messages.map((message) => {
    const at = Date.parse(message.at);
    const paused = before === null || at - before > PAUSE_MS;
    before = at;
    return {
      message,
      line: paused ? `${dayName(message.at, language, now)} ${clockTime(message.at, language)}` : "",
    };
  });
}

/** Below which message it says what became of it: the last one of the person's own in each state but the last. */
export function lastOwn(messages: readonly PhoneMessage[]): string {
  return messages.findLast(({ way }) => way === "in")?.id ?? "";
}
