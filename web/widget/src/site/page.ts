/** The chat as a whole page, for sites that frame it: shown by the launcher, as anywhere. */
import type { Settings } from "../config.ts";

const asked = new URLSearchParams(location.search);
const settings: Settings = { selector: "main" };
if (asked.has("language")) settings.language = asked.get("language") as "en";
(window as unknown as { BandejaSettings: Settings }).BandejaSettings = settings;

const launcher = document.createElement("script");
const wanted = new URLSearchParams();
for (const name of ["channel", "chatflow"]) if (asked.has(name)) wanted.set(name, asked.get(name)!);
launcher.src = `/api/chat/widget.js?${wanted}`;
document.head.append(launcher);
