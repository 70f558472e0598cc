import { app } from "./app";
import { composer } from "./composer";
import { email } from "./email";
import { inbox } from "./inbox";
import { mail } from "./mail";
import { people } from "./people";
import { quarantine } from "./quarantine";
import { signin } from "./signin";
import { simulator } from "./simulator";
import { thread } from "./thread";
import { twostep } from "./twostep";
import { ui } from "./ui";
import { visitor } from "./visitor";

export const es = { app, composer, email, inbox, mail, people, quarantine, signin, simulator, thread, twostep, ui, visitor };
