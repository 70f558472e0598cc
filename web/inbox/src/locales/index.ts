/** All words, by language and part. Spanish comes in a chunk of its own. */
import { en } from "./en";
import type { Translated } from "./shape";

export { en };
export type Language = "en" | "es";
export type Messages = { readonly [Part in keyof typeof en]: Translated<(typeof en)[Part]> } & typeof en;

export async function load(language: Language): Promise<Messages> {
  if (language === "en") return en;
  const { es } = await import("./es");
  return es as unknown as Messages;
}
