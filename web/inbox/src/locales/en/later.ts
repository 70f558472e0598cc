/** Words that are fetched with the pages that say them. */
import { channels } from "./channels";
import { chatflows } from "./chatflows";
import { email } from "./email";
import { forms } from "./forms";
import { quarantine } from "./quarantine";
import { rules } from "./rules";
import { simulator } from "./simulator";
import { tokens } from "./tokens";
import { twostep } from "./twostep";
import { webchat } from "./webchat";
import { who } from "./who";

export const later = { channels, chatflows, email, forms, quarantine, rules, simulator, tokens, twostep, webchat, who };
