/** The panel: the home screen or a conversation. */
import { Conversation } from "../conversation/Conversation.tsx";
import { Home } from "./Home.tsx";
import type { Scene } from "./scene.ts";

const STOPS = "button:enabled:not([tabindex='-1']),a,input,textarea,[tabindex='0']";

/** On a phone the panel covers the page, so Tab stays within it. */
function trap(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const stops = event.currentTarget.querySelectorAll<HTMLElement>(STOPS);
  const [from, to] = event.shiftKey ? [stops[0], stops[stops.length - 1]] : [stops[stops.length - 1], stops[0]];
  if (event.target !== from) return;
  event.preventDefault();
  to?.focus();
}

export const App = ({ scene, covers }: { scene: Scene; covers: boolean }) => (
  <div
    class="panel"
    role="dialog"
    aria-label={scene.config.company}
    aria-modal={covers || undefined}
    tabIndex={-1}
    onKeyDown={(event) => {
      if (event.key === "Escape" && (scene.popup || !scene.inline)) {
        event.stopPropagation();
        if (scene.popup) scene.pop("");
        else scene.close();
      }
      if (event.key === "Tab" && covers) trap(event);
    }}
  >
    {scene.at ? <Conversation scene={scene} /> : <Home scene={scene} />}
    <p class="sr" role="log" aria-live="polite">
      {scene.news}
    </p>
  </div>
);
