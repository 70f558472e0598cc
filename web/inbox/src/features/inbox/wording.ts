/** Events and reasons in words. The server sends codes; the words are ours. */
import { session } from "../../app/session.svelte";
import type { ActorJson, AgentJson, EntryJson, LinkedJson, WhyJson } from "../../lib/api/types";
import { t, type PlainKey } from "../../lib/i18n.svelte";
import { agentName, inboxName } from "../../lib/names";
import { aboutAbsent, notedWords } from "./platform-words";

export function actorName(actor: ActorJson): string {
  if (actor.kind === "system") {
    if (actor.name === "mail") return t("thread.sysMail");
    if (actor.name === "delivery") return t("thread.sysDelivery");
    if (actor.name === "chatflow") return t("visitor.sysChatflow");
    if (actor.name === "identity") return t("visitor.sysIdentity");
    if (actor.name === "platform") return t("platform.team");
    if (actor.name === "instant_reply") return t("platform.instantReply");
    return actor.name === "seed" ? t("thread.sysSeed") : t("thread.sysAny");
  }
  if (isMe(actor)) return t("inbox.you");
  return actor.name || t("inbox.someone");
}

const has = (entry: EntryJson, code: string): boolean => entry.why?.some((why) => why.code === code) ?? false;

const isMe = (actor: ActorJson): boolean => actor.kind === "agent" && actor.id === session.me.id;

function ownerName(owner: string, agents: AgentJson[]): string {
  return agentName(agents, owner) || t("inbox.someone");
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
  if (has(entry, "assigned_by_chatflow"))
    return owner === me
      ? t("visitor.evByChatflowYou")
      : t("visitor.evByChatflow", { owner: ownerName(owner, agents) });
  if (actor.id === owner) return owner === me ? t("thread.evYouTook") : t("thread.evTook", { name });
  if (owner === me) return t("thread.evAssignedYou", { name });
  return isMe(actor)
    ? t("thread.evYouAssigned", { owner: ownerName(owner, agents) })
    : t("thread.evAssigned", { name, owner: ownerName(owner, agents) });
}

function statusWords(entry: EntryJson): string {
  const name = isMe(entry.actor) ? t("thread.byYou") : actorName(entry.actor);
  if (has(entry, "closed_by_visitor")) return t("visitor.evClosed", { name });
  if (entry.status === "closed") return t("thread.evClosed", { name });
  if (entry.status === "spam")
    return has(entry, "spam_verdict") ? t("thread.evSpamVerdict") : t("thread.evSpam", { name });
  if (has(entry, "reopened_by_message")) return t("thread.evReopenedByMessage");
  if (has(entry, "reopened_by_reply"))
    return isMe(entry.actor) ? t("thread.evYouReopenedByReply") : t("thread.evReopenedByReply", { name });
  if (has(entry, "reopened_by_merge")) return t("thread.evReopenedByMerge");
  if (has(entry, "reopened_by_failure")) return t("thread.evReopenedByFailure");
  if (has(entry, "reopened_by_handover")) return t("thread.evReopenedByHandover");
  return t("thread.evReopened", { name });
}

function mergeWords(entry: EntryJson): string {
  const number = String(entry.merged?.number ?? "");
  const name = isMe(entry.actor) ? t("thread.byYou") : actorName(entry.actor);
  if (entry.kind === "merged_from") return t("thread.evMergedFrom", { number, name });
  if (entry.kind === "merged_into") return t("thread.evMergedInto", { number, name });
  return t("thread.evUnmerged", { number, name });
}

function movedWords(entry: EntryJson): string {
  const name = isMe(entry.actor) ? t("thread.byYou") : actorName(entry.actor);
  return t("thread.evMoved", { name, from: inboxName(entry.from_inbox), inbox: inboxName(entry.inbox) });
}

function linkedWords(link: LinkedJson | null): string {
  const number = link?.number ?? "";
  if (link?.reason === "same_mail") return t("thread.evSameMail", { number });
  if (link?.reason === "made_its_own") return t("thread.evMadeItsOwn", { number });
  if (link?.reason === "became_its_own") return t("thread.evBecameItsOwn", { number });
  return t("thread.evLinked", { number });
}

