/** Saves what is being written once a second, and at once when the composer goes away. */
import type { Composition } from "./composition.svelte";

const EVERY_MS = 1_000;

export type Saved = "no" | "saved" | "refused";

export class Keeping {
  state = $state<Saved>("no");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: Composition | null = null;

  /** Something changed; it is kept within a second. */
  touch(composition: Composition): void {
    if (this.#pending && this.#pending !== composition) this.now();
    this.#pending = composition;
    this.state = "no";
    this.#timer ??= setTimeout(() => {
      this.now();
    }, EVERY_MS);
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const composition = this.#pending;
    this.#pending = null;
    if (!composition) return;
    const kept = composition.save();
    const empty = composition.isEmpty("reply") && composition.isEmpty("note");
    this.state = empty ? "no" : kept ? "saved" : "refused";
  }

  /** Another conversation is on the screen. */
  reset(): void {
    this.now();
    this.state = "no";
  }
}
