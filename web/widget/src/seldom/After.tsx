/** What may stand below the last message. */
import { AfterForm } from "./AfterForm.tsx";
import { Rating } from "./Rating.tsx";
import type { Scene } from "../panel/scene.ts";

/** What comes below the last message: the question for an email, or for a rating. */
export function After({ scene }: { scene: Scene }) {
  const { flow, chat } = scene;
  const thread = scene.thread();
  if (!thread || !flow) return null;
  const lastOf = (kind: string): number => thread.entries.findLast((entry) => entry.kind === kind)?.seq ?? 0;
  if (thread.summary.closed)
    return flow.rating && lastOf("closed") > lastOf("rated") ? <Rating scene={scene} /> : null;
  return flow.email.ask === "after_first" && !chat.kept.address && !scene.passed ? (
    <AfterForm scene={scene} />
  ) : null;
}
