/** How the network between the platform and the team delivers what is done next. */
import type { PlainKey } from "../lib/i18n.svelte";
import type { Delivery } from "./phone-api";

export const DELIVERIES = {
  normal: "phone.nextNormal",
  twice: "phone.nextTwice",
  shuffled: "phone.nextShuffled",
  held: "phone.nextHeld",
  forged: "phone.nextForged",
  batched: "phone.nextBatched",
} as const satisfies Record<string, PlainKey>;

export type Next = keyof typeof DELIVERIES;

/** `seed` decides the order of what is shuffled. What is held back comes along where the order of things counts. */
export function deliveryOf(next: Next, seed: number): Delivery {
  switch (next) {
    case "twice":
      return { times: 2 };
    case "shuffled":
      return { times: 5, shuffled: seed, with_held: true };
    case "held":
      return { held: true };
    case "forged":
      return { wrong_signature: true };
    case "batched":
      return { with_held: true, batched: true };
    default:
      return {};
  }
}
