/** The panel's module: what the launcher loads at the first hover or click. */
import type { Language } from "../config.ts";
import type { Call, Panel, Stage } from "../stage.ts";
import { Director } from "./director.tsx";
import { system } from "./look.ts";
import conversation from "../conversation/conversation.css";
import home from "./home.css";
import style from "./panel.css";

type Listener = (detail?: unknown) => void;
type Api = Record<string, (...values: never[]) => unknown>;

const SMALL = 480;
const page = window as unknown as { Bandeja: Api };

/** What a page can ask for, now that all of it is here. */
function apiOf(director: Director, stage: Stage, listeners: Map<string, Set<Listener>>): Api {
  const { settings, root } = stage;
  const open = (): void => director.open(director.flow, true);
  const close = (): void => {
    if (director.at !== null) director.close();
  };
  return {
    load: page.Bandeja["load"]!,
    refresh: stage.refresh,
    open,
    close,
    toggle: () => (director.at === null ? open() : close()),
    remove: (how?: { forget?: boolean }) => {
      director.remove();
      if (how?.forget) director.forget();
      root.host.remove();
    },
    status: () => ({
      shown: root.host.isConnected,
      open: director.at !== null,
      chatflow: director.flow?.id,
      unread: director.chat.kept.unread ?? 0,
    }),
    on: (event: string, listener: Listener) => {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event)!.add(listener);
    },
    off: (event: string, listener: Listener) => listeners.get(event)?.delete(listener),
    identify: (token: string) => {
      settings.identity = token;
      director.chat.identify(token).catch(() => 0);
    },
    setLanguage: (language: Language) => {
      settings.language = language;
      stage.refresh();
    },
  };
}

export default function make(stage: Stage): Panel {
  const { root, kept, calls, settings } = stage;
  const launcher = root.querySelector("button:last-of-type") as HTMLButtonElement;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + home + conversation);
  root.adoptedStyleSheets = [sheet];
  launcher.replaceChildren();
  const listeners = new Map<string, Set<Listener>>();
  const director = new Director(stage, launcher, (event, detail) => listeners.get(event)?.forEach((hear) => hear(detail)));
  const api = apiOf(director, stage, listeners);
  const run = ([name, ...values]: Call): void => void api[name]?.(...(values as never[]));
  page.Bandeja = api;
  // a page may have kept hold of what was there before
  calls.push = (...late) => (late.forEach(run), 0);
  calls.splice(0).forEach(run);
  launcher.onclick = ({ detail }) => {
    if (detail < 2) api["toggle"]!();
  };
  const look = (): void => director.changed();
  system.onchange = look;
  for (const event of ["online", "offline", "resize"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
  if (kept.live) director.chat.begin();
  if (settings.selector) director.go("", false);
  else if (typeof kept.at === "string" && innerWidth >= SMALL) director.open(director.flow, false);
  return director;
}
