/** Into which conversations one may be merged, in the order in which they are likely meant. */
import type { ConversationDetail, ConversationJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { contactName } from "../../lib/names";
import type { Choice } from "./ChoiceDialog.svelte";

export function mergeChoices(
  { id, inbox }: Pick<ConversationDetail, "id" | "inbox">,
  ofContact: ConversationJson[],
  ofInbox: ConversationJson[],
): Choice[] {
  const rows = new Map([...ofContact, ...ofInbox].map((row) => [row.id, row]));
  return [...rows.values()]
    .filter((row) => row.id !== id && row.inbox === inbox && row.status !== "spam")
    .map((row) => ({
      id: row.id,
      label: `${String(row.number)} ${row.subject || t("inbox.noSubject")}`,
      hint: contactName(row.contact),
    }));
}
