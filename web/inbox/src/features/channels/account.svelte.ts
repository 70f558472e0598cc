/** An account's settings while somebody changes them: saved by themselves, and hold at once. */
import { asProblem, Problem } from "../../lib/api/problem";
import { platformApi } from "../../lib/api/platforms";
import type { PlatformChange, PlatformJson } from "../../lib/api/types";
import { Autosave } from "../../lib/autosave.svelte";
import { keys, queryClient } from "../../lib/query";

const MOST_TRIES = 3;

export class AccountDraft {
  /** What is on the screen. */
  value = $state<PlatformJson>() as PlatformJson;
  #version: number;
  #parts: PlatformChange = {};
  readonly saving = new Autosave(() => this.#send());

  constructor(account: PlatformJson) {
    this.value = { ...account };
    this.#version = account.version;
  }

  change(part: PlatformChange): void {
    Object.assign(this.value, part);
    this.#parts = { ...this.#parts, ...part };
    this.saving.changed();
  }

  /** What the server says now; nothing of it stands over what waits to be saved. */
  heard(account: PlatformJson): void {
    if (this.saving.state === "saved") this.#take(account);
  }

  /** An order of its own, such as a new token: sent at once. Throws what the server refuses. */
  async order(change: PlatformChange): Promise<void> {
    await this.saving.settle();
    this.#keep(await this.#change(change));
  }

  #take(account: PlatformJson): void {
    this.value = { ...account, ...this.#parts } as PlatformJson;
    this.#version = account.version;
  }

  async #send(): Promise<void> {
    const parts = this.#parts;
    this.#parts = {};
    try {
      this.#keep(await this.#change(parts));
    } catch (error) {
      this.#parts = { ...parts, ...this.#parts };
      throw error;
    }
  }

  /** Somebody else saved something meanwhile: only what is named here is changed, so it goes over theirs. */
  async #change(parts: PlatformChange): Promise<PlatformJson> {
    for (let tries = 1; ; tries += 1)
      try {
        return await platformApi.change(this.value.id, this.#version, parts);
      } catch (error) {
        if (asProblem(error).status !== 409) throw error;
        // nobody is asked whose words are to stay: it is tried again a little later
        if (tries === MOST_TRIES) throw new Problem({ title: "Changed meanwhile", status: 503, code: "ChangedMeanwhile" });
        this.#version = (await platformApi.account(this.value.id)).version;
      }
  }

  #keep(account: PlatformJson): void {
    this.#take(account);
    queryClient.setQueryData(keys.platform(account.id), account);
    void queryClient.invalidateQueries({ queryKey: keys.inboxes });
  }
}
