/** What is seldom wanted of a conversation. */
import { said } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";

export function More({ scene }: { scene: Scene }) {
  const words = scene.words;
  const { chat } = scene;
  const { id: conversation, closed } = scene.thread()!.summary;
  const { address } = chat.kept;
  const copy = (): void => {
    scene.pop("");
    chat.http.send("transcript", { conversation, language: scene.language }).then(
      () => scene.tell(said(words.copied, address)),
      () => scene.tell(words.wrong),
    );
  };
  const end = (): void => {
    scene.pop("");
    chat.line.say({ type: "close", conversation });
  };
  return (
    <div class="pop list">
      {address && (
        <button data-first onClick={copy}>
          {words.copy}
        </button>
      )}
      {!closed && (
        <button data-first={!address} onClick={end}>
          {words.end}
        </button>
      )}
    </div>
  );
}
