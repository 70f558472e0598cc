/** How long a platform still takes an answer, as rows of the list say it: only once that is not long any more. */
import type { ChannelKindJson, ConversationJson } from "../../lib/api/types";
import { language, t } from "../../lib/i18n.svelte";
import { knownKind, learnKinds } from "../../lib/kinds";
import { channelName } from "../../lib/names";
import { fullTime, span } from "../../lib/time";

export interface TimeLeft {
  words: string;
  /** What a pointer over it shows. */
  title: string;
  /** It should be answered next. */
  soon: boolean;
}
export type LeftOf = (row: ConversationJson, now: number) => TimeLeft | null;

const HOUR = 3_600_000;
const TOLD = 4 * HOUR;

type Rule = Pick<ChannelKindJson, "window" | "templates">;
type Wrote = Pick<ConversationJson, "wrote_at" | "channel_kind">;

/** Null where people may always be written to, and while there is time: until anything may be sent no more, and then
 * until nothing a person writes. */
export function timeLeft(row: Wrote, kind: Rule | undefined, now: number): TimeLeft | null {
  if (!kind?.window || row.wrote_at === null) return null;
  const { open, people } = kind.window;
  const wrote = Date.parse(row.wrote_at);
  const last = wrote + Math.max(open, people) * HOUR;
  const until = now < wrote + open * HOUR ? wrote + open * HOUR : last;
  const left = until - now;
  if (left >= TOLD) return null;
  const named = { channel: channelName(row.channel_kind), time: fullTime(new Date(until).toISOString(), language.current) };
  if (left > 0)
    return {
      words: t("lists.left", { span: span(left, language.current) }),
      title: t(until < last ? "lists.freeTitle" : "lists.leftTitle", named),
      soon: left < HOUR,
    };
  return {
    words: t(kind.templates ? "lists.overTemplates" : "lists.over"),
    title: t(kind.templates ? "lists.overTemplatesTitle" : "lists.overTitle", named),
    soon: false,
  };
}

/** Once the words and what each kind of channel can do are here. */
export async function answerTimes(): Promise<LeftOf> {
  await Promise.all([learnKinds(), language.more("lists")]);
  return (row, now) => timeLeft(row, knownKind(row.channel_kind), now);
}
