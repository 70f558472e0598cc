/** A small grid of emoji: arrows move, Escape closes. */
import type { Scene } from "../panel/scene.ts";

const EMOJI = [..."😀😄😊😉😍🤔😅😂😢😭😡👍👎👏🙏👋💪💚🎉🔥⭐✅❌💡📦🚚🛒💳🎁☕"];
const ROW = 8;

export function Emoji({ scene }: { scene: Scene }) {
  return (
    <div
      class="pop emoji"
      role="group"
      aria-label={scene.words.emoji}
      onKeyDown={(event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ROW, ArrowUp: -ROW }[event.key];
        if (!step) return;
        event.preventDefault();
        const all = [...event.currentTarget.querySelectorAll("button")];
        all[all.indexOf(event.target as HTMLButtonElement) + step]?.focus();
      }}
    >
      {EMOJI.map((one, at) => (
        <button
          key={one}
          type="button"
          {...(at ? { tabIndex: -1 } : { "data-first": true })}
          onClick={() => {
            scene.drafted(scene.draft() + one);
            scene.pop("");
          }}
        >
          {one}
        </button>
      ))}
    </div>
  );
}
