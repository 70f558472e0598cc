/** Runs the panel: what is shown, where the focus is, what the page and the launcher hear of it. */
import { render } from "preact";
import type { Chatflow, Config, Language } from "../config.ts";
import { languageOf, regionOf } from "../language.ts";
import type { Panel, Stage } from "../stage.ts";
import { Chat } from "../talk/chat.ts";
import type { Entry, Extras } from "../talk/frames.ts";
import type { Thread } from "../talk/thread.ts";
import type { Words } from "../words/en.ts";
import { forget } from "../kept.ts";
import { fetched } from "./parts.ts";
import { App } from "./App.tsx";
import { Drafts } from "./drafts.ts";
import { drawLauncher } from "./Launcher.tsx";
import { dress } from "./look.ts";
import { wordsOf } from "../words/words.ts";
import { asks, said, type Parts, type Scene } from "./scene.ts";
import { titleSays } from "./title.ts";

const LOST = 3_000; // milliseconds without a line before anybody is told
const NEWS = 3_000; // a screen reader is not told more often
const SMALL = 480;
const INLINE = "all:initial!important;display:block!important;height:100%!important";

export class Director implements Scene, Panel {
  readonly config: Config;
  chat: Chat;
  readonly inline: boolean;
  readonly frame = document.createElement("div");
  flow: Chatflow | undefined;
  language!: Language;
  region!: string;
  words!: Words;
  at: string | null = null;
  notice = "";
  news = "";
  held = "";
  lost = false;
  popup = "";
  passed = false;
  follows = true;
  parts: Parts | undefined;
  #fetching: Promise<Parts> | undefined;
  #owed = false;
  #last = "";
  #drawing = false;
  #told = 0;
  #watch = 0;
  #drafts: Drafts;
  readonly #key: string;

  constructor(
    private readonly stage: Stage,
    private readonly launcher: HTMLElement,
    private readonly emit: (event: string, detail?: unknown) => void,
  ) {
    const { config, settings, kept } = stage;
    this.#key = `bandeja:${config.channel}`;
    this.config = config;
    this.inline = !!settings.selector;
    this.#drafts = this.#newDrafts();
    this.chat = this.#newChat();
    this.frame.onpointerdown = this.frame.onkeydown = () => this.chat.begin();
    launcher.after(this.frame);
    this.refresh(undefined);
    this.#last = kept.at ?? "";
  }

  #newDrafts = (): Drafts => new Drafts(`${this.#key}:draft`);

