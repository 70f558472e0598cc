/** Words that are fetched with the pages that say them. */
import { simulator } from "./simulator";

export const later = { simulator };
