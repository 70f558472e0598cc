/** What the server writes behind the launcher (`chalicelib/queries/widget_config.py`). */
import type { Targeting } from "./targeting/targeting.ts";

export type Language = "en" | "es";
export type Texts = Partial<Record<Language, string>>;

/** A person of the team. `avatar` and `meeting_url` are "" where there is none. */
export interface Face {
  id: string;
  name: string;
  avatar: string;
  meeting_url?: string;
  meeting_text?: string;
}

export interface Display {
  show: "bubble" | "launcher" | "open";
  after_seconds: number | null;
  scroll_percent: number | null;
  exit_intent: boolean;
  small_screens: boolean;
}

export interface Chatflow {
  id: string;
  target: Targeting;
  display: Display;
  heading: Texts;
  welcome: Texts;
  email: { ask: "never" | "before" | "after_first" | "when_away"; required: boolean };
  consent: { text: Texts; required: boolean } | null;
  language: "auto" | Language;
  rating: boolean;
  faces: string[];
  yield_when_away: boolean;
}

export interface Config {
  channel: string;
  api: string;
  site: string;
  country: string;
  available: boolean;
  away: { mode: "hide" | "message" | "email"; text: Texts; back_at: string | null };
  reply_time: "minutes" | "hours" | "day" | "none";
  look: { color: string; side: "left" | "right"; text: Texts; theme: "auto" | "light" | "dark" };
  uploads: boolean;
  /** whether the team sees what is being written */
  preview?: boolean;
  languages: Language[];
  privacy_url: string;
  company: string;
  /** its address up to the language: there is one for each */
  panel: string;
  faces: Face[];
  /** the live ones, in the order of their priority */
  chatflows: Chatflow[];
}

/** What a page may set before the launcher runs, as `window.BandejaSettings`. */
export interface Settings {
  /** false: nothing is shown until `Bandeja.load()` */
  load?: boolean;
  /** the chat is shown inside this element of the page, not in the corner */
  selector?: string;
  language?: Language;
  /** a signed token that says who the visitor is */
  identity?: string;
}
