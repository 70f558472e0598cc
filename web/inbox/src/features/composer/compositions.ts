/** All that is being written by the agent who is signed in, one composition for each conversation. */
import { session } from "../../app/session.svelte";
import { Composition } from "./composition.svelte";

const open = new Map<string, Composition>();
let writer = "";

/** The composition of this conversation, the same one each time. */
export function compositionOf(conversation: string): Composition {
  const me = session.state.name === "in" ? session.state.me.id : "";
  // Somebody else has signed in on this page: what the other one wrote is not theirs.
  if (me !== writer) forgetCompositions();
  writer = me;
  let found = open.get(conversation);
  if (!found) open.set(conversation, (found = new Composition(conversation)));
  return found;
}

/** Let go of all of them; what was kept as a draft stays kept. */
export function forgetCompositions(): void {
  for (const composition of open.values()) composition.uploads.clear();
  open.clear();
}
