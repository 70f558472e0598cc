/** Always show the pictures of who sent a mail, or ask again: for the whole team, and told here. */
import { api } from "../../lib/api/client";
import type { ConversationDetail, EntryJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { problemText } from "../../lib/problem-text";
import { keys, queryClient } from "../../lib/query";
import { tell } from "../../lib/undo";
import { pictures } from "./papers.svelte";

export async function trustPictures(
  { conversation: id, seq, sender }: EntryJson,
  conversation: ConversationDetail,
  always: boolean,
): Promise<void> {
  const address = sender?.address ?? "";
  try {
    await (always ? api.trustPictures(id, seq) : api.distrustPictures(id, seq));
  } catch (error) {
    tell(problemText(error));
    return;
  }
  pictures.changed();
  void queryClient.invalidateQueries({ queryKey: keys.contact(conversation.contact.id) });
  tell(always ? t("mail.imagesKept", { address }) : t("mail.imagesForgotten", { address }));
}

/** The server refuses the others: anybody could have written in their name. */
export function mayBeTrusted({ sender, why }: EntryJson, { status }: ConversationDetail): boolean {
  const suspect = (why ?? []).some(({ code }) => code === "dmarc_failed" || code === "spam_verdict");
  return Boolean(sender?.address) && status !== "spam" && !suspect;
}
