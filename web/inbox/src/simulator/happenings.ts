/** What happened on all channels in one list, newest first: mails, webhooks to the product, and calls of it. */
import type { PlainKey, t as Translate } from "../lib/i18n.svelte";
import type { IconName } from "../ui";
import type { LogLine } from "./mail-api";
import type { PlatformLine } from "./phone-api";

export type Channel = "email" | PlatformLine["channel"];

export interface Happening {
  id: string;
  at: string;
  way: "in" | "out";
  channel: Channel;
  channelName: string;
  icon: IconName;
  who: string;
  address: string;
  what: string;
  more: string;
  result: string;
  tone: "plain" | "ok" | "bad" | "warn";
  conversation: string | null;
}

export const CHANNELS: readonly { channel: Channel; words: PlainKey; icon: IconName }[] = [
  { channel: "email", words: "simulator.email", icon: "mail" },
  { channel: "messenger", words: "phone.messenger", icon: "messenger" },
  { channel: "instagram", words: "phone.instagram", icon: "instagram" },
  { channel: "whatsapp", words: "phone.whatsapp", icon: "whatsapp" },
];

const RESULT: Record<LogLine["result"], { words: PlainKey; tone: Happening["tone"] }> = {
  accepted: { words: "simulator.accepted", tone: "plain" },
  stored: { words: "simulator.stored", tone: "plain" },
  kept_once: { words: "simulator.keptOnce", tone: "ok" },
  kept_twice: { words: "simulator.keptTwice", tone: "bad" },
  delivered: { words: "simulator.delivered", tone: "ok" },
};

/** Words for what is told and called; for the rest its name at the platform stands there. */
const KINDS: Record<string, PlainKey> = {
  press: "phone.kindPress",
  postback: "phone.kindPress",
  react: "phone.kindReact",
  edit: "phone.kindEdit",
  withdraw: "phone.kindWithdraw",
  unknown: "phone.kindUnknown",
  referral: "phone.kindReferral",
  optin: "phone.kindOptin",
  handover: "phone.kindHandover",
  echo: "phone.kindEcho",
  sent: "phone.kindSent",
  delivered: "phone.kindDelivered",
  read: "phone.kindRead",
  passed: "phone.kindPassed",
  typing_on: "phone.kindTyping",
  typing_off: "phone.kindTypingEnds",
  mark_seen: "phone.kindSeen",
};

export function happenings(
  mails: readonly LogLine[],
  platforms: readonly PlatformLine[],
  t: typeof Translate,
): Happening[] {
  const all = [...mails.map((line) => ofMail(line, t)), ...platforms.map((line) => ofPlatform(line, t))];
  return all.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

function ofMail(line: LogLine, t: typeof Translate): Happening {
  const called = line.name || line.address;
  const more: string[] = [];
  if (line.way === "out") more.push(t("simulator.toWhom", { name: called }));
  if (line.files > 0) more.push(t("simulator.files", { count: line.files }));
  if (line.deliveries > 1) more.push(t("simulator.twice"));
  return {
    ...named("email", t),
    id: line.id,
    at: line.at,
    way: line.way,
    who: line.way === "in" ? t("simulator.inLine", { name: called }) : t("simulator.outLine"),
    address: line.address,
    what: t("simulator.mailLine", { subject: line.subject || t("simulator.noSubject") }),
    more: more.join(", "),
    result: t(RESULT[line.result].words),
    tone: RESULT[line.result].tone,
    conversation: line.conversation,
  };
}

function ofPlatform(line: PlatformLine, t: typeof Translate): Happening {
  const words = KINDS[line.kind];
  const said = line.text && line.kind !== "passed" ? t("simulator.mailLine", { subject: line.text }) : line.text;
  const isMessage = line.kind === "said" || line.kind === "message";
  const what = isMessage ? said : [words ? t(words) : line.kind, said];
  const more: string[] = [];
  if (line.files > 0) more.push(t("simulator.files", { count: line.files }));
  if (line.way === "out" && line.name) more.push(t("simulator.toWhom", { name: line.name }));
  return {
    ...named(line.channel, t),
    id: `${line.channel} ${line.id}`,
    at: line.at,
    way: line.way,
    who: line.way === "in" ? t("simulator.inLine", { name: line.name || line.account }) : t("simulator.outLine"),
    address: line.person,
    what: typeof what === "string" ? what : what.filter(Boolean).join(" "),
    more: more.join(", "),
    ...outcome(line, t),
    conversation: line.conversation || null,
  };
}

function named(channel: Channel, t: typeof Translate): Pick<Happening, "channel" | "channelName" | "icon"> {
  const found = CHANNELS.find((one) => one.channel === channel);
  return { channel, channelName: found ? t(found.words) : channel, icon: found?.icon ?? "chat" };
}

/** What was answered: "200 × 5, kept once", "403", "400, error 10". */
function outcome(line: PlatformLine, t: typeof Translate): Pick<Happening, "result" | "tone"> {
  if (line.held) return { result: t("phone.resultHeld"), tone: "warn" };
  if (line.statuses.length === 0) return { result: t("phone.resultDone"), tone: "plain" };
  const parts = [...new Set(line.statuses)].map((status) => {
    const count = line.statuses.filter((one) => one === status).length;
    const words = status ? String(status) : t("phone.resultLost");
    return count > 1 ? `${words} × ${count}` : words;
  });
  if (line.code) parts.push(t("phone.resultCode", { code: String(line.code) }));
  const again = line.statuses.length > 1;
  if (line.kept > 1) parts.push(t("phone.resultKeptTwice"));
  else if (again && line.kept === 1) parts.push(t("phone.resultKeptOnce"));
  const failed = line.kept > 1 || line.statuses.some((status) => status < 200 || status >= 300);
  return { result: parts.join(", "), tone: failed ? "bad" : line.way === "out" || again ? "ok" : "plain" };
}
