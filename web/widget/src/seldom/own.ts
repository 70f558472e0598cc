/** The words of what is seldom shown, in the language that it is built for. */
import type { Language } from "../config.ts";
import { en, type SeldomWords } from "./en.ts";
import { es } from "./es.ts";

declare const LANGUAGE: Language;

export const own: SeldomWords = LANGUAGE === "es" ? es : en;
