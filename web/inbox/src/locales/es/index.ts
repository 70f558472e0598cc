import { app } from "./app";
import { chatflows } from "./chatflows";
import { composer } from "./composer";
import { email } from "./email";
import { inbox } from "./inbox";
import { mail } from "./mail";
import { people } from "./people";
import { quarantine } from "./quarantine";
import { rules } from "./rules";
import { signin } from "./signin";
import { simulator } from "./simulator";
import { thread } from "./thread";
import { twostep } from "./twostep";
import { ui } from "./ui";
import { visitor } from "./visitor";
import { webchat } from "./webchat";
import { who } from "./who";

export const es = {
  app,
  chatflows,
  composer,
  email,
  inbox,
  mail,
  people,
  quarantine,
  rules,
  signin,
  simulator,
  thread,
  twostep,
  ui,
  visitor,
  webchat,
  who,
};
