/** What is wrong with the settings of a channel of any other platform before they are sent. */
import type { Faults } from "../../lib/faults";
import { t } from "../../lib/i18n.svelte";
import { isAddress } from "../calls/states";

/** As the server calls them. */
export const FIELDS = ["name", "inbox", "outbound_url"] as const;
export type CustomFaults = Faults<(typeof FIELDS)[number]>;

export function faultsOf(name: string, outbound: string): CustomFaults {
  const address = outbound.trim();
  return {
    ...(!name.trim() && { name: t("custom.nameMissing") }),
    ...(address && !isAddress(address) && { outbound_url: t("calls.urlWrong") }),
  };
}
