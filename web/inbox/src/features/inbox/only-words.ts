/** How a choice of channels is called. */
import { t } from "../../lib/i18n.svelte";
import { channelName } from "../../lib/names";
import type { Choice } from "./only";

/** The name of a channel, or of a kind; one that is there no more has none. */
export function choiceName(choices: readonly Choice[], only: string): string {
  const choice = choices.find((one) => one.only === only);
  return choice?.channel?.name ?? (choice ? channelName(choice.kind) : t("lists.goneChannel"));
}
