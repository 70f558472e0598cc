/** The simulator's page: plays the customer of the local home. */
import { mount } from "svelte";
import { language } from "../lib/i18n.svelte";
import "../ui/base.css";
import SimulatorPage from "./SimulatorPage.svelte";

async function begin(): Promise<void> {
  await language.start();
  await language.more();
  const target = document.getElementById("app");
  if (!target) throw new Error("The page has no place for the simulator");
  mount(SimulatorPage, { target });
}

void begin();
