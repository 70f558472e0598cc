/** What the visitor wrote and the server has not confirmed. It outlives the page; the id keeps repeats harmless. */
import { keep, recall } from "../kept.ts";
import type { Extras } from "./frames.ts";

export interface Pending {
  id: string;
  /** a conversation, or `+` and the id of the message that starts it */
  to: string;
  text: string;
  at: string;
  extras: Extras;
  state: "waiting" | "uploading" | "failed";
  file?: { name: string; size: number; done: number; stop?: () => void };
}

export class Outbox {
  items: Pending[];
  readonly #done = new Set<string>();

  constructor(private readonly key: string) {
    this.items = (recall(key) as Pending[] | undefined) ?? [];
  }

  add(item: Pending): void {
    this.items = [...this.items, item];
    this.#save();
  }

  /** The server has it, or the visitor does not want it any more. */
  remove(id: string): void {
    this.#done.add(id);
    this.items = this.items.filter((item) => item.id !== id);
    this.#save();
  }

  change(id: string, change: Partial<Pending>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.#save();
  }

  /** The conversation that a message began has a name now. */
  rename(from: string, to: string): void {
    this.items = this.items.map((item) => (item.to === from ? { ...item, to } : item));
    this.#save();
  }

  /** The next to be sent. What follows the beginning of a conversation waits for its name. */
  next(): Pending | undefined {
    return this.items.find(({ state, to, id }) => state === "waiting" && (to[0] !== "+" || to === `+${id}`));
  }

  /** Another tab may have written too: only what is ours is changed. A file cannot outlive the page. */
  #save(): void {
    const ours = new Set([...this.#done, ...this.items.map(({ id }) => id)]);
    const others = ((recall(this.key) as Pending[] | undefined) ?? []).filter(({ id }) => !ours.has(id));
    keep(this.key, [...others, ...this.items.filter(({ state }) => state !== "uploading")]);
  }
}
