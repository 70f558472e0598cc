/** One conversation, or one that is to begin. */
import { Head } from "./Head.tsx";
import { Icon, INFO } from "../panel/Icon.tsx";
import { Log } from "./Log.tsx";
import type { Scene } from "../panel/scene.ts";
import { Seldom } from "./Seldom.tsx";
import { TextBox } from "./TextBox.tsx";

export function Conversation({ scene }: { scene: Scene }) {
  const { chat, config, held } = scene;
  const After = scene.parts?.After;
  const isAway = scene.at === "new" && !chat.available && config.away.mode === "email";
  return (
    <>
      <Head scene={scene} />
      <Strip scene={scene} />
      {isAway ? (
        <Seldom scene={scene} part="AwayForm" />
      ) : (
        <>
          <Log scene={scene}>{held ? <Seldom scene={scene} part="BeforeForm" /> : After && <After scene={scene} />}</Log>
          {!held && <TextBox scene={scene} />}
        </>
      )}
    </>
  );
}

/** No line, no network, or what was just done: one line, and it says what happens next. */
function Strip({ scene: { chat, words, notice, lost } }: { scene: Scene }) {
  const text = navigator.onLine ? (lost && chat.begun ? words.lost : notice) : words.offline;
  return (
    <div role="status">
      {text && (
        <p class="strip">
          <Icon d={INFO} size={16} />
          {text}
        </p>
      )}
    </div>
  );
}
