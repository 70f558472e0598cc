/** Which language a visitor reads: as the page says, as the chatflow says, as their browser says. */
import type { Chatflow, Config, Language, Settings } from "./config.ts";

export const languageOf = ({ languages }: Config, settings: Settings, flow?: Chatflow): Language =>
  [settings.language, flow?.language, ...navigator.languages]
    .map((tag) => tag?.slice(0, 2) as Language)
    .find((tag) => languages.includes(tag)) ?? languages[0]!;

/** How times and numbers are written: as in the visitor's own country, where they speak the language. */
export const regionOf = (language: Language): string =>
  navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
