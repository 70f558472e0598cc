/** The panel's words. It is built for each language; the words of another are fetched when it is to speak it. */
import type { Language } from "../config.ts";
import { apart } from "../panel/apart.ts";
import type { PanelWords, Words } from "./en.ts";
import { language as first, own } from "./own.ts";

const known: Partial<Record<Language, PanelWords>> = { [first]: own };

/** The words, and those of the first language until they are there; `arrived` says when. */
export function wordsOf(language: Language, arrived: () => void): PanelWords {
  if (!known[language])
    (apart("words", language) as Promise<{ words: Words }>).then(
      ({ words }) => {
        known[language] = words;
        arrived();
      },
      () => 0,
    );
  return known[language] ?? own;
}
