/**
 * The socket to the server, which is made anew whenever it is lost: a ticket for each, waits that grow and are
 * spread, at once when the page is looked at or the network is back. It knows no conversations.
 */
import { pause } from "./backoff.ts";
import type { FromServer } from "./frames.ts";

const PING = 30_000;
const PONG = 8_000;

export interface Ends {
  /** an address with a single-use ticket */
  address(): Promise<string>;
  opened(): void;
  heard(frame: FromServer): void;
  /** whether there is a line now */
  changed(on: boolean): void;
  /** what a ping says */
  ping(): object;
}

export class Line {
  on = false;
  #socket?: WebSocket | undefined;
  #wanted = false;
  #watching?: AbortController;
  #tries = 0;
  #again = 0;
  #beat = 0;
  #deadline = 0;

  constructor(private readonly ends: Ends) {}

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    const { signal } = (this.#watching = new AbortController());
    addEventListener("online", this.#hurry, { signal });
    addEventListener("offline", this.drop, { signal });
    document.addEventListener("visibilitychange", this.#hurry, { signal });
    void this.#connect();
  }

  stop(): void {
    this.#wanted = false;
    this.#watching?.abort();
    this.drop();
    clearTimeout(this.#again);
  }

  /** Says something, if there is a line. */
  say(frame: object): boolean {
    if (this.on) this.#socket!.send(JSON.stringify(frame));
    return this.on;
  }

  /** Somebody looks, or the network is back: no waiting now, and a line that only seems to be there is found out. */
  readonly #hurry = (): void => {
    if (document.hidden || !this.#wanted) return;
    if (this.on) this.#check();
    else if (this.#again) void this.#connect();
  };

  readonly #check = (): void => {
    if (this.#deadline || !this.say({ type: "ping", ...this.ends.ping() })) return;
    this.#deadline = window.setTimeout(this.drop, PONG);
  };

  /** Gives this line up; the next try follows. */
  readonly drop = (): void => {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    if (socket) this.#lost();
  };

  async #connect(): Promise<void> {
    clearTimeout(this.#again);
    this.#again = 0;
    try {
      const socket = new WebSocket(await this.ends.address());
      if (!this.#wanted) return socket.close();
      this.#socket = socket;
      socket.onopen = () => this.#opened(socket);
      socket.onmessage = ({ data }) => this.#socket === socket && this.#heard(data as string);
      socket.onclose = () => {
        if (this.#socket !== socket) return;
        this.#socket = undefined;
        this.#lost();
      };
    } catch {
      this.#lost();
    }
  }

  #opened(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.on = true;
    this.#beat = window.setInterval(this.#check, PING);
    this.ends.changed(true);
    this.ends.opened();
  }

  #heard(data: string): void {
    clearTimeout(this.#deadline);
    this.#deadline = 0;
    this.#tries = 0;
    this.ends.heard(JSON.parse(data) as FromServer);
  }

  #lost(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#deadline);
    this.#deadline = 0;
    if (this.on) {
      this.on = false;
      this.ends.changed(false);
    }
    if (this.#wanted) this.#again = window.setTimeout(() => void this.#connect(), pause(this.#tries++));
  }
}
