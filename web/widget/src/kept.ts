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

const PLACES = ["localStorage", "sessionStorage"] as const;
const memory: Record<string, string> = {};

/** What is kept under a name, from the first place that has it. */
export function recall(key: string): unknown {
  for (const place of PLACES)
    try {
      const found = window[place].getItem(key);
      if (found) return JSON.parse(found);
    } catch {
      // forbidden here, or somebody else's text: the next place
    }
  return memory[key] && JSON.parse(memory[key]);
}

/** Keeps a value in the first place that takes it. */
export function keep(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  for (const place of PLACES)
    try {
      window[place].setItem(key, text);
      return;
    } catch {
      // forbidden, or full: the next place
    }
  memory[key] = text;
}
