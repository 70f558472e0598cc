import type { Language } from "../config.ts";

/**
 * A file that the panel fetches later. Each time by another fragment: a browser may keep for as long as the page lives
 * that an import failed, and goes by the whole address.
 */
export const apart = (name: "parts" | "words", language: Language): Promise<unknown> => {
  const address = `./${name}-{hash}-${language}.js#${Date.now()}`;
  return import(address);
};
