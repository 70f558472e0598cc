/** The small line beside Send: what is on its way, kept, or worth knowing before it goes. */
import { t } from "../../lib/i18n.svelte";
import type { Composition, Mode } from "./composition.svelte";
import type { Saved } from "./keeping.svelte";
import { piecesOf } from "./pieces";

export interface Writing {
  composition: Composition;
  mode: Mode;
  /** For files that go up. */
  waiting: boolean;
  online: boolean;
  saved: Saved;
  enterSends: boolean;
  /** What one message holds; 0 for no limit. */
  textLength: number;
}

export function statusWords({ composition, mode, waiting, online, saved, enterSends, textLength }: Writing): string {
  if (waiting) return t("composer.waitingForFiles");
  if (!online) return t("composer.offline");
  if (saved === "refused") return t("composer.draftNotSaved");
  const pieces = mode === "reply" ? piecesOf(composition.reply, textLength) : 0;
  if (pieces > 1) return t("platform.outAs", { count: pieces });
  if (enterSends && mode === "reply" && composition.isEmpty(mode)) return t("visitor.enterSends");
  return saved === "saved" && !composition.isEmpty(mode) ? t("composer.draftSaved") : "";
}
