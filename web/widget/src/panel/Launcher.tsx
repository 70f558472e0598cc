/** The button in the corner, once the panel is there: it swaps its icon, and carries what is unread. */
import { render } from "preact";
import { CHAT, DOWN, Icon } from "./Icon.tsx";
import { said, type Scene } from "./scene.ts";

const Face = ({ open, text, unread }: { open: boolean; text: string; unread: number }) => (
  <>
    <Icon d={open ? DOWN : CHAT} size={24} />
    {!open && text}
    {!open && unread > 0 && <em>{unread > 9 ? "9+" : unread}</em>}
  </>
);

export function drawLauncher(launcher: HTMLElement, { at, chat, config, inline, language, words }: Scene, covers: boolean): void {
  const open = at !== null;
  const text = config.look.text[language] ?? "";
  const unread = chat.kept.unread ?? 0;
  render(<Face open={open} text={text} unread={unread} />, launcher);
  launcher.ariaLabel = open ? words.close : (text || words.chat) + (unread ? `, ${said(words.unread, unread)}` : "");
  launcher.ariaExpanded = `${open}`;
  launcher.style.setProperty("display", covers || inline ? "none" : "flex", "important");
}
