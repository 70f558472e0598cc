/** How it went, asked once after a conversation was closed. */
import { Field } from "./Field.tsx";
import { filled } from "./filled.ts";
import { Icon, said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";

const FACE = "M3 12a9 9 0 0118 0 9 9 0 01-18 0M9 10h.01M15 10h.01";

/** From bad to great. */
const MOUTHS = [
  "M8.5 16.5c2-2.6 5-2.6 7 0",
  "M9 15.8c1.8-1 4.2-1 6 0",
  "M9 15h6",
  "M8.5 14.5c2 2 5 2 7 0",
  "M8 13.5h8c0 4.6-8 4.6-8 0z",
].map((mouth) => FACE + mouth);

export function Rating({ scene }: { scene: Scene }) {
  const words = scene.words;
  const { chat } = scene;
  const thread = scene.thread()!;
  const name = thread.entries.findLast((entry) => entry.agent)?.agent?.name;
  const closed = thread.entries.findLast((entry) => entry.kind === "closed")!;
  const [{ score = 0, text = "" }, fill] = filled(scene, `rating of ${thread.summary.id} ${closed.seq}`);
  const title = name ? said(words.how, name) : words.howWe;
  return (
    <form
      class="box"
      onSubmit={(event) => {
        event.preventDefault();
        chat.line.say({ type: "rate", conversation: thread.summary.id, score, text: text.trim() });
      }}
    >
      <fieldset>
        <legend>{title}</legend>
        <div class="rate">
          {words.scores.map((word, at) => (
            <label key={word} class={score === at + 1 ? "on" : ""}>
              <input type="radio" name="score" value={at + 1} checked={score === at + 1} onChange={() => fill({ score: at + 1 })} />
              <Icon d={MOUTHS[at]!} size={28} />
              {word}
            </label>
          ))}
        </div>
      </fieldset>
      <Field id="text" label={words.add} hint={words.addHint} rows={2} value={text} change={(text) => fill({ text })} />
      <button class="bbtn" disabled={!score || !chat.line.on}>{words.rate}</button>
    </form>
  );
}
