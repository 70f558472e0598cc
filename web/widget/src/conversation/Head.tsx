/** The head of a conversation: who answers, and what can be done with it. */
import { Faces } from "../panel/Faces.tsx";
import { BACK, Close, IconButton, MORE } from "../panel/Icon.tsx";
import { Popup } from "./Popup.tsx";
import { facesOf, type Scene } from "../panel/scene.ts";
import { Seldom } from "./Seldom.tsx";
import { status } from "../panel/status.ts";

export function Head({ scene }: { scene: Scene }) {
  const { words, config } = scene;
  const thread = scene.thread();
  const agent = thread?.typing ?? thread?.entries.findLast(({ agent }) => agent)?.agent;
  const who = agent ?? facesOf(scene)[0] ?? { name: config.company, avatar: "" };
  const [away, isHere] = status(scene, false);
  const name = agent?.name ?? config.company;
  const state = thread?.summary.closed ? words.ended : agent && isHere ? words.here : away;
  const closed = thread?.summary.closed;
  return (
    <div class="ch">
      <IconButton label={words.back} d={BACK} onClick={() => scene.go("")} />
      <Faces small of={[who]} site={config.site} />
      <div class="w">
        <h2 class="cut" title={name}>
          {name}
        </h2>
        <p class="stat x12 m">
          <i class={isHere && !closed ? "" : "off"} />
          <span class="cut" title={state}>
            {state}
          </span>
        </p>
      </div>
      <Tools scene={scene} />
    </div>
  );
}

function Tools({ scene }: { scene: Scene }) {
  const { words, chat } = scene;
  const thread = scene.thread();
  const Sound = scene.parts?.Sound;
  return (
    <>
      {Sound && <Sound scene={scene} />}
      {thread && (chat.kept.address || !thread.summary.closed) && (
        <div class="more">
          <Popup scene={scene} name="more" label={words.more} d={MORE} />
          {scene.popup === "more" && <Seldom scene={scene} part="More" />}
        </div>
      )}
      <Close scene={scene} />
    </>
  );
}
