/** What is written and not sent, for each conversation; it outlives the page. */
import { keep, recall } from "../kept.ts";

/** A conversation that has no name yet is the new one. */
const named = (at: string): string => (at[0] === "+" ? "new" : at);

export class Drafts {
  readonly #texts: Record<string, string>;

  constructor(private readonly key: string) {
    this.#texts = (recall(key) as Record<string, string> | undefined) ?? {};
  }

  of = (at: string): string => this.#texts[named(at)] ?? "";

  write(at: string, text: string): void {
    if (text === this.of(at)) return;
    if (text) this.#texts[named(at)] = text;
    else Reflect.deleteProperty(this.#texts, named(at));
    keep(this.key, this.#texts);
  }

  /** The new conversation has its name. */
  rename(to: string): void {
    this.write(to, this.of("new"));
    this.write("new", "");
  }
}
