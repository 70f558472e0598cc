/** Words that are fetched with the pages that say them. */
import { chatflows } from "./chatflows";
import { email } from "./email";
import { quarantine } from "./quarantine";
import { rules } from "./rules";
import { simulator } from "./simulator";
import { twostep } from "./twostep";
import { webchat } from "./webchat";
import { who } from "./who";

export const later = { chatflows, email, quarantine, rules, simulator, twostep, webchat, who };
