"""What a careful eye finds on a screen: broken rules of accessibility, and words that are cut off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # it has no types
from playwright.sync_api import Page

SCREENS = Path(__file__).resolve().parents[2] / "build" / "screens"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "iframes": False,
    "resultTypes": ["violations"],  # every element that keeps a rule is not described too
}
BROKEN = "(rules) => axe.run(rules).then(({ violations }) => violations)"

# Every element that shows words of its own, is visible, and holds more than it shows. An ellipsis is fine
# where the whole text is told by a title (its own or that of what it stands in), and so is what scrolls.
CLIPPED = """
() => [...document.querySelectorAll('body *')].filter((one) => {
  const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  if (!words || !one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  if (one.clientWidth <= 1 || one.clientHeight <= 1) return false;
  const style = getComputedStyle(one);
  const hides = (value) => value === 'hidden' || value === 'clip';
  const wide = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
  const tall = hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1;
  if (!wide && !tall) return false;
  const shortened = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
  return !(shortened && one.closest('[title]'));
}).map((one) => `${one.tagName.toLowerCase()}.${one.className}: ${one.textContent.trim().slice(0, 60)}`)
"""
# Every element whose words are broken into single signs, one below the other, as no room is left.
SQUEEZED = """
() => [...document.querySelectorAll('body *')].filter((one) => {
  const words = [...one.childNodes].some((node) => node.nodeType === 3 && /\\S{6}/.test(node.textContent));
  if (!words || !one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const { fontSize, writingMode } = getComputedStyle(one);
  const box = one.getBoundingClientRect(), size = parseFloat(fontSize);
  return writingMode === 'horizontal-tb' && box.width < 2 * size && box.height > 4 * size;
}).map((one) => `${one.tagName.toLowerCase()}, squeezed: ${one.textContent.trim().slice(0, 60)}`)
"""
# What stands in the bar above a page, and has something else lying over its end.
COVERED = """
() => [...document.querySelectorAll('main .bar *')].filter((one) => {
  const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const box = one.getBoundingClientRect();
  const seen = one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (!words || !seen || box.width <= 1 || box.right > innerWidth) return false;
  const over = document.elementFromPoint(box.right - 2, (box.top + box.bottom) / 2);
  return over && !over.contains(one) && !one.contains(over) && over.closest('main .bar') !== null;
}).map((one) => `${one.tagName.toLowerCase()}, covered: ${one.textContent.trim().slice(0, 60)}`)
"""
# The page itself must never scroll sideways, and no control may reach over the edge. The panes of the inbox
# scroll, the page under them never does: something hidden that stands below its foot would let it.
OVERFLOWING = """
() => {
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  const tall = document.querySelector('[data-region]') ? root.scrollHeight - root.clientHeight : 0;
  const out = [...document.querySelectorAll('button, a, input, select, textarea, [role=textbox]')]
    .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((one) => {
      const box = one.getBoundingClientRect();
      const inside = box.right > innerWidth + 1 && box.left < innerWidth;
      return box.width > 1 && inside && !one.closest('[data-scrolls-sideways]');
    })
    .map((one) => one.outerHTML.slice(0, 120));
  return [
    ...(wide > 1 ? [`the page is ${wide} pixels too wide`] : []),
    ...(tall > 0 ? [`the page is ${tall} pixels too tall`] : []),
    ...out,
  ];
}
"""


def broken_rules(page: Page) -> list[str]:
    """What axe finds by WCAG 2.2 A and AA, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(BROKEN, RULES)
    return [
        f"{rule['id']} {node['target']} {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def cut_words(page: Page) -> list[str]:
    """Texts that cannot be read: cut off without a way to read the rest, squeezed, or covered."""
    return [str(one) for look in (CLIPPED, SQUEEZED, COVERED) for one in page.evaluate(look)]


def over_the_edge(page: Page) -> list[str]:
    """What reaches beyond the right edge of the screen, or makes the page under the panes scroll."""
    return [str(one) for one in page.evaluate(OVERFLOWING)]


def kept_picture(page: Page, name: str) -> None:
    """A screenshot for people to look at."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENS / f"{name}.png")
