/** How this agent likes this browser's screen. */
import { keep, recall } from "./storage";

interface Preferences {
  singleLetters: boolean;
  viewsFolded: boolean;
  detailsFolded: boolean;
  whyFolded: boolean;
  listWidth: number;
}

const FIRST: Preferences = {
  singleLetters: true,
  viewsFolded: false,
  detailsFolded: false,
  whyFolded: false,
  listWidth: 336,
};

let values = $state<Preferences>({ ...FIRST, ...recall<Partial<Preferences>>("preferences", {}) });

export const preferences = {
  get now(): Readonly<Preferences> {
    return values;
  },
  set(changes: Partial<Preferences>): void {
    values = { ...values, ...changes };
    keep("preferences", values);
  },
};