const STARS: readonly PlainKey[] = ["visitor.rate1", "visitor.rate2", "visitor.rate3", "visitor.rate4", "visitor.rate5"];

function ratedWords({ actor, score, text }: EntryJson): string {
  const stars = Math.min(5, Math.max(1, score ?? 1));
  const said = { name: actorName(actor), word: t(STARS[stars - 1] ?? "visitor.rate1"), score: String(stars) };
  return text ? t("visitor.ratedWords", { ...said, text }) : t("visitor.rated", said);
}

function recognisedWords({ name, address, proven }: EntryJson): string {
  const who = { name: name || (address ?? ""), address: address ?? "" };
  const adds = who.address !== "" && who.address !== who.name;
  if (proven) return t(adds ? "visitor.evProvenAddress" : "visitor.evProven", who);
  return t(adds ? "visitor.evClaimedAddress" : "visitor.evClaimedName", who);
}

/** One event in one line. `channel` is what the conversation's platform calls itself. */
export function eventWords(entry: EntryJson, agents: AgentJson[], channel = ""): string {
  switch (entry.kind) {
    case "noted":
      return notedWords(entry, channel);
    case "reacted":
    case "edited":
    case "withdrawn":
      return aboutAbsent(entry, actorName(entry.actor));
    case "assigned":
      return assignedWords(entry, agents);
    case "status":
      return statusWords(entry);
    case "linked":
      return linkedWords(entry.linked);
    case "returned":
      return t("thread.evReturned");
    case "merged_from":
    case "merged_into":
    case "unmerged":
      return mergeWords(entry);
    case "moved":
      return movedWords(entry);
    case "rated":
      return ratedWords(entry);
    case "recognised":
      return recognisedWords(entry);
    default:
      return t("thread.evUnsupported");
  }
}

const plainWhy: Partial<Record<string, PlainKey>> = {
  matched_token: "thread.whyToken",
  matched_in_reply_to: "thread.whyInReplyTo",
  matched_references: "thread.whyReferences",
  started_new: "thread.whyStartedNew",
  same_id_other_content: "thread.whySameId",
  automatic_mail: "thread.whyAutomatic",
  spam_verdict: "thread.whySpam",
  dmarc_failed: "thread.whyDmarc",
  reopened_by_message: "thread.whyReopenedMessage",
  reopened_by_reply: "thread.whyReopenedReply",
  reopened_by_merge: "thread.evReopenedByMerge",
  reopened_by_failure: "thread.evReopenedByFailure",
  reopened_by_handover: "thread.evReopenedByHandover",
  assigned_by_reply: "thread.whyAssignedReply",
  assigned_by_chatflow: "visitor.whyChatflow",
  unreadable: "thread.whyUnreadable",
  asks_forwarding: "thread.whyAsks",
  own_mail_program: "thread.whyOwnProgram",
  form_trap: "thread.whyFormTrap",
  form_too_fast: "thread.whyFormFast",
};

/** One reason why a mail or a conversation is where it is. */
export function whyWords({ code, about }: WhyJson): string {
  const plain = plainWhy[code];
  if (plain) return t(plain);
  switch (code) {
    case "came_to":
      return t("thread.whyCameTo", { about });
    case "stranger_quoted":
      return t("thread.whyStranger", { about });
    case "subject_changed":
      return t("thread.whySubject", { about });
    case "bounce_of":
      return t("thread.whyBounce", { about });
    case "released_by":
      return t("thread.whyReleased", { about });
    case "another_subject":
      return t("thread.whyOtherSubject", { about });
    case "made_its_own":
      return t("thread.whyMadeItsOwn", { about });
    case "people_joined":
      return t("thread.joined", { who: about });
    case "customer_left_out":
      return t("thread.whyLeftOut", { about });
    case "agent_unproven":
      return t("thread.whyAgentUnproven", { about });
    default:
      return t("thread.whyUnknown", { code, about });
  }
}
