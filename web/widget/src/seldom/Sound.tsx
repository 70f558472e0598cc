/** Whether a message that comes in is heard. It is silent until the visitor allows it. */
import { IconButton } from "./shared.ts";
import type { Scene } from "../panel/scene.ts";
import { chime } from "./chime.ts";

const LOUD = "M5 10v4h3l5 4V6l-5 4zM16.5 9a4 4 0 010 6";
const QUIET = "M5 10v4h3l5 4V6l-5 4zM16 10l4 4M20 10l-4 4";

export function Sound({ scene }: { scene: Scene }) {
  const { chat, words } = scene;
  const isOn = !!chat.kept.sound;
  const change = (): void => {
    chat.save({ sound: !isOn });
    if (!isOn) chime();
    scene.changed();
  };
  return <IconButton label={words.sound} d={isOn ? LOUD : QUIET} aria-pressed={isOn} onClick={change} />;
}
