/** How answers look, while somebody changes it: what is typed stands at once and is saved a moment later. */
import { api } from "../../lib/api/client";
import type { EmailSettingsBody, EmailSettingsJson } from "../../lib/api/types";
import { keys, queryClient } from "../../lib/query";

const SAVE_AFTER_MS = 600;
const TRY_AGAIN_MS = 4_000;

export class Looks {
  company = $state("");
  fromName = $state<EmailSettingsJson["from_name"]>("agent_and_company");
  signature = $state("");
  quotes = $state(true);
  state = $state<"saved" | "saving" | "failed">("saved");
  #waiting: EmailSettingsBody = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending = false;

  constructor(readonly settings: EmailSettingsJson) {
    this.take(settings);
  }

  /** What the server says now; nothing of it stands over what waits to be saved. */
  take(settings: EmailSettingsJson): void {
    if (this.state !== "saved") return;
    this.company = settings.company;
    this.fromName = settings.from_name;
    this.signature = settings.signature;
    this.quotes = settings.quotes_earlier;
  }

  change(part: EmailSettingsBody): void {
    this.#waiting = { ...this.#waiting, ...part };
    this.state = "saving";
    this.#later(SAVE_AFTER_MS);
  }

  /** Before the page goes. */
  flush(): void {
    if (this.state !== "saved") void this.#save();
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), milliseconds);
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending) return this.#later(SAVE_AFTER_MS);
    const body = this.#waiting;
    this.#waiting = {};
    this.#sending = true;
    try {
      const told = await api.saveEmail(this.settings.inbox, body);
      if (Object.keys(this.#waiting).length === 0) {
        this.state = "saved";
        queryClient.setQueryData(keys.email(this.settings.inbox), told);
      }
    } catch {
      this.#waiting = { ...body, ...this.#waiting };
      this.state = "failed";
      this.#later(TRY_AGAIN_MS);
    } finally {
      this.#sending = false;
    }
  }
}
