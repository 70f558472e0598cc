/** Line drawings of 24 by 24, and the buttons that are one. */
import type { ComponentProps } from "preact";
import type { Scene } from "./scene.ts";

export const CHAT = "M4 5.5h16v11H10.5L6 20v-3.5H4z";
export const DOWN = "M6 9l6 6 6-6";
export const BACK = "M15 6l-6 6 6 6";
export const CLOSE = "M6 6l12 12M18 6L6 18";
export const SEND = "M12 19V5M6 11l6-6 6 6";
export const PLANE = "M4 12l16-7-6 16-3-7zM11 14l4-4";
export const CLIP = "M8 12l5-5a3 3 0 014 4l-7 7a5 5 0 01-7-7l7-7";
export const SMILE = "M3 12a9 9 0 0118 0 9 9 0 01-18 0M8.5 14.5c2 2.4 5 2.4 7 0M9 9.5h.01M15 9.5h.01";
export const MORE = "M6 12h.01M12 12h.01M18 12h.01";
export const INFO = "M3 12a9 9 0 0118 0 9 9 0 01-18 0M12 11v5M12 8h.01";
export const WARN = "M12 4l9 16H3zM12 10v4.5M12 17.3h.01";

export const Icon = ({ d, size = 20 }: { d: string; size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
    <path d={d} />
  </svg>
);

type Props = ComponentProps<"button"> & { label: string; d: string; size?: number };

export const IconButton = ({ label, d, size, ...rest }: Props) => (
  <button class="ico" type="button" aria-label={label} {...rest}>
    <Icon d={d} size={size} />
  </button>
);

/** Within a page's own element there is nothing to close. */
export const Close = ({ scene }: { scene: Scene }) =>
  scene.inline ? null : <IconButton label={scene.words.close} d={CLOSE} onClick={() => scene.close()} />;
