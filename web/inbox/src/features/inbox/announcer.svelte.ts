/** Says new incoming messages to screen readers: never own ones, and at most once in three seconds. */
import type { EntryJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { inShort } from "./parts";

const PAUSE_MS = 3_000;
const LONGEST = 160;

export class Announcer {
  said = $state("");
  #through: number | null = null;
  #waiting: EntryJson[] = [];
  #pending = false;

  /** The log is so now. The first call is what was there already. */
  hear(entries: EntryJson[]): void {
    const last = entries.at(-1)?.seq ?? 0;
    if (this.#through !== null) {
      const through = this.#through;
      this.#waiting.push(...entries.filter((entry) => entry.seq > through && entry.direction === "in"));
    }
    this.#through = Math.max(last, this.#through ?? 0);
    if (this.#waiting.length === 0 || this.#pending) return;
    this.#pending = true;
    setTimeout(
      () => {
        this.#say();
      },
      this.said ? PAUSE_MS : 0,
    );
  }

  #say(): void {
    const waiting = this.#waiting.splice(0);
    const [only] = waiting;
    this.said =
      waiting.length === 1 && only
        ? t("thread.announce", { name: only.actor.name, text: inShort(only, only.text ?? "").slice(0, LONGEST) })
        : t("thread.announceMany", { count: waiting.length });
    this.#pending = false;
  }
}
