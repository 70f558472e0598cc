import { app } from "./app";
import { calls } from "./calls";
import { channels } from "./channels";
import { chatflows } from "./chatflows";
import { composer } from "./composer";
import { custom } from "./custom";
import { email } from "./email";
import { forms } from "./forms";
import { inbox } from "./inbox";
import { lists } from "./lists";
import { mail } from "./mail";
import { orders } from "./orders";
import { reasons } from "./reasons";
import { people } from "./people";
import { phone } from "./phone";
import { platform } from "./platform";
import { quarantine } from "./quarantine";
import { rules } from "./rules";
import { signin } from "./signin";
import { simulator } from "./simulator";
import { thread } from "./thread";
import { tokens } from "./tokens";
import { twostep } from "./twostep";
import { ui } from "./ui";
import { visitor } from "./visitor";
import { webchat } from "./webchat";
import { webhooks } from "./webhooks";
import { who } from "./who";

export const es = {
  app,
  calls,
  channels,
  chatflows,
  composer,
  custom,
  email,
  forms,
  inbox,
  lists,
  mail,
  orders,
  reasons,
  people,
  phone,
  platform,
  quarantine,
  rules,
  signin,
  simulator,
  thread,
  tokens,
  twostep,
  ui,
  visitor,
  webchat,
  webhooks,
  who,
};
