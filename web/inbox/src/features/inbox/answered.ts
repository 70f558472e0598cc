/** Which message another one answers. */
import type { EntryJson } from "../../lib/api/types";
import { placeOf } from "../../lib/log";

/** Where the answered message stands; "" for none, and for one that is not here. */
export const answeredPlace = ({ answers, answers_conversation, conversation }: EntryJson): string =>
  answers ? placeOf({ conversation: answers_conversation ?? conversation, seq: answers }) : "";

/** It answers something that nobody here has: without a word about it, it would read as if it began something new. */
export const answersAbsent = ({ answers }: EntryJson): boolean => answers === 0;
