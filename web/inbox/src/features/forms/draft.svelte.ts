/** A form while somebody changes it: saved by itself, and it holds at once. */
import { formApi, type FormJson, type FormPart } from "../../lib/api/forms";
import { Autosave } from "../../lib/autosave.svelte";
import { whyRefused } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";

export class FormDraft {
  /** What is on the screen. */
  value = $state<FormJson>() as FormJson;
  /** Of what is saved. */
  version = $state(0);
  #parts: FormPart = {};
  readonly saving = new Autosave(() => this.#send());

  constructor(form: FormJson) {
    this.value = structuredClone(form);
    this.version = form.version;
  }

  /** This part is so now. */
  change(part: FormPart): void {
    Object.assign(this.value, part);
    this.#parts = { ...this.#parts, ...part };
    this.saving.changed();
  }

  /** Why the server took nothing, if it is for this part of the form, such as `origins` or `fields[2].key`. */
  refusal(part: string): string | undefined {
    const { state, problem } = this.saving;
    if (state !== "refused" || !problem?.field.startsWith(part)) return undefined;
    return /^$|^[.[]/.test(problem.field.slice(part.length)) ? whyRefused(problem) : undefined;
  }

  /** What the server says now; nothing of it stands over what waits to be saved. */
  heard(form: FormJson): void {
    if (this.saving.state !== "saved" || form.version <= this.version) return;
    this.#take(form);
  }

  /** After a conflict: what was changed here goes over what somebody else saved; the rest stays theirs. */
  async keepMine(): Promise<boolean> {
    const form = await formApi.form(this.value.channel);
    const parts = this.#parts;
    this.#take(form);
    Object.assign(this.value, parts);
    this.#parts = parts;
    return this.saving.insist();
  }

  async takeTheirs(): Promise<void> {
    this.#take(await formApi.form(this.value.channel));
    this.#parts = {};
    this.saving.stop("saved");
  }

  #take(form: FormJson): void {
    this.value = structuredClone(form);
    this.version = form.version;
  }

  async #send(): Promise<void> {
    const parts = this.#parts;
    this.#parts = {};
    try {
      const saved = await formApi.save(this.value.channel, this.version, $state.snapshot(parts));
      this.version = saved.version;
      this.value.html = saved.html;
      await queryClient.cancelQueries({ queryKey: keys.form(saved.channel) });
      queryClient.setQueryData(keys.form(saved.channel), saved);
      if (parts.name !== undefined) void queryClient.invalidateQueries({ queryKey: keys.inboxes });
    } catch (error) {
      this.#parts = { ...parts, ...this.#parts };
      throw error;
    }
  }
}
