/** What is seldom needed: fetched again and again where there is no network. */
import { language } from "../words/own.ts";
import { apart } from "./apart.ts";
import type { Parts } from "./scene.ts";
import { shared } from "./shared.ts";

const AGAIN = 3_000;

export async function fetched(): Promise<Parts> {
  for (;;)
    try {
      const parts = (await apart("parts", language)) as Parts;
      parts.share(shared);
      return parts;
    } catch {
      await new Promise((later) => setTimeout(later, AGAIN));
    }
}
