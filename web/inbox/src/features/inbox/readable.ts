/**
 * Words in a mail that their own colours make unreadable, such as white ones whose dark background was in a style
 * sheet or a picture, get a colour that can be read. Hidden text (no size, see-through) stays hidden.
 */
type Colour = [number, number, number, number];

const MOST = 4_000;
const ENOUGH = 3;
/** Turning takes contrast away from quiet words, which the sender did not ask for: there the AA of WCAG 1.4.3 counts. */
const ENOUGH_TURNED = 4.5;
const SMALLEST = 6;
const DARK: Colour = [26, 35, 48, 1];
const LIGHT: Colour = [255, 255, 255, 1];

/** `turned`: the page is shown with its colours turned, as a dark paper does. */
export function makeReadable(inside: Document, paper: string, turned = false): void {
  const seen = turned ? turn : (one: Colour) => one;
  for (const { element, on } of unreadable(inside, paper, seen, turned ? ENOUGH_TURNED : ENOUGH)) {
    const better = contrast(seen(DARK), seen(on)) > contrast(seen(LIGHT), seen(on)) ? DARK : LIGHT;
    element.style.setProperty("color", `rgb(${better.slice(0, 3).join(", ")})`);
  }
}

type Seen = (one: Colour) => Colour;

/** First everything is read, then everything written: the browser lays the page out once. */
function unreadable(inside: Document, paper: string, seen: Seen, enough: number): { element: HTMLElement; on: Colour }[] {
  const found: { element: HTMLElement; on: Colour }[] = [];
  const ground = colour(paper) ?? LIGHT;
  for (const element of withWords(inside)) {
    const style = getComputedStyle(element);
    const words = colour(style.color);
    if (!words || words[3] < 0.1 || Number.parseFloat(style.fontSize) < SMALLEST) continue;
    const on = background(element, ground);
    if (contrast(seen(words), seen(on)) < enough) found.push({ element, on });
  }
  return found;
}

/** What `invert(0.92) hue-rotate(180deg)` makes of a colour (Filter Effects, 9.6 and 9.7). */
function turn([r, g, b, a]: Colour): Colour {
  const [x, y, z] = [r, g, b].map((part) => 0.92 * (255 - part) + 0.08 * part) as [number, number, number];
  const part = (value: number) => Math.min(255, Math.max(0, value));
  return [
    part(-0.574 * x + 1.43 * y + 0.144 * z),
    part(0.426 * x + 0.43 * y + 0.144 * z),
    part(0.426 * x + 1.43 * y - 0.856 * z),
    a,
  ];
}

function withWords(inside: Document): Set<HTMLElement> {
  const elements = new Set<HTMLElement>();
  const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
  while (elements.size < MOST && walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent && walker.currentNode.nodeValue?.trim()) elements.add(parent);
  }
  return elements;
}

function background(element: HTMLElement, ground: Colour): Colour {
  // The page's own background is the ground, turned already where the paper is dark.
  for (let at: HTMLElement | null = element; at && at.tagName !== "HTML"; at = at.parentElement) {
    const found = colour(getComputedStyle(at).backgroundColor);
    if (found && found[3] > 0.5) return found;
  }
  return ground;
}

/** What getComputedStyle says: `rgb(…)` or `rgba(…)`. */
export function colour(computed: string): Colour | null {
  const [r, g, b, a = 1] = (computed.match(/[\d.]+/g) ?? []).map(Number);
  return r === undefined || g === undefined || b === undefined || !computed.startsWith("rgb") ? null : [r, g, b, a];
}

function luminance([r, g, b]: Colour): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one: Colour, other: Colour): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
