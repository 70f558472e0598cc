/** Where the visitor writes. What is there is kept until it is sent. */
import { CLIP, Icon, SEND, SMILE } from "../panel/Icon.tsx";
import { Popup } from "./Popup.tsx";
import type { Scene } from "../panel/scene.ts";
import { Seldom } from "./Seldom.tsx";

const MOST = 4000;
const TALLEST = 120;

/** As high as what is in it. */
const fit = (box: HTMLTextAreaElement | null): void => {
  if (!box) return;
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, TALLEST)}px`;
};

export function TextBox({ scene }: { scene: Scene }) {
  const { words, config } = scene;
  const text = scene.draft();
  const isEmpty = !text.trim();
  const send = (event: Event): void => {
    event.preventDefault();
    if (isEmpty) return;
    scene.drafted("");
    scene.send(text.trim());
    scene.focus();
  };
  return (
    <form class="txt" onSubmit={send}>
      <textarea
        // another function each time, so that it is asked for its height whenever it is drawn
        ref={(box) => fit(box)}
        class="in"
        data-focus
        rows={1}
        maxLength={MOST}
        aria-label={words.message}
        placeholder={scene.thread()?.summary.closed ? words.writeAgain : words.write}
        value={text}
        dir="auto"
        onInput={({ currentTarget }) => scene.drafted(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
        }}
      />
      {config.uploads && <FileButton scene={scene} />}
      <Popup scene={scene} name="emoji" label={words.emoji} d={SMILE} />
      <button class={isEmpty ? "snd off" : "snd"} aria-label={words.send} disabled={isEmpty}>
        <Icon d={SEND} />
      </button>
      {scene.popup === "emoji" && <Seldom scene={scene} part="Emoji" />}
    </form>
  );
}

function FileButton({ scene }: { scene: Scene }) {
  return (
    <label class="ico" title={scene.words.attach}>
      <Icon d={CLIP} />
      <input
        class="sr"
        type="file"
        aria-label={scene.words.attach}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file) scene.attach(file);
          currentTarget.value = "";
        }}
      />
    </label>
  );
}
