/** What stands in a thread on the phone: messages, and a line with the day and the hour where time has passed. */
import { clockTime, dayName } from "../lib/time";
import type { PhoneMessage, Thread } from "./phone-api";

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

/** The person's last message: below it stands what became of it. */
export function lastOwn(messages: readonly PhoneMessage[]): string {
  return messages.findLast(({ way }) => way === "in")?.id ?? "";
}

/** Buttons of WhatsApp stay; what Messenger and Instagram offer goes away with the next message. */
export function offersStill(thread: Pick<Thread, "account" | "items">, message: PhoneMessage): boolean {
  return thread.account.kind === "whatsapp" || thread.items.at(-1)?.id === message.id;
}
