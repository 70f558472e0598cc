/** A button that opens something above or below it; Escape and a step aside close it. */
import { IconButton } from "../panel/Icon.tsx";
import type { Scene } from "../panel/scene.ts";

export const Popup = ({ scene, name, label, d }: { scene: Scene; name: string; label: string; d: string }) => (
  <IconButton
    label={label}
    d={d}
    data-popup={name}
    aria-expanded={scene.popup === name}
    onClick={() => scene.pop(scene.popup === name ? "" : name)}
  />
);
