// @vitest-environment node
import { expect, test } from "vitest";
import { deliveryOf, type Next } from "./deliveries";

test.each([
  ["normal", {}],
  ["twice", { times: 2 }],
  ["shuffled", { times: 5, shuffled: 7, with_held: true }],
  ["held", { held: true }],
  ["forged", { wrong_signature: true }],
  ["batched", { with_held: true, batched: true }],
] as [Next, object][])("%s is ordered as the stand-in takes it", (next, order) => {
  expect(deliveryOf(next, 7)).toEqual(order);
});
