/** All words of a language, for a panel that is built for another one and is to speak it. */
import { own as seldom } from "../seldom/own.ts";
import { own } from "./own.ts";

export const words = { ...own, ...seldom };
