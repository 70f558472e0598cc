/** The first thing of the chat on a page: decides who sees it, and loads the panel when it is wanted. */
import type { Chatflow, Config, Language, Settings } from "../config.ts";
import { NOBODY } from "../kept.ts";
import { languageOf } from "../language.ts";
import type { Call, MakePanel, Panel } from "../stage.ts";
import { choose } from "./choose.ts";
import { draw, greet, host, hush, launcher, root } from "./face.ts";

declare const config: Config;
type Api = Record<string, (...values: never[]) => unknown> & { q?: Call[] };

const VISIT = 1.8e6; // milliseconds without a page, after which the next one is another visit
const page = window as unknown as { Bandeja?: Api; BandejaSettings?: Settings } & Record<string, Storage>;
const calls = page.Bandeja?.q ?? [];
const settings: Settings = { ...page.BandejaSettings };
const key = `bandeja:${config.channel}`;
const kept = { ...NOBODY };

let store: Storage | undefined;
let flow: Chatflow | undefined;
let language: Language;
let seen: string | undefined;
let panel: Promise<Panel | undefined> | undefined;

for (const name of ["localStorage", "sessionStorage"])
  try {
    Object.assign(kept, JSON.parse(page[name]![key] as string));
    store ??= page[name];
  } catch {
    // forbidden here, or nothing there
  }

const play = (): Promise<Panel | undefined> =>
  (panel ??= (import(`${config.site}${config.panel}-${language}.js#${Date.now()}`) as Promise<{ default: MakePanel }>).then(
    (made) => made.default({ config, settings, kept, calls, root, refresh }),
    () => (panel = undefined),
  ));

const open = (byVisitor: unknown = true): void => {
  quiet();
  void play().then((playing) => playing?.open(flow, !!byVisitor));
};

const quiet = (): void => {
  kept.quiet = true;
  hush();
};

/** Shows what the chatflow says, unless it stands there, or the visitor has opened or closed it before. */
const appear = (): void => {
  if (!flow || kept.quiet || launcher.previousSibling) return;
  const { display, faces, welcome } = flow;
  const { company } = config;
  const name = config.faces.find(({ id }) => faces.includes(id))?.name;
  if (display.show === "open" && innerWidth >= 480) open(false);
  else if (display.show !== "launcher") {
    const known: Record<string, string | undefined> = { name: kept.called, company, page: document.title };
    const [words, shut] = greet(
      name ? `${name} ${language === "es" ? "de" : "from"} ${company}` : company,
      (welcome[language] ?? "").replace(/( ?){{ *(\w+) *}}/g, (_, space, word) => (known[word] ? space + known[word] : "")),
      language === "es" ? "Cerrar" : "Close",
    );
    words!.onclick = open;
    shut!.onclick = () => {
      quiet();
      launcher.onfocus = null; // who sends the greeting away does not want more
      launcher.focus();
    };
  }
};

const refresh = (more?: Settings): void => {
  Object.assign(settings, more);
  const before = flow;
  if (seen !== location.href) {
    seen = location.href;
    kept.pages++;
    if (Date.now() - kept.last > VISIT) {
      kept.visits++;
      kept.quiet = false;
    }
    kept.last = Date.now();
    if (store && kept.token) store[key] = JSON.stringify(kept);
  }
  flow = choose(config, kept);
  if (!flow && !kept.live) return host.remove();
  language = languageOf(config, settings, flow);
  if (!host.isConnected) document.querySelector(settings.selector ?? "body")?.append(host);
  host.lang = language;
  draw(config.look, config.look.text[language] ?? "");
  if (panel || kept.live || settings.selector) void play().then((playing) => playing?.refresh(flow));
  if (flow === before) return;
  hush();
  if (!flow) return;
  const { after_seconds, scroll_percent, exit_intent } = flow.display;
  const armed = flow;
  if (after_seconds) setTimeout(() => armed === flow && appear(), after_seconds * 1000);
  else if (!scroll_percent && !exit_intent) appear();
};

const watch = ({ clientY }: Partial<MouseEvent>): void => {
  const { scroll_percent, exit_intent } = flow?.display ?? {};
  if (
    clientY! <= 0
      ? exit_intent
      : scrollY * 100 >= (document.documentElement.scrollHeight - innerHeight) * (scroll_percent || NaN)
  )
    appear();
};

const api: Api = new Proxy(
  {
    load: refresh,
    open,
    toggle: open,
    refresh,
    remove: (how?: object) => {
      host.remove();
      if (!how) return;
      // to forget somebody is the panel's; their token goes at once
      store?.removeItem(key);
      calls.push(["remove", how]);
      void play();
    },
    status: () => ({ open: false, chatflow: flow?.id }),
  } as Api,
  { get: (own, name: string) => own[name] ?? ((...values: never[]) => calls.push([name, ...values])) },
);

launcher.onclick = open;
launcher.onpointerenter = launcher.onfocus = play;
document.addEventListener("scroll", watch);
document.addEventListener("mouseleave", watch);
page.Bandeja = api;
if (settings.load !== false) refresh();
for (const [name, ...values] of calls.splice(0)) api[name]!(...(values as never[]));
