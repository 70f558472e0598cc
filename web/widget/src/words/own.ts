/** The words of the language that this panel is built for: the build leaves the others out. */
import type { Language } from "../config.ts";
import { en, type PanelWords } from "./en.ts";
import { es } from "./es.ts";

declare const LANGUAGE: Language;

export const language = LANGUAGE;
export const own: PanelWords = LANGUAGE === "es" ? es : en;
