/** A button that opens something above or below it; Escape and a step aside close it. */
import { Icon, type IconName } from "../panel/Icon.tsx";
import type { Scene } from "../panel/scene.ts";

export const Popup = ({ scene, name, label, icon }: { scene: Scene; name: string; label: string; icon: IconName }) => (
  <button
    type="button"
    class="ico"
    data-popup={name}
    aria-label={label}
    aria-expanded={scene.popup === name}
    onClick={() => scene.pop(scene.popup === name ? "" : name)}
  >
    <Icon name={icon} />
  </button>
);
