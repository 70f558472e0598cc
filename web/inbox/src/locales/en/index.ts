import { app } from "./app";
import { composer } from "./composer";
import { inbox } from "./inbox";
import { people } from "./people";
import { signin } from "./signin";
import { thread } from "./thread";
import { ui } from "./ui";
import { visitor } from "./visitor";

export const en = { app, composer, inbox, people, signin, thread, ui, visitor };
