/** Why something outside did not work, in the language of the screen: the server keeps its English sentence. */
import { SvelteMap } from "svelte/reactivity";
import { language, type Language } from "./i18n.svelte";

type Catalogue = Record<string, string>;
const CATALOGUES: Partial<Record<Language, () => Promise<Catalogue>>> = {
  es: async () => (await import("../locales/es/causes")).causes,
};
const here = new SvelteMap<Language, Catalogue>();
const asked = new Set<Language>();

/** Fetched at the first cause that is shown; undefined until then, and in English. */
function catalogue(): Catalogue | undefined {
  const wanted = language.current;
  const fetch = CATALOGUES[wanted];
  if (fetch && !asked.has(wanted)) {
    asked.add(wanted);
    // without it the server's own sentence stands there
    void fetch().then((causes) => here.set(wanted, causes), () => asked.delete(wanted));
  }
  return here.get(wanted);
}

/** The numbers that a platform's support asks for. */
const NUMBERS = / \((?:error|status) [^()]*\)$/;

/** In English, and for what the catalogue does not know, such as another server's own words: as it is. */
export function causeText(said: string): string {
  const known = said ? catalogue() : undefined;
  if (!known) return said;
  const numbers = NUMBERS.exec(said)?.[0] ?? "";
  const sentence = said.slice(0, said.length - numbers.length);
  const found = Object.hasOwn(known, sentence) ? known[sentence] : filledIn(sentence, known);
  return found === undefined ? said : found + numbers;
}

function filledIn(sentence: string, known: Catalogue): string | undefined {
  for (const [pattern, words] of patternsOf(known)) {
    const values = pattern.exec(sentence)?.slice(1).map(causeText);
    if (values) return words.replaceAll("{}", () => values.shift() ?? "");
  }
  return undefined;
}

const plain = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const patterns = new WeakMap<object, [RegExp, string][]>();

/** Sentences with something filled in, the longest first: a shorter one may be the end of it. */
function patternsOf(known: Catalogue): [RegExp, string][] {
  let made = patterns.get(known);
  if (!made) {
    const open = Object.entries(known).filter(([sentence]) => sentence.includes("{}"));
    open.sort(([one], [other]) => other.length - one.length);
    made = open.map(([sentence, words]) => [new RegExp(`^${sentence.split("{}").map(plain).join("(.+?)")}$`, "s"), words]);
    patterns.set(known, made);
  }
  return made;
}
