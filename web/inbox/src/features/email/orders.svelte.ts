/** What is ordered on the email page of one inbox: one order after the other, each answer into the cache. */
import { tell } from "../../lib/undo";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import type { EmailSettingsJson } from "../../lib/api/types";

export class Orders {
  /** Names of the orders that are under way or wait for their turn. */
  #given = $state<string[]>([]);
  /** Answers are whole settings: out of order an older one would stand over a newer one. */
  #turn: Promise<unknown> = Promise.resolve();
  constructor(readonly inbox: string) {}

  /** Whether this order was given and is not carried out yet. */
  waits(name: string): boolean {
    return this.#given.includes(name);
  }

  /** Whether it was carried out; giving it twice at once is one. What went wrong is told, unless `failed` words it. */
  async run(name: string, order: () => Promise<EmailSettingsJson>, failed?: (error: unknown) => void): Promise<boolean> {
    if (this.waits(name)) return false;
    this.#given = [...this.#given, name];
    const done = this.#turn.then(() => this.#carryOut(order, failed));
    this.#turn = done;
    const was = await done;
    this.#given = this.#given.filter((one) => one !== name);
    return was;
  }

  async #carryOut(order: () => Promise<EmailSettingsJson>, failed?: (error: unknown) => void): Promise<boolean> {
    try {
      const told = await order();
      await queryClient.cancelQueries({ queryKey: keys.email(this.inbox) });
      queryClient.setQueryData(keys.email(this.inbox), told);
      return true;
    } catch (error) {
      if (failed) failed(error);
      else tell(problemText(error), { tone: "bad" });
      return false;
    }
  }
}
