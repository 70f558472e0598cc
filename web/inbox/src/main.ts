/** The agents' app: words first, then the screen. */
import { mount } from "svelte";
import App from "./app/App.svelte";
import { language } from "./lib/i18n.svelte";
import "./ui/base.css";

async function begin(): Promise<void> {
  await language.start();
  const target = document.getElementById("app");
  if (!target) throw new Error("The page has no place for the app");
  mount(App, { target });
}

void begin();
