/** The first screen: who is there, how to begin, and what was said before. */
import { Faces } from "./Faces.tsx";
import { Close, Icon, PLANE } from "./Icon.tsx";
import { facesOf, written, type Scene } from "./scene.ts";
import { Seldom } from "../conversation/Seldom.tsx";
import { status } from "./status.ts";

export function Home({ scene }: { scene: Scene }) {
  const { words, config, flow, chat } = scene;
  const faces = facesOf(scene);
  const [state, isHere] = status(scene, true);
  return (
    <>
      <div class="hd">
        <div class="top">
          <Faces of={faces} site={config.site} />
          <Close scene={scene} />
        </div>
        <h2>{written(scene, flow?.heading) || config.company}</h2>
      </div>
      <div class="home">
        <div class="hc go">
          <p class="stat x13 m">
            <i class={isHere ? "" : "off"} />
            {state}
          </p>
          <button class="bbtn" onClick={() => scene.go("new")}>
            <Icon d={PLANE} />
            {words.start}
          </button>
        </div>
        {(chat.threads.size > 0 || faces.some(({ meeting_url }) => meeting_url)) && <Seldom scene={scene} part="HomeMore" />}
        <p class="by">{words.made}</p>
      </div>
    </>
  );
}
