/** Ids made in the browser: UUIDv7 (RFC 9562) in hex, so that a message sent twice is known as one. */
import { hex } from "../hex.ts";

export function newId(now = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  random[0] = (random[0]! & 0x0f) | 0x70;
  random[2] = (random[2]! & 0x3f) | 0x80;
  return now.toString(16).padStart(12, "0") + hex(random);
}
