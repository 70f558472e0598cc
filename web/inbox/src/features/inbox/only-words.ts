/** How a choice of channels is called. */
import { t } from "../../lib/i18n.svelte";
import { accountName, channelName } from "../../lib/names";
import type { Choice } from "./only";

/** The name of a channel, or of a kind; one that is not among the inbox's is named as long as it is there at all. */
export function choiceName(choices: readonly Choice[], only: string): string {
  const choice = choices.find((one) => one.only === only);
  const name = choice?.channel?.name || accountName(only);
  return name || (choice ? channelName(choice.kind) : t("lists.goneChannel"));
}
