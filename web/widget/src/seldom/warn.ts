/** To whoever builds the page: their token was refused, why, and what to look at. The visitor sees nothing of it. */
import type { Refused } from "../talk/http.ts";

export function warn({ code, message }: Refused): void {
  // eslint-disable-next-line no-console -- it is for those who read the console
  console.warn(
    `Bandeja: the token given to identify() was refused, so the visitor stays anonymous. ${code}: ${message}. ` +
      "Sign it (HS256) with the key in Settings, Website chat, and let its exp be at most 24 hours ahead. " +
      'See "Who the visitor is" in docs/channels/chat.md.',
  );
}
