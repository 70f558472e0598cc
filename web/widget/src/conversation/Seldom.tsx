/** A part that few visitors need, as soon as it is there. */
import type { Parts, Scene } from "../panel/scene.ts";

type Name = "AfterForm" | "AwayForm" | "BeforeForm" | "Emoji" | "More" | "Rating";

export function Seldom({ scene, part }: { scene: Scene; part: Name & keyof Parts }) {
  const Part = scene.parts?.[part];
  if (Part) return <Part scene={scene} />;
  scene.fetchParts().catch(() => 0);
  return <Waiting />;
}

export const Waiting = () => (
  <p class="ev" aria-busy="true">
    …
  </p>
);
