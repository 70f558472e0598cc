/** Events and reasons in words. The server sends codes; the words are ours. */
import { session } from "../../app/session.svelte";
import type { ActorJson, AgentJson, EntryJson, WhyJson } from "../../lib/api/types";
import { t } from "../../lib/i18n.svelte";
import { agentName } from "../../lib/names";

export function actorName(actor: ActorJson): string {
  if (actor.kind === "system") {
    if (actor.name === "mail") return t("thread.sysMail");
    if (actor.name === "delivery") return t("thread.sysDelivery");
    return actor.name === "seed" ? t("thread.sysSeed") : t("thread.sysAny");
  }
  if (isMe(actor)) return t("thread.you");
  return actor.name || t("thread.someone");
}

const has = (entry: EntryJson, code: string): boolean => entry.why?.some((why) => why.code === code) ?? false;

const isMe = (actor: ActorJson): boolean => actor.kind === "agent" && actor.id === session.me.id;

function ownerName(owner: string, agents: AgentJson[]): string {
  return agentName(agents, owner) || t("thread.someone");
}

function assignedWords(entry: EntryJson, agents: AgentJson[]): string {
  const me = session.me.id;
  const { actor, owner } = entry;
  const name = actorName(actor);
  if (owner === null) return isMe(actor) ? t("thread.evYouUnassigned") : t("thread.evUnassigned", { name });
  if (has(entry, "assigned_by_reply"))
    return owner === me
      ? t("thread.evYouAssignedByReply")
      : t("thread.evAssignedByReply", { name: ownerName(owner, agents) });
  if (actor.id === owner) return owner === me ? t("thread.evYouTook") : t("thread.evTook", { name });
  if (owner === me) return t("thread.evAssignedYou", { name });
  return isMe(actor)
    ? t("thread.evYouAssigned", { owner: ownerName(owner, agents) })
    : t("thread.evAssigned", { name, owner: ownerName(owner, agents) });
}

function statusWords(entry: EntryJson): string {
  const name = isMe(entry.actor) ? t("thread.byYou") : actorName(entry.actor);
  if (entry.status === "closed") return t("thread.evClosed", { name });
  if (entry.status === "spam")
    return has(entry, "spam_verdict") ? t("thread.evSpamVerdict") : t("thread.evSpam", { name });
  if (has(entry, "reopened_by_message")) return t("thread.evReopenedByMessage");
  if (has(entry, "reopened_by_reply"))
    return isMe(entry.actor) ? t("thread.evYouReopenedByReply") : t("thread.evReopenedByReply", { name });
  return t("thread.evReopened", { name });
}

/** One event in one line. */
export function eventWords(entry: EntryJson, agents: AgentJson[]): string {
  switch (entry.kind) {
    case "assigned":
      return assignedWords(entry, agents);
    case "status":
      return statusWords(entry);
    case "linked":
      return t("thread.evLinked", { number: entry.linked?.number ?? "" });
    case "returned":
      return t("thread.evReturned");
    default:
      return t("thread.evUnsupported");
  }
}

/** One reason why a mail or a conversation is where it is. */
export function whyWords({ code, about }: WhyJson): string {
  switch (code) {
    case "came_to":
      return t("thread.whyCameTo", { about });
    case "matched_token":
      return t("thread.whyToken");
    case "matched_in_reply_to":
      return t("thread.whyInReplyTo");
    case "matched_references":
      return t("thread.whyReferences");
    case "started_new":
      return t("thread.whyStartedNew");
    case "stranger_quoted":
      return t("thread.whyStranger", { about });
    case "subject_changed":
      return t("thread.whySubject", { about });
    case "same_id_other_content":
      return t("thread.whySameId");
    case "automatic_mail":
      return t("thread.whyAutomatic");
    case "spam_verdict":
      return t("thread.whySpam");
    case "dmarc_failed":
      return t("thread.whyDmarc");
    case "reopened_by_message":
      return t("thread.whyReopenedMessage");
    case "reopened_by_reply":
      return t("thread.whyReopenedReply");
    case "bounce_of":
      return t("thread.whyBounce", { about });
    case "assigned_by_reply":
      return t("thread.whyAssignedReply");
    case "released_by":
      return t("thread.whyReleased", { about });
    case "unreadable":
      return t("thread.whyUnreadable");
    default:
      return t("thread.whyUnknown", { code, about });
  }
}
