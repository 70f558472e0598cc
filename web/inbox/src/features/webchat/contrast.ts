/**
 * What the chat computes from the one colour a team picks (as in `web/widget/src/brand`): a fill, what is written on
 * it, and an ink for links. Shown beside the colour, so that nobody has to believe it.
 */

export const PANEL = { light: "#ffffff", dark: "#161b22" } as const;
const TEXT = 4.5;
const EDGE = 3;

export const isColor = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((part) => {
    const light = part / 255;
    return light > 0.04045 ? ((light + 0.055) / 1.055) ** 2.4 : light / 12.92;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** By WCAG 2.2: from 1 (alike) to 21 (black and white). */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function movedFrom(panel: string, color: string, least: number): string {
  const to = panel === PANEL.dark ? 255 : 0;
  for (let step = 0; step <= 50; step += 1) {
    const parts = channels(color).map((part) => Math.round(part + ((to - part) * step) / 50));
    const found = `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    if (contrast(found, panel) >= least) return found;
  }
  return to ? "#ffffff" : "#000000";
}

export interface Computed {
  panel: string;
  fill: string;
  onFill: string;
  ink: string;
  fillRatio: number;
  inkRatio: number;
}

export function computed(color: string, mode: "light" | "dark"): Computed {
  const panel = PANEL[mode];
  const fill = mode === "dark" ? movedFrom(panel, color, EDGE) : color;
  const onFill = contrast(fill, "#ffffff") >= TEXT ? "#ffffff" : "#000000";
  const ink = movedFrom(panel, color, TEXT);
  return { panel, fill, onFill, ink, fillRatio: contrast(fill, onFill), inkRatio: contrast(ink, panel) };
}
