import { app } from "./app";
import { composer } from "./composer";
import { email } from "./email";
import { inbox } from "./inbox";
import { mail } from "./mail";
import { people } from "./people";
import { quarantine } from "./quarantine";
import { signin } from "./signin";
import { thread } from "./thread";
import { twostep } from "./twostep";
import { ui } from "./ui";
import { visitor } from "./visitor";

export const en = { app, composer, email, inbox, mail, people, quarantine, signin, thread, twostep, ui, visitor };
