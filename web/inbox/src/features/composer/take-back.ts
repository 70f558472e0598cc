/** Taking back what was sent off: words and files return to the composer of their conversation. */
import { outbox, type Order } from "../../lib/outbox.svelte";
import { toasts } from "../../ui";
import type { Composition, Mode } from "./composition.svelte";
import { compositionOf } from "./compositions";

type Waker = (mode: Mode) => void;

/** The composers on the screen, by conversation: told when something was put back into them. */
const awake = new Map<string, Waker>();
const toastOf = new Map<string, number>();

export function wakeFor(conversation: string, wake: Waker): () => void {
  awake.set(conversation, wake);
  return () => {
    if (awake.get(conversation) === wake) awake.delete(conversation);
  };
}

/** The toast that counts down for an order; it goes when the order is taken back elsewhere. */
export function rememberToast(key: string, toast: number): void {
  toastOf.set(key, toast);
}

export function forgetToast(key: string): void {
  toastOf.delete(key);
}

/** Put an order that has already left the outbox back into its composer. */
export function putBack(order: Order): void {
  const mode = compositionOf(order.conversation).putBack(order);
  awake.get(order.conversation)?.(mode);
}

/** Undo a held order. False when it has gone out already. */
export function takeBack(key: string): boolean {
  const order = outbox.undo(key);
  const toast = toastOf.get(key);
  if (toast !== undefined) toasts.drop(toast);
  forgetToast(key);
  if (order) putBack(order);
  return order !== null;
}

/** What was refused, or met a newer message, and would not come back into words that are being written. */
export function refusedIn(composition: Composition): Order | undefined {
  const back = outbox.of(composition.conversation).find(({ state }) => state === "stale" || state === "failed");
  return back && composition.isEmpty(back.kind === "comment" ? "note" : "reply") ? back : undefined;
}

/** Bring a refused or stale order back to be changed: it stands above what has been written since. */
export function edit(key: string): void {
  const order = outbox.discard(key);
  if (order) putBack(order);
}
