/** The visitor's side of all conversations: what is known, what is said, what is still to be said. */
import { keep, type Kept } from "../kept.ts";
import type { Config } from "../config.ts";
import type { Entry, Extras, Session, Summary } from "./frames.ts";
import { hear } from "./hearing.ts";
import { Http, Refused } from "./http.ts";
import { newId } from "./ids.ts";
import { Line } from "./line.ts";
import { Outbox, type Pending } from "./outbox.ts";
import { Thread } from "./thread.ts";

const ANSWERED = 10_000; // milliseconds until a message without an answer means that the line is dead
const TYPED = 2_000;

export interface Ears {
  /** something is to be drawn anew */
  changed(): void;
  /** a message of the team came in */
  message(thread: Thread, entry: Entry): void;
  /** a conversation has its name now */
  named(from: string, to: string): void;
  /** the conversation that is being looked at */
  looking(): string | undefined;
  /** the page's token says nothing that the server believes */
  refused(error: Refused): void;
}

export class Chat {
  readonly http: Http;
  readonly outbox: Outbox;
  readonly line: Line;
  threads = new Map<string, Thread>();
  available: boolean;
  /** since when there is no line; 0 while there is one or none is wanted */
  lostAt = 0;
  begun = false;
  #ready?: Promise<Session> | undefined;
  #refused: string | undefined;
  #flight = "";
  #overdue = 0;
  #typedAt = 0;

