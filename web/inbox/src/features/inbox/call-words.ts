/** How a call of a platform went, in the reader's language: "incoming, terminate, completed, 62 s". */
import { t, type PlainKey } from "../../lib/i18n.svelte";

const WORDS: Partial<Record<string, PlainKey>> = {
  incoming: "platform.callIncoming",
  outgoing: "platform.callOutgoing",
  connect: "platform.callBegan",
  terminate: "platform.callEnded",
  ringing: "platform.callRinging",
  accepted: "platform.callAccepted",
  rejected: "platform.callRejected",
  missed: "platform.callMissed",
  completed: "platform.callCompleted",
  failed: "platform.callFailed",
};

/** What it does not know stays as it is, such as the words of an error. */
export function callWords(text: string): string {
  const said = text.split(", ").map((word) => {
    const key = WORDS[word];
    return key ? t(key) : word;
  });
  return said.join(", ");
}
