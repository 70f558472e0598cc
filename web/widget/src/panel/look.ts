/** Theme and colours: the account's one colour becomes a fill, the text on it, and an ink. */
import { shadesOf } from "../brand/colours.ts";
import { textOn } from "../brand/textOn.ts";
import type { Config } from "../config.ts";

export const system = matchMedia("(prefers-color-scheme:dark)");

type Look = Config["look"];

export function dress(panel: HTMLElement, launcher: HTMLElement, { color, theme, side }: Look, inline: boolean): void {
  const dark = theme === "auto" ? system.matches : theme === "dark";
  const { fill, tint, ink } = shadesOf(color, dark);
  panel.className = `bw ${dark ? "dark" : ""} ${inline ? "inline" : side}`;
  panel.style.cssText = `--brand:${fill};--on:${textOn(fill)};--tint:${tint};--ink:${ink}`;
  launcher.style.setProperty("background", fill, "important");
  launcher.style.setProperty("color", textOn(fill), "important");
}
