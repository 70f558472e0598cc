// @vitest-environment node
import { expect, test } from "vitest";
import { guideFiles } from "../guides";
import { GUIDES } from "../src/lib/guides";

const files = guideFiles();
const text = (name: string): string => String(files.get(name));
/** What a page leads to within the site. */
const linked = (html: string): string[] => [...html.matchAll(/(?:href|src)="(\/guides\/[^"]+)"/g)].map(([, path = ""]) => path);

test.each(Object.entries(GUIDES))("the guide %s that the settings link to is there, with its place", (_, address) => {
  const [path = "", anchor] = address.slice(1).split("#");

  expect(files.has(path)).toBe(true);
  if (anchor) expect(text(path)).toContain(`id="${anchor}"`);
});

test.each([...files.keys()].filter((name) => name.endsWith(".html")))("all that %s leads to is there", (name) => {
  for (const address of linked(text(name))) {
    const [path = "", anchor] = address.slice(1).split("#");
    expect(files.has(path), address).toBe(true);
    if (anchor) expect(text(path), address).toContain(`id="${anchor}"`);
  }
});

test("pictures and the example come along, and of what is not on the site only the words stand there", () => {
  expect(text("guides/messenger.html")).toContain('<img src="/guides/connect-webhook.png" alt="The second step: what to copy" width="1280" height="700"');
  expect(text("guides/custom.html")).toContain('<a href="/guides/telegram_adapter.py">');
  expect(text("guides/chat.html")).not.toContain("decisions/");
  expect(text("guides/chat.html")).not.toContain(".md");
});

test("what a page shows as it is written is no markup", () => {
  expect(text("guides/chat.html")).toContain("&lt;script");
  expect(text("guides/chat.html").match(/<script/g)).toHaveLength(1);
});
