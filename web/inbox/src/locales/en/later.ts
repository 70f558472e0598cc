/** Words that are fetched with the pages that say them. */
import { chatflows } from "./chatflows";
import { rules } from "./rules";
import { simulator } from "./simulator";
import { webchat } from "./webchat";
import { who } from "./who";

export const later = { chatflows, rules, simulator, webchat, who };
