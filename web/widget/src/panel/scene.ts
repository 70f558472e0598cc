/** What every part of the panel works with. */
import type { Chatflow, Config, Face, Language, Texts } from "../config.ts";
import type { Chat } from "../talk/chat.ts";
import type { Extras } from "../talk/frames.ts";
import type { Thread } from "../talk/thread.ts";
import type { Words } from "../words/en.ts";

export type Parts = typeof import("../seldom/parts.tsx");

export interface Scene {
  config: Config;
  chat: Chat;
  flow: Chatflow | undefined;
  language: Language;
  /** how times and numbers are written, such as es-AR */
  region: string;
  words: Words;
  /** null: closed; "": home; "new", "+id" or a conversation's id */
  at: string | null;
  inline: boolean;
  /** a line below the head that says what was done, or what failed */
  notice: string;
  /** the next thing a screen reader is to say */
  news: string;
  /** what was written before the email was asked for */
  held: string;
  /** the menu that stands open */
  popup: string;
  /** the visitor does not want to leave an email */
  passed: boolean;
  /** the end of the log is looked at, so it stays in view */
  follows: boolean;
  /** there has been no line for a while */
  lost: boolean;
  thread(): Thread | undefined;
  go(at: string): void;
  close(): void;
  tell(notice: string): void;
  hold(text: string): void;
  draft(): string;
  drafted(text: string): void;
  send(text: string): void;
  start(text: string, extras: Extras): void;
  attach(file: File): void;
  pop(popup: string): void;
  focus(): void;
  /** something is to be drawn anew */
  changed(): void;
  /** what is seldom shown, once it is there */
  parts: Parts | undefined;
  fetchParts(): Promise<Parts>;
}

/** "{a} joined" with what stands for a and b. */
export const said = (words: string, a: string | number = "", b: string | number = ""): string =>
  words.replace(/{([ab])}/g, (_, which) => `${which === "a" ? a : b}`);

/** A text of the team in the visitor's language, with `{{name}}` and the like filled in. */
export function written({ config, language, chat }: Scene, texts: Texts | undefined): string {
  const known: Record<string, string | undefined> = {
    name: chat.kept.called,
    email: chat.kept.address,
    page: document.title,
    url: location.origin + location.pathname,
    company: config.company,
  };
  const text = texts?.[language] ?? texts?.[config.languages[0]!] ?? "";
  return text.replace(/( ?){{ *(\w+) *}}/g, (_, space: string, word: string) => (known[word] ? space + known[word] : ""));
}

/** What is to be known before a conversation begins. */
export function asks({ flow, chat }: Scene): { asksEmail: boolean; required: boolean; asksConsent: boolean } {
  const { email, consent } = flow ?? {};
  const { kept, available } = chat;
  const wanted = email?.ask === "before" || (email?.ask === "when_away" && !available);
  return {
    asksEmail: wanted && !kept.address,
    required: !!email?.required,
    asksConsent: !!consent?.required && !kept.agreed,
  };
}

/** Who of the team is shown. */
export function facesOf({ config, flow }: Scene): Face[] {
  const chosen = config.faces.filter(({ id }) => flow?.faces.includes(id));
  return chosen.length ? chosen : config.faces;
}
