/** The panel's words. English is always there; another language is fetched where it is spoken. */
import type { Language } from "../config.ts";
import { en, type PanelWords } from "./en.ts";

const known: Partial<Record<Language, PanelWords>> = { en };

/** The words, and English until they are there; `arrived` says when. */
export function wordsOf(language: Language, arrived: () => void): PanelWords {
  if (!known[language])
    import("./es.ts").then(
      ({ es }) => {
        known[language] = es;
        arrived();
      },
      () => 0,
    );
  return known[language] ?? en;
}
