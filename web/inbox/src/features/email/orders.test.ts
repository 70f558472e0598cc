// @vitest-environment node
import { afterEach, expect, test } from "vitest";
import type { EmailSettingsJson } from "../../lib/api/types";
import { keys, queryClient } from "../../lib/query";
import { Orders } from "./orders.svelte";

afterEach(() => queryClient.clear());

const told = (version: number) => ({ version }) as EmailSettingsJson;
const shown = () => queryClient.getQueryData<EmailSettingsJson>(keys.email("i"))?.version;

/** An order that ends when it is told to. */
function slow(): { order: () => Promise<EmailSettingsJson>; end: (version: number) => void; begun: () => boolean } {
  let resolve: (settings: EmailSettingsJson) => void = () => undefined;
  let begun = false;
  const order = () => {
    begun = true;
    return new Promise<EmailSettingsJson>((done) => (resolve = done));
  };
  return { order, end: (version) => resolve(told(version)), begun: () => begun };
}

test("an order given while another is under way is carried out after it", async () => {
  const orders = new Orders("i");
  const first = slow();
  const one = orders.run("confirmed", first.order);
  const two = orders.run("test", async () => told(2));

  expect(orders.waits("test")).toBe(true);
  await Promise.resolve();
  expect(shown()).toBeUndefined();
  first.end(1);

  expect(await Promise.all([one, two])).toEqual([true, true]);
  expect(shown()).toBe(2);
  expect(orders.waits("test")).toBe(false);
});

test("a double click is one order", async () => {
  const orders = new Orders("i");
  const first = slow();
  const one = orders.run("test", first.order);

  expect(await orders.run("test", async () => told(9))).toBe(false);
  first.end(1);
  expect(await one).toBe(true);
  expect(shown()).toBe(1);
});

test("an order that fails holds up none behind it", async () => {
  const orders = new Orders("i");
  const failures: unknown[] = [];
  const one = orders.run("address", () => Promise.reject(new Error("no")), (error) => failures.push(error));
  const two = orders.run("test", async () => told(2));

  expect(await Promise.all([one, two])).toEqual([false, true]);
  expect(failures).toHaveLength(1);
  expect(shown()).toBe(2);
});
