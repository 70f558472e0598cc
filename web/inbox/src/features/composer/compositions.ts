/** All that is being written, one composition for each conversation. */
import { Composition } from "./composition.svelte";

const open = new Map<string, Composition>();

/** The composition of this conversation, the same one each time. */
export function compositionOf(conversation: string): Composition {
  let found = open.get(conversation);
  if (!found) open.set(conversation, (found = new Composition(conversation)));
  return found;
}

/** Forget all of them, as when somebody signs out. */
export function forgetCompositions(): void {
  for (const composition of open.values()) composition.uploads.clear();
  open.clear();
}
