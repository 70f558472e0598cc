/** What is seldom needed: fetched again and again where there is no network. */
import type { Parts } from "./scene.ts";

const AGAIN = 3_000;

export async function fetched(): Promise<Parts> {
  for (;;)
    try {
      return await import("../seldom/parts.tsx");
    } catch {
      await new Promise((later) => setTimeout(later, AGAIN));
    }
}
