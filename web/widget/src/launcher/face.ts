/**
 * What of the chat stands on a page before it is opened: a button, perhaps with a greeting above it. It is
 * small, so it has no style sheet: what is set by script needs no leave of the page's `style-src`.
 */
import { textOn } from "../brand/textOn.ts";
import type { Config } from "../config.ts";

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  style: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = dressed(document.createElement(tag), style);
  made.append(...inside);
  return made;
}

/** The page's own rules reach the host, even with !important: an element's own important ones win. */
function dressed<Kind extends HTMLElement>(made: Kind, style: string): Kind {
  made.style.cssText = style.replace(/;/g, "!important;");
  return made;
}

const BUTTON = "border:0;cursor:pointer;padding:16px;box-shadow:0 4px 16px #0004;font:14px/20px Inter,system-ui,sans-serif;";

export const host = document.createElement("bandeja-chat");
export const root = host.attachShadow({ mode: "open" });
export const launcher = element("button", "");

/** `text` stands beside the icon. */
export function draw({ side, color, theme }: Config["look"], text: string): void {
  dressed(
    host,
    `all:initial;position:fixed;z-index:2147483647;bottom:20px;${side}:20px;display:grid;gap:16px;` +
      `justify-items:${side};color-scheme:${theme.replace("auto", "light dark")};`,
  );
  dressed(
    launcher,
    `${BUTTON}display:flex;gap:8px;border-radius:28px;forced-color-adjust:none;background:${color};color:${textOn(color)};`,
  );
  const icon = element("b", "border:2px solid;border-radius:8px 8px 8px 0;width:16px;height:16px;margin:2px;");
  launcher.replaceChildren(icon, text);
  launcher.ariaLabel = text || "Chat";
}

/** A greeting above the button: the words, which open the chat when pressed, and what closes it. */
export function greet(title: string, text: string, close: string): HTMLButtonElement[] {
  const paper = `${BUTTON}text-align:start;background:Canvas;color:CanvasText;border-radius:14px;`;
  const words = element("button", `${paper}width:288px;`, element("b", "display:block;", title), text);
  const shut = element("button", `${paper}margin:0 -12px -30px;padding:4px 8px;z-index:1;`, "✕");
  shut.ariaLabel = close;
  launcher.before(shut, words);
  return [words, shut];
}

/** Takes the greeting away. */
export const hush = (): void => {
  while (launcher.previousSibling) launcher.previousSibling.remove();
};
root.append(launcher);