  #newChat = (): Chat =>
    new Chat(this.config, this.stage.kept, this.#key, {
      changed: () => this.changed(),
      message: (thread, entry) => this.#message(thread, entry),
      named: (from, to) => this.#named(from, to),
      looking: () => (this.at && !document.hidden ? this.at : undefined),
      refused: (error) => {
        this.emit("identify-failed", { code: error.code });
        void this.fetchParts().then(({ warn }) => warn(error));
      },
    }, this.stage.settings.identity);

  refresh(flow: Chatflow | undefined): void {
    this.flow = flow;
    this.language = languageOf(this.config, this.stage.settings, flow);
    this.region = regionOf(this.language);
    this.#speak();
    this.chat.line.say({ type: "page", ...this.chat.page() });
    this.changed();
  }

  #speak(): void {
    this.words = { ...this.parts?.words, ...wordsOf(this.language, () => this.refresh(this.flow)) } as Words;
  }

  open(flow: Chatflow | undefined, byVisitor: boolean): void {
    this.flow = flow;
    if (byVisitor) this.chat.begin();
    if (this.at === null) {
      this.emit("open");
      this.go(this.#last, byVisitor);
    }
  }

  close(): void {
    this.#last = this.at ?? "";
    this.#show(null);
    this.launcher.focus();
    this.emit("close");
  }

  go(at: string, focuses = true): void {
    this.held = this.notice = this.popup = "";
    this.follows = true;
    this.#show(at);
    if (focuses) this.focus();
    (window.requestIdleCallback ?? setTimeout)(() => void this.fetchParts());
  }

  #show(at: string | null): void {
    this.at = at;
    if (this.chat.begun) this.chat.save({ at });
    this.#draw();
    this.changed();
  }

  /** To where the visitor goes on: at once, or when it is there. */
  focus(): void {
    const { frame, popup, at } = this;
    const to = frame.querySelector<HTMLElement>(popup ? "[data-first]" : "[data-focus]");
    this.#owed = !to && !!at;
    (to ?? frame.querySelector<HTMLElement>(at ? ".panel" : ".bbtn"))?.focus();
  }

  pop(popup: string): void {
    const button = this.frame.querySelector<HTMLElement>(`[data-popup="${popup || this.popup}"]`);
    this.popup = popup;
    this.#draw();
    if (popup) this.focus();
    else button?.focus();
  }

  thread = (): Thread | undefined => this.chat.threads.get(this.at ?? "");

  tell(notice: string): void {
    this.notice = notice;
    this.changed();
  }

  hold(text: string): void {
    this.held = text;
    this.#drafts.write("new", text);
    this.#draw();
    this.focus();
  }

  draft = (): string => this.#drafts.of(this.at ?? "");

  drafted(text: string): void {
    const { at } = this;
    if (!at) return;
    this.#drafts.write(at, text);
    if (this.thread()) this.chat.typing(at, text);
    this.#draw();
  }

  send(text: string): void {
    const { asksEmail, asksConsent } = asks(this);
    this.follows = true;
    if (this.at !== "new") this.chat.write(text, this.at!);
    else if (asksEmail || asksConsent) return this.hold(text);
    else this.start(text, {});
    this.#draw();
  }

  start(text: string, extras: Extras): void {
    const { email, consent } = extras;
    if (email) this.chat.save({ address: email, email: true });
    if (consent) this.chat.save({ agreed: true });
    this.#drafts.write("new", "");
    this.go(this.chat.write(text, undefined, { ...this.#started(), ...extras }).to);
    this.emit("start");
  }

  #started = (): Extras => ({ language: this.language, ...(this.flow ? { chatflow: this.flow.id } : {}) });

  attach(file: File): void {
    const isNew = this.at === "new";
    const { name, size } = file;
    const item = this.chat.write("", isNew ? undefined : this.at!, isNew ? this.#started() : {}, { name, size, done: 0 });
    void this.fetchParts().then(({ upload }) => upload(this.chat, item, file));
    if (isNew) this.#show(item.to);
  }

  fetchParts = (): Promise<Parts> => (this.#fetching ??= this.#newParts());

  async #newParts(): Promise<Parts> {
    const parts = await fetched();
    (this.frame.getRootNode() as ShadowRoot).adoptedStyleSheets.push(parts.sheet);
    this.parts = parts;
    this.#speak();
    this.#draw();
    if (this.popup || this.#owed) this.focus();
    return parts;
  }

  #message({ summary }: Thread, { agent, text }: Entry): void {
    const { chat, words, config } = this;
    if (chat.kept.sound) void this.fetchParts().then(({ chime }) => chime());
    if (Date.now() - this.#told > NEWS) {
      this.#told = Date.now();
      this.news = `${said(words.news, agent?.name ?? config.company)}: ${text}`;
    }
    this.emit("message", { conversation: summary.id });
  }

  #named(from: string, to: string): void {
    this.#drafts.rename(to);
    if (this.#last === from) this.#last = to;
    if (this.at === from) this.#show(to);
  }

  /** Something is to be drawn: once, however much of it comes at a time. */
  changed(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.#settle();
      this.#draw();
    });
  }

  /** What follows from what is known now. */
  #settle(): void {
    const { chat } = this;
    if (this.at && !document.hidden) chat.read(this.at);
    const { unread } = chat;
    const live = [...chat.threads.values()].some(({ summary }) => !summary.closed);
    titleSays(unread);
    if (chat.begun && chat.threads.size && (unread !== (chat.kept.unread ?? 0) || live !== !!chat.kept.live)) {
      chat.save({ unread, live });
      this.emit("unread", unread);
    }
    const waited = chat.lostAt && Date.now() - chat.lostAt;
    this.lost = waited >= LOST;
    clearTimeout(this.#watch);
    if (waited && !this.lost) this.#watch = window.setTimeout(() => this.changed(), LOST - waited);
  }

  #draw(): void {
    const { frame, launcher, config, inline } = this;
    const open = this.at !== null;
    const covers = open && !inline && innerWidth < SMALL;
    const root = frame.getRootNode() as ShadowRoot;
    const focused = frame.contains(root.activeElement);
    frame.lang = this.language;
    // within the page's own element it takes the room that is there
    if (inline) (root.host as HTMLElement).style.cssText = INLINE;
    dress(frame, launcher, config.look, inline);
    render(open ? <App scene={this} covers={covers} /> : null, frame);
    drawLauncher(launcher, this, covers);
    // what had the focus may be gone: it does not fall back to the page
    if (focused && open && !frame.contains(root.activeElement)) this.focus();
  }

  remove(): void {
    this.chat.line.stop();
    this.chat.begun = false;
    this.at = null;
    this.#draw();
  }

  /** Whoever uses this browser next is somebody else. */
  forget(): void {
    const { stage } = this;
    forget(this.#key, stage.kept);
    delete stage.settings.identity;
    this.#drafts = this.#newDrafts();
    this.chat = this.#newChat();
    this.#last = "";
    this.passed = false;
    this.changed();
  }
}
