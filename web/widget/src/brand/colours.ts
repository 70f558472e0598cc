/**
 * An account picks one colour, the widget computes the rest: a fill, what is written on it, and an ink for
 * links, outlines and focus on the panel (contrast by WCAG 2.2).
 */
import { hex } from "../hex.ts";

export const PANEL = { light: "#ffffff", dark: "#161b22" };

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

const luminance = (hex: string): number =>
  channels(hex).reduce((sum, part, at) => {
    const light = part / 255;
    return sum + (light > 0.04045 ? ((light + 0.055) / 1.055) ** 2.4 : light / 12.92) * [0.2126, 0.7152, 0.0722][at]!;
  }, 0.05);

/** From 1 (alike) to 21 (black and white). */
export const contrast = (one: string, other: string): number => {
  const ratio = luminance(one) / luminance(other);
  return ratio < 1 ? 1 / ratio : ratio;
};

const mixed = (one: string, other: string, share: number): string => {
  const to = channels(other);
  return `#${hex(channels(one).map((part, at) => Math.round(part + (to[at]! - part) * share)))}`;
};

/** The colour, moved away from the paper's until it stands out from it at least so much. */
function movedFrom(paper: string, color: string, least: number): string {
  const to = contrast(paper, "#ffffff") > 4.5 ? "#ffffff" : "#000000";
  let found = color;
  for (let step = 1; contrast(found, paper) < least; step++) found = mixed(color, to, step / 50);
  return found;
}

/**
 * In the dark the fill is lightened until it stands out at 3; in the light it is the colour as picked. The tint, a
 * breath of the fill on the panel, is behind icons and labels. The ink reaches 4.5 on it, and so on the panel.
 */
export function shadesOf(color: string, dark: boolean): { fill: string; tint: string; ink: string } {
  const panel = dark ? PANEL.dark : PANEL.light;
  const fill = dark ? movedFrom(panel, color, 3) : color;
  const tint = mixed(panel, fill, dark ? 0.2 : 0.09);
  return { fill, tint, ink: movedFrom(tint, color, 4.5) };
}
