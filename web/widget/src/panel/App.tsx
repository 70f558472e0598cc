/** The panel: the home screen or a conversation. */
import { Conversation } from "../conversation/Conversation.tsx";
import { Home } from "./Home.tsx";
import type { Scene } from "./scene.ts";

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
      if (event.key === "Tab" && covers) scene.parts?.trap(event);
    }}
  >
    {scene.at ? <Conversation scene={scene} /> : <Home scene={scene} />}
    <p class="sr" role="log" aria-live="polite">
      {scene.news}
    </p>
  </div>
);
