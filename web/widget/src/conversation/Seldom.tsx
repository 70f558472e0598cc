/** A part that few visitors need, as soon as it is there. */
import type { ComponentType } from "preact";
import type { Parts, Scene } from "../panel/scene.ts";
import type { Entry } from "../talk/frames.ts";
import type { Pending } from "../talk/outbox.ts";

interface Props {
  scene: Scene;
  /** the message that it is about */
  of?: Entry | Pending;
}

type Name = "AwayForm" | "BeforeForm" | "Emoji" | "Files" | "HomeMore" | "More" | "Replies";

export function Seldom({ part, ...props }: Props & { part: Name & keyof Parts }) {
  const Part = props.scene.parts?.[part] as ComponentType<Props> | undefined;
  if (Part) return <Part {...props} />;
  void props.scene.fetchParts();
  return <Waiting />;
}

export const Waiting = () => (
  <p class="ev" aria-busy="true">
    …
  </p>
);
