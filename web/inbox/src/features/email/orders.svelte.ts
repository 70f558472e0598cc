/** What is ordered on the email page of one inbox: one order at a time, its answer into the cache. */
import { tell } from "../../lib/undo";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import type { EmailSettingsJson } from "../../lib/api/types";

export class Orders {
  /** The name of the order that is under way. */
  running = $state("");
  constructor(readonly inbox: string) {}

  /** Whether it was carried out. What went wrong is told, unless `failed` words it. */
  async run(name: string, order: () => Promise<EmailSettingsJson>, failed?: (error: unknown) => void): Promise<boolean> {
    if (this.running) return false;
    this.running = name;
    try {
      const told = await order();
      await queryClient.cancelQueries({ queryKey: keys.email(this.inbox) });
      queryClient.setQueryData(keys.email(this.inbox), told);
      return true;
    } catch (error) {
      if (failed) failed(error);
      else tell(problemText(error), { tone: "bad" });
      return false;
    } finally {
      this.running = "";
    }
  }
}
