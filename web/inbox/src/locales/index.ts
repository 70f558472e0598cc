/** All words, by language and part. Spanish comes in a chunk of its own, and so do the English words of a few pages. */
import { en } from "./en";
import type { later } from "./en/later";
import type { lists } from "./en/lists";
import type { reasons } from "./en/reasons";
import type { threads } from "./en/threads";
import type { Translated } from "./shape";

export { en };
export type Language = "en" | "es";
type English = typeof en & typeof later & typeof threads & { readonly lists: typeof lists; readonly reasons: typeof reasons };
export type Messages = { readonly [Part in keyof English]: Translated<English[Part]> } & English;

/** What is fetched with those who say it: the words of whole pages, those of one conversation, and those of lists with several channels. */
const MORE = {
  pages: async (): Promise<object> => (await import("./en/later")).later,
  threads: async (): Promise<object> => (await import("./en/threads")).threads,
  lists: async (): Promise<object> => import("./en/lists"),
  reasons: async (): Promise<object> => import("./en/reasons"),
};
export type More = keyof typeof MORE;

/** What is there from the start; the rest once `loadMore` has been awaited. */
export const first = en as unknown as Messages;
let more = {};

export async function load(language: Language): Promise<Messages> {
  if (language === "en") return { ...first, ...more };
  const { es } = await import("./es");
  return es as unknown as Messages;
}

/** The words of what is fetched later. Other languages come whole. */
export async function loadMore(what: More): Promise<void> {
  const words = await MORE[what]();
  more = { ...more, ...words };
}
