/** The settings of a website's chat while somebody changes them: saved by themselves, and hold at once. */
import { chatApi } from "../../lib/api/chat";
import type { ChatSettingsJson, SettingsPart } from "../../lib/api/chat-types";
import { Autosave } from "../../lib/autosave.svelte";
import { keys, queryClient } from "../../lib/query";

export class ChatSettingsDraft {
  /** What is on the screen. */
  value = $state<ChatSettingsJson>() as ChatSettingsJson;
  #version: number;
  #parts: SettingsPart = {};
  readonly saving = new Autosave(() => this.#send());

  constructor(settings: ChatSettingsJson) {
    this.value = structuredClone(settings);
    this.#version = settings.version;
  }

  /** This part is so now. */
  change(part: SettingsPart): void {
    Object.assign(this.value, part);
    this.#parts = { ...this.#parts, ...part };
    this.saving.changed();
  }

  /** What the server says now; nothing of it stands over what waits to be saved. */
  heard(settings: ChatSettingsJson): void {
    if (this.saving.state !== "saved" || settings.version <= this.#version) return;
    this.#take(settings);
  }

  /** After a conflict: what was changed here goes over what somebody else saved; the rest stays theirs. */
  async keepMine(): Promise<boolean> {
    const settings = await chatApi.settings(this.value.channel);
    const parts = this.#parts;
    this.#take(settings);
    Object.assign(this.value, parts);
    this.#parts = parts;
    return this.saving.insist();
  }

  async takeTheirs(): Promise<void> {
    this.#take(await chatApi.settings(this.value.channel));
    this.#parts = {};
    this.saving.stop("saved");
  }

  #take(settings: ChatSettingsJson): void {
    this.value = structuredClone(settings);
    this.#version = settings.version;
  }

  async #send(): Promise<void> {
    const parts = this.#parts;
    this.#parts = {};
    try {
      const saved = await chatApi.saveSettings(this.value.channel, this.#version, $state.snapshot(parts));
      this.#version = saved.version;
      await queryClient.cancelQueries({ queryKey: keys.chat(saved.channel) });
      queryClient.setQueryData(keys.chat(saved.channel), saved);
      // inboxes are shown with their websites
      if (parts.inbox ?? parts.name) void queryClient.invalidateQueries({ queryKey: keys.inboxes });
    } catch (error) {
      this.#parts = { ...parts, ...this.#parts };
      throw error;
    }
  }
}
