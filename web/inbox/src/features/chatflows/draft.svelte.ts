/**
 * A chatflow while somebody edits it: what is typed stands at once and is saved as a draft a moment later. When a
 * colleague saved in between nothing of either is lost: the editor says so and asks whose is to stay.
 */
import { chatApi } from "../../lib/api/chat";
import type { ChatflowJson, FlowContent } from "../../lib/api/chat-types";
import { Autosave } from "../../lib/autosave.svelte";

const sameText = (one: ChatflowJson, other: ChatflowJson): boolean =>
  one.name === other.name && JSON.stringify(one.draft) === JSON.stringify(other.draft);

export class Draft {
  readonly id: string;
  /** What is on the screen; tell `saving` after each change. */
  content = $state<FlowContent>() as FlowContent;
  name = $state("");
  flow = $state.raw<ChatflowJson>() as ChatflowJson;
  readonly saving = new Autosave(async () => {
    this.answered(await chatApi.save(this.id, this.flow.version, this.name, $state.snapshot(this.content)));
  });

  constructor(
    flow: ChatflowJson,
    readonly learned: (flow: ChatflowJson) => void,
  ) {
    this.id = flow.id;
    this.#take(flow);
  }

  #take(flow: ChatflowJson): void {
    this.flow = flow;
    this.content = structuredClone(flow.draft);
    this.name = flow.name;
  }

  /** What the server says now; nothing of it stands over what waits to be saved. */
  heard(flow: ChatflowJson): void {
    if (flow.version < this.flow.version) return;
    // Another place, or another state, is no other text.
    if (sameText(flow, this.flow)) this.flow = flow;
    else if (this.saving.state === "saved") this.#take(flow);
  }

  /** An order answered with what the chatflow is now, its words unchanged. */
  answered(flow: ChatflowJson): void {
    this.flow = flow;
    this.learned(flow);
  }

  /** What was published once is the draft again. Answers what takes that back; null when this draft is not saved. */
  async bringBack(seq: number): Promise<(() => void) | null> {
    if (!(await this.saving.settle())) return null;
    const before = $state.snapshot(this.content);
    const flow = await chatApi.bringBack(this.id, seq, this.flow.version);
    this.#take(flow);
    this.learned(flow);
    return () => {
      this.content = before;
      this.saving.changed();
    };
  }

  /** After a conflict: what is here goes over what the colleague wrote. */
  async keepMine(): Promise<boolean> {
    this.flow = await chatApi.flow(this.id);
    return this.saving.insist();
  }

  /** After a conflict: what the colleague wrote comes here. */
  async takeTheirs(): Promise<void> {
    const flow = await chatApi.flow(this.id);
    this.#take(flow);
    this.saving.stop("saved");
    this.learned(flow);
  }
}
