/**
 * Saves by itself what somebody changes, a moment after the last change and one order after the other. When somebody
 * else saved in between (409) it stops: whoever uses it asks whose words are to stay.
 */
import { asProblem, type Problem } from "./api/problem";

const SAVE_AFTER_MS = 700;
const TRY_AGAIN_MS = 4_000;

export type SaveState = "saved" | "waiting" | "saving" | "failed" | "refused" | "conflict";

export class Autosave {
  state = $state<SaveState>("saved");
  /** When the last change of this visit was saved. */
  at = $state.raw<Date | null>(null);
  /** Why it was not taken. */
  problem = $state.raw<Problem | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #changes = 0;
  #sending: Promise<void> | null = null;

  /** `save` sends what there is now. */
  constructor(readonly save: () => Promise<void>) {}

  changed(): void {
    this.#changes += 1;
    if (this.state === "conflict") return;
    this.state = "waiting";
    this.#later(SAVE_AFTER_MS);
  }

  /** Save what waits now; true when all of it is saved. */
  async settle(): Promise<boolean> {
    await this.#sending;
    if (this.state !== "saved" && this.state !== "conflict") await this.#send();
    return this.state === "saved";
  }

  /** Before the page goes. */
  flush(): void {
    clearTimeout(this.#timer);
    if (this.state === "waiting" || this.state === "failed") void this.#send();
  }

  /** Somebody else's words are to stay, or an order of ours was refused for them. */
  stop(state: "saved" | "conflict"): void {
    clearTimeout(this.#timer);
    this.state = state;
    this.problem = null;
  }

  /** After a conflict: what is here is to stay. */
  async insist(): Promise<boolean> {
    this.state = "waiting";
    return this.settle();
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), milliseconds);
  }

  #send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending ??= this.#try().finally(() => {
      this.#sending = null;
      if (this.state === "waiting") this.#later(SAVE_AFTER_MS);
    });
    return this.#sending;
  }

  async #try(): Promise<void> {
    const changes = this.#changes;
    this.state = "saving";
    try {
      await this.save();
      this.problem = null;
      this.at = new Date();
      this.state = changes === this.#changes ? "saved" : "waiting";
    } catch (error) {
      this.problem = asProblem(error);
      this.state = this.problem.status === 409 ? "conflict" : this.problem.passing ? "failed" : "refused";
      if (this.state === "failed") this.#later(TRY_AGAIN_MS);
    }
  }
}
