import { app } from "./app";
import { composer } from "./composer";
import { inbox } from "./inbox";
import { orders } from "./orders";
import { ui } from "./ui";
import { visitor } from "./visitor";

export const en = { app, composer, inbox, orders, ui, visitor };
