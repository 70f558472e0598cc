/** Tells colleagues, and whoever is written to in a chat or on a platform, what the agent does. */
import type { Presence } from "../../lib/api/types";

const RESTS_MS = 6_000;

export class Doing {
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly tell: (doing: Presence["doing"]) => void) {}

  /** `rests`: the person sees the dots, which end when nothing is typed, whatever still stands there. */
  now(doing: Presence["doing"], rests = false): void {
    this.stop();
    this.tell(doing);
    if (rests)
      this.#resting = setTimeout(() => {
        this.tell("viewing");
      }, RESTS_MS);
  }

  stop(): void {
    clearTimeout(this.#resting);
  }
}
