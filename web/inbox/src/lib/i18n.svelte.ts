/**
 * The words of the screen. English is the source: an unknown key, a missing value or a missing plural form is a
 * compile error. `t("inbox.newMessages", { count: 3 })`.
 */
import { first, load, loadMore, type Language, type Messages, type More } from "../locales";

export type { Language } from "../locales";
export const LANGUAGES: Record<Language, string> = { en: "English", es: "Español" };

type Plural = { readonly one: string; readonly other: string };
type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Keys = { [Part in keyof Messages & string]: `${Part}.${keyof Messages[Part] & string}` }[keyof Messages & string];
type Found<Key> = Key extends `${infer Part}.${infer Name}`
  ? Part extends keyof Messages
    ? Name extends keyof Messages[Part]
      ? Messages[Part][Name]
      : never
    : never
  : never;
type Needs<Message> = Message extends Plural ? Names<Message["one"] | Message["other"]> | "count" : Names<Message>;
type Values<Name extends string> = { [N in Name]: N extends "count" ? number : string | number };

export type Key = Keys;
/** Keys that need no values, for tables of words. */
export type PlainKey = { [K in Keys]: [Needs<Found<K>>] extends [never] ? K : never }[Keys];
type Rest<K extends Keys> = [Needs<Found<K>>] extends [never] ? [] : [values: Values<Needs<Found<K>> & string>];

const STORED = "bandeja.language";

function firstLanguage(): Language {
  const stored = read();
  if (stored === "en" || stored === "es") return stored;
  return navigator.languages.some((wanted) => wanted.toLowerCase().startsWith("es")) &&
    !navigator.languages[0]?.toLowerCase().startsWith("en")
    ? "es"
    : "en";
}

function read(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

let messages = $state.raw<Messages>(first);
let current = $state<Language>("en");

/** The language of the screen. `set` loads its words first, so nothing is ever half translated. */
export const language = {
  get current(): Language {
    return current;
  },
  async set(wanted: Language): Promise<void> {
    messages = await load(wanted);
    current = wanted;
    document.documentElement.lang = wanted;
    try {
      localStorage.setItem(STORED, wanted);
    } catch {
      // Storage may be switched off; the choice then lasts as long as the page.
    }
  },
  /** To be awaited before something is drawn whose words are fetched with it. */
  async more(what: More = "pages"): Promise<void> {
    await loadMore(what);
    const words = await load("en");
    if (current === "en") messages = words;
  },
  /** To be awaited once before the first paint. */
  start: (): Promise<void> => language.set(firstLanguage()),
};

const plurals = new Map<string, Intl.PluralRules>();

/** The plural form of `count` in the current language. */
export function plural(count: number, forms: Plural): string {
  let rules = plurals.get(current);
  if (!rules) plurals.set(current, (rules = new Intl.PluralRules(current)));
  return rules.select(count) === "one" ? forms.one : forms.other;
}

/** Replace each `{name}`. Numbers are written the way the language writes them. */
export function fill(text: string, values: Record<string, string | number>, locale: string = current): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString(locale) : value;
  });
}

/** The words for a `reason` of the server; "" when they are not here, or are of a newer server. */
export function reasonWords(reason: string, values: Record<string, string | number>): string {
  const words = messages.reasons as Record<string, string | Plural> | undefined;
  const found = words && Object.hasOwn(words, reason) ? words[reason] : "";
  if (!found) return "";
  return fill(typeof found === "string" ? found : plural(Number(values["count"] ?? values["limit"]), found), values);
}

/** The words for `key` in the current language. */
export function t<K extends Keys>(key: K, ...[values]: Rest<K>): string {
  const dot = key.indexOf(".");
  const part = messages[key.slice(0, dot) as keyof Messages] as Record<string, string | Plural>;
  const found = part[key.slice(dot + 1)];
  if (found === undefined) return key;
  const given = (values ?? {}) as Record<string, string | number>;
  const text = typeof found === "string" ? found : plural(Number(given["count"]), found);
  return fill(text, given);
}