  constructor(
    private readonly config: Config,
    readonly kept: Kept,
    private readonly key: string,
    readonly ears: Ears,
    private identity: string | undefined,
  ) {
    this.available = config.available;
    this.http = new Http(config.api);
    this.http.token = kept.token ?? "";
    this.outbox = new Outbox(`${key}:out`);
    this.line = new Line({
      address: () => this.#address(),
      opened: () => this.line.say({ type: "hello", page: this.page(), ...this.#watched() }),
      heard: (frame) => hear(this, frame),
      changed: (on) => this.lineChanged(on),
      ping: () => ({ conversation: this.#watched().conversation }),
    });
  }

  save(change: Partial<Kept>): void {
    if (this.begun) keep(this.key, Object.assign(this.kept, change));
  }

  /** The visitor uses the chat: from here on there is a session, and a line. */
  begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.lostAt = Date.now();
    this.line.start();
  }

  page = (): object => ({ url: location.href.slice(0, 2000), title: document.title.slice(0, 200) });

  /** Sends a message, now or when it can be; one with a file when that is up. Without a conversation it begins one. */
  write(text: string, conversation?: string, extras: Extras = {}, file?: Pending["file"]): Pending {
    const id = newId();
    const to = conversation ?? `+${id}`;
    const item: Pending = { id, to, text, at: new Date().toISOString(), extras, state: "waiting" };
    this.outbox.add(file ? { ...item, file, state: "uploading" } : item);
    this.sendNext();
    this.ears.changed();
    return item;
  }

  /** Something of a message on its way is different. */
  change(id: string, change: Parameters<Outbox["change"]>[1]): void {
    this.outbox.change(id, change);
    this.sendNext();
    this.ears.changed();
  }

  tryAgain = (id: string): void => this.change(id, { state: "waiting" });

  /** What the visitor is writing; the text only where the team may see it. */
  typing(conversation: string, text: string): void {
    const now = Date.now();
    if (text && now - this.#typedAt < TYPED) return;
    this.#typedAt = text ? now : 0;
    this.line.say({
      type: "typing",
      conversation,
      on: !!text,
      ...(this.config.preview ? { text: text.slice(0, 4000) } : {}),
    });
  }

  /** The conversation is being read: what is missing is fetched, and the team hears how far it was read. */
  read(conversation: string): void {
    const thread = this.threads.get(conversation);
    if (!thread) return;
    if (!thread.loaded || thread.cursor < thread.summary.seq) this.resume(thread);
    else if (thread.told < thread.news && this.line.say({ type: "seen", conversation, seq: thread.cursor })) {
      thread.told = thread.news;
      thread.summary.unread = 0;
      this.ears.changed();
    }
  }

  get unread(): number {
    return [...this.threads.values()].reduce((sum, { summary }) => sum + summary.unread, 0);
  }

  async identify(token: string): Promise<void> {
    this.identity = token;
    if (!this.begun) return;
    await this.session();
    if (!(await this.#present())) return;
    this.#ready = undefined;
    this.line.drop();
  }

  /** Says who they are, once for each token; false where the server does not believe it. */
  async #present(): Promise<boolean> {
    const token = this.identity;
    if (token === this.#refused) return false;
    try {
      await this.http.send("identify", { token });
      return true;
    } catch (error) {
      // no network, too often, or trouble of the server: it is said again with the next session
      if (!(error instanceof Refused) || error.status > 428) throw error;
      this.#refused = token;
      this.ears.refused(error);
      return false;
    }
  }

  /** Who this is. A token that the server does not know any more is replaced by another. */
  session(): Promise<Session> {
    return (this.#ready ??= this.#newSession().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    }));
  }

  async #newSession(): Promise<Session> {
    const { channel } = this.config;
    const session = await this.http.send<Session>("session", { channel, ...(this.http.token ? { token: this.http.token } : {}) });
    this.http.token = session.token;
    this.save({
      token: session.token,
      visitor: session.identified || session.conversations.length > 0,
      name: !!session.name,
      email: !!session.email,
      called: session.name,
      address: session.email || this.kept.address || "",
    });
    this.takeIn(session.conversations, session.available);
    if (this.identity) await this.#present();
    return session;
  }

  async #address(): Promise<string> {
    await this.session();
    try {
      return (await this.http.send<{ socket_url: string }>("ticket", {})).socket_url;
    } catch (error) {
      if (error instanceof Refused && error.status < 404) this.#ready = undefined;
      throw error;
    }
  }

  lineChanged(on: boolean): void {
    this.lostAt = on ? 0 : Date.now();
    this.#flight = "";
    clearTimeout(this.#overdue);
    for (const thread of this.threads.values()) thread.asked = false;
    this.ears.changed();
  }

  sendNext(): void {
    const item = this.#flight ? undefined : this.outbox.next();
    if (!item || !this.line.on) return;
    this.#flight = item.id;
    const { id, text, to, extras } = item;
    this.line.say(
      to[0] === "+"
        ? { type: "start", id, text, page: this.page(), ...extras }
        : { type: "say", id, text, conversation: to, ...(extras.files ? { files: extras.files } : {}) },
    );
    this.#overdue = window.setTimeout(this.line.drop, ANSWERED);
  }

  /** The server has answered for the message on its way. */
  landed(): void {
    this.#flight = "";
    clearTimeout(this.#overdue);
    this.sendNext();
  }

  takeIn(conversations: Summary[], available: boolean): void {
    this.available = available;
    for (const summary of conversations) {
      const known = this.threads.get(summary.id);
      if (known) Object.assign(known.summary, summary);
      else this.threads.set(summary.id, new Thread(summary));
      if (known?.loaded && summary.seq > known.cursor) this.resume(known);
    }
    this.ears.changed();
  }

  /** Asks for what is missing of a conversation: on the line, or by a request of its own while there is none. */
  resume(thread: Thread): void {
    const { cursor: after, summary } = thread;
    if (thread.asked) return;
    thread.asked = true;
    if (!this.line.say({ type: "resume", conversation: summary.id, after }))
      this.http
        .send<{ seq: number; entries: Entry[] }>(`conversations/${summary.id}?after=${after}`)
        .then(({ seq, entries }) => thread.resume(seq, entries))
        .catch(() => 0)
        .finally(() => {
          thread.asked = false;
          this.ears.changed();
        });
  }

  /** What this socket is to hear of: what is looked at, else the newest. */
  #watched(): { conversation?: string; after?: number } {
    const looked = this.ears.looking() ?? "";
    const thread = this.threads.get(looked) ?? [...this.threads.values()].find(({ summary }) => !summary.closed);
    return thread ? { conversation: thread.summary.id, after: thread.cursor } : {};
  }
}
