// @vitest-environment node
import { describe, expect, test } from "vitest";
import css from "./tokens.css?raw";

type Theme = Record<string, string>;

/** The custom properties of the rule that starts with these words. */
function rule(start: string): Theme {
  const from = css.indexOf(start);
  expect(from, start).toBeGreaterThanOrEqual(0);
  const body = css.slice(css.indexOf("{", from) + 1, css.indexOf("}", from));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map((found) => [found[1], found[2]]));
}

const light = rule(":root {");
const followed = rule(":root:not([data-theme='light'])");
const chosen = rule(":root[data-theme='dark']");

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(theme: Theme, one: string, other: string): number {
  const [low = 0, high = 0] = [one, other]
    .map((name) => luminance(theme[name] ?? light[name] ?? ""))
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const READ = 4.5;
const SEEN = 3;
const PAIRS: [one: string, other: string, least: number][] = [
  ...["surface", "canvas", "sunken", "note", "accent-weak", "warn-weak", "bad-weak", "ok-weak"].flatMap(
    (ground): [string, string, number][] => [
      ["text", ground, READ],
      ["text2", ground, READ],
      ["accent", ground, SEEN],
    ],
  ),
  ["text3", "surface", READ],
  ["text3", "canvas", READ],
  ["accent", "surface", READ],
  ["accent", "canvas", READ],
  ["accent", "accent-weak", READ],
  ["on-solid", "solid", READ],
  ["control", "surface", SEEN],
  ["control", "canvas", SEEN],
  ["warn", "note", READ],
  ...["ok", "warn", "bad"].flatMap((tone): [string, string, number][] => [
    [tone, "surface", READ],
    [tone, `${tone}-weak`, READ],
  ]),
];

describe.each([
  ["light", light],
  ["dark", chosen],
])("in the %s theme", (_name, theme) => {
  test.each(PAIRS)("%s on %s can be told apart (%s to 1)", (one, other, least) => {
    expect(contrast(theme, one, other)).toBeGreaterThanOrEqual(least);
  });
});

test("dark is the same whether it was chosen or follows the system", () => {
  expect(followed).toEqual(chosen);
});

test("dark changes every colour of light", () => {
  const colours = Object.keys(light).filter((name) => light[name]?.startsWith("#") && name !== "on-solid");

  expect(Object.keys(chosen)).toEqual(expect.arrayContaining(colours));
});
