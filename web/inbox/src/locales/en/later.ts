/** Words that are fetched with the pages that say them. */
import { channels } from "./channels";
import { calls } from "./calls";
import { chatflows } from "./chatflows";
import { custom } from "./custom";
import { email } from "./email";
import { forms } from "./forms";
import { people } from "./people";
import { phone } from "./phone";
import { quarantine } from "./quarantine";
import { rules } from "./rules";
import { signin } from "./signin";
import { simulator } from "./simulator";
import { tokens } from "./tokens";
import { twostep } from "./twostep";
import { webchat } from "./webchat";
import { webhooks } from "./webhooks";
import { who } from "./who";

export const later = {
  channels,
  calls,
  chatflows,
  custom,
  email,
  forms,
  people,
  phone,
  quarantine,
  rules,
  signin,
  simulator,
  tokens,
  twostep,
  webchat,
  webhooks,
  who,
};
