/**
 * What the browser keeps of a visitor, from the moment they first open the chat: local storage, where it is
 * forbidden the session's, and where that is forbidden too, this page's memory. Never a cookie.
 */

/** Of the visitor on one channel; the first ones are facts that chatflows are aimed by. */
export interface Kept {
  /** how often they came, and how many pages they saw */
  visits: number;
  pages: number;
  /** whether they are a contact, and whether their name and email are known */
  visitor: boolean;
  name: boolean;
  email: boolean;
  /** when they last saw a page (milliseconds) */
  last: number;
  token?: string;
  called?: string;
  address?: string;
  /** they agreed to the consent text */
  agreed?: boolean;
  sound?: boolean;
  unread?: number;
  /** a conversation is open: its answers are waited for on every page */
  live?: boolean;
  /** the panel stands open: on this conversation, or on the home screen where it is "" */
  at?: string | null;
  /** they opened the chat or closed its greeting in this visit: no other greeting */
  quiet?: boolean;
}

/** What is known of somebody who was never here. */
export const NOBODY: Kept = { visits: 0, pages: 0, visitor: false, name: false, email: false, last: 0 };

const PLACES = ["localStorage", "sessionStorage"] as const;
const memory: Record<string, string> = {};

/** What the first place answers that is allowed, has room and has something to answer. */
function first<Answer>(ask: (place: Storage) => Answer): Answer | undefined {
  for (const place of PLACES)
    try {
      const answer = ask(window[place]);
      if (answer) return answer;
    } catch {
      // forbidden here, or full, or somebody else's text: the next place
    }
  return undefined;
}

/** What is kept under a name, from the first place that has it. */
export const recall = (key: string): unknown =>
  first((place) => JSON.parse(place.getItem(key)!) as unknown) ?? (memory[key] && JSON.parse(memory[key]));

/** Keeps a value in the first place that takes it. */
export function keep(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  const isKept = first((place) => {
    place.setItem(key, text);
    return true;
  });
  if (!isKept) memory[key] = text;
}

/** Takes a visitor out of what is kept on a channel. */
export function forget(channel: string, kept: Kept): void {
  for (const key of [channel, `${channel}:out`, `${channel}:draft`]) {
    Reflect.deleteProperty(memory, key);
    first((place) => place.removeItem(key));
  }
  for (const name of Object.keys(kept)) Reflect.deleteProperty(kept, name);
  Object.assign(kept, NOBODY);
}
