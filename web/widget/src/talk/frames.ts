/** What is said on the socket, and what the server tells a visitor (components of openapi.json). */

export interface Agent {
  id: string;
  name: string;
  avatar: string;
}

export interface EntryFile {
  id: string;
  name: string;
  content_type: string;
  size: number;
}

export interface Entry {
  seq: number;
  at: string;
  by: "visitor" | "agent" | "bot" | "system";
  kind: "message" | "joined" | "closed" | "reopened" | "rated";
  id: string;
  text: string;
  agent: Agent | null;
  files: EntryFile[];
  score: number | null;
  quick_replies?: string[];
}

export interface Summary {
  id: string;
  number: number;
  subject?: string;
  preview: string;
  by: string;
  at: string;
  unread: number;
  closed: boolean;
  seq: number;
  /** how far the team has read */
  seen?: number;
}

export type FromServer =
  | { type: "hello"; visitor: string; channel: string; available: boolean; away_text: string; conversations: Summary[] }
  | { type: "said"; id: string; conversation: string; seq: number }
  | { type: "entry"; conversation: string; prev: number; entry: Entry }
  | { type: "typing"; conversation: string; agent: Agent; on: boolean }
  | { type: "seen"; conversation: string; seq: number }
  | { type: "available"; available: boolean; away_text: string }
  | { type: "resumed"; conversation: string; seq: number; entries: Entry[]; more?: boolean }
  | { type: "pong"; conversation: string | null; seq: number | null }
  | { type: "error"; code: string; detail: string; field?: string; id?: string };

/** What `start` and `say` carry beside the text. */
export interface Extras {
  chatflow?: string;
  language?: string;
  email?: string;
  consent?: boolean;
  files?: string[];
}

export interface Session {
  token: string;
  visitor: string;
  name: string;
  email: string;
  identified: boolean;
  available: boolean;
  conversations: Summary[];
}
