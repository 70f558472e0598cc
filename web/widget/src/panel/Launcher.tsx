/** The button in the corner, once the panel is there: it swaps its icon, and carries what is unread. */
import { CHAT, DOWN, Icon } from "./Icon.tsx";

export const LauncherFace = ({ open, text, unread }: { open: boolean; text: string; unread: number }) => (
  <>
    <Icon d={open ? DOWN : CHAT} size={24} />
    {!open && text}
    {!open && unread > 0 && <em>{unread > 9 ? "9+" : unread}</em>}
  </>
);
