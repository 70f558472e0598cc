/** What became of a try to bring something to somebody's server: in words, and what can be done about it. */
import type { CallJson, CallState, TestedJson } from "../../lib/api/integrations";
import { causeText } from "../../lib/cause-text.svelte";
import { t, type PlainKey } from "../../lib/i18n.svelte";
import type { IconName } from "../../ui";

interface Shown {
  words: PlainKey;
  icon: IconName;
  tone: "ok" | "warn" | "bad";
}

const STATES: Record<CallState, Shown> = {
  taken: { words: "calls.taken", icon: "check", tone: "ok" },
  later: { words: "calls.later", icon: "clock", tone: "warn" },
  failed: { words: "calls.failed", icon: "alert", tone: "bad" },
  unsure: { words: "calls.unsure", icon: "help", tone: "warn" },
};

export const shownState = (state: CallState): Shown => STATES[state];

/** Of each thing that was tried, the newest try: `calls` come newest first. */
export function newestOf<Call extends CallJson>(calls: readonly Call[], thing: (call: Call) => string): Call[] {
  const seen = new Set<string>();
  return calls.filter((call) => {
    const name = thing(call);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** A message can be sent again when its last try did not surely bring it. */
export const isOpen = ({ state, conversation, seq }: CallJson): boolean =>
  (state === "failed" || state === "unsure") && conversation !== "" && seq !== null && seq > 0;

/** The result of a test in a sentence. */
export function testWords({ ok, status, detail }: TestedJson): string {
  if (ok) return t("calls.testOk", { status: String(status) });
  const said = status ? t("calls.testRefused", { status: String(status) }) : t("calls.testSilent");
  return detail ? `${said} ${causeText(detail)}` : said;
}

/** The server checks more; this only spares a round for what is plainly no address. */
export const isAddress = (text: string): boolean => URL.canParse(text) && /^https?:\/\/./i.test(text);
