/** Which files can be a picture of a person. */
import type { PlainKey } from "../../lib/i18n.svelte";

export const KINDS = ["image/png", "image/jpeg", "image/webp", "image/gif"] as const;
export const MOST_BYTES = 1_000_000;

/** Why the server would refuse it; null when it would not. */
export function faultOf({ type, size }: Pick<File, "type" | "size">): PlainKey | null {
  if (!KINDS.some((kind) => kind === type)) return "people.pictureKind";
  return size > MOST_BYTES ? "people.pictureBig" : null;
}
