/** Answers to choose from, as a bot offers them. */
import type { Scene } from "../panel/scene.ts";
import type { Entry } from "../talk/frames.ts";

export const Replies = ({ scene, of }: { scene: Scene; of: Entry }) => (
  <div class="qr">
    {of.quick_replies?.map((choice) => (
      <button key={choice} onClick={() => scene.send(choice)}>
        {choice}
      </button>
    ))}
  </div>
);
