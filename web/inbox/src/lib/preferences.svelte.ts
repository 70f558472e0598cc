/** How this agent likes this browser's screen. */
import { keep, recall } from "./storage";

interface Preferences {
  singleLetters: boolean;
  viewsFolded: boolean;
  detailsFolded: boolean;
  whyFolded: boolean;
  listWidth: number;
  /** A sound for each new chat, where the browser allows it. */
  chatSound: boolean;
  /** The offer of notifications was put away. */
  notNotified: boolean;
}

const FIRST: Preferences = {
  singleLetters: true,
  viewsFolded: false,
  detailsFolded: false,
  whyFolded: false,
  listWidth: 336,
  chatSound: true,
  notNotified: false,
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
