/** All words, by language and part. Spanish comes in a chunk of its own, and so do the English words of a few pages. */
import { en } from "./en";
import type { later } from "./en/later";
import type { Translated } from "./shape";

export { en };
export type Language = "en" | "es";
type English = typeof en & typeof later;
export type Messages = { readonly [Part in keyof English]: Translated<English[Part]> } & English;

/** What is there from the start; the rest once `loadMore` has been awaited. */
export const first = en as unknown as Messages;
let more: typeof later | undefined;

export async function load(language: Language): Promise<Messages> {
  if (language === "en") return { ...first, ...more };
  const { es } = await import("./es");
  return es as unknown as Messages;
}

/** The words of pages that are fetched later. Other languages come whole. */
export async function loadMore(): Promise<void> {
  more ??= (await import("./en/later")).later;
}
