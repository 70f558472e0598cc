"""What a careful eye finds in the frame of a mail: words that cannot be read, or are cut off."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# The frame has no scripts, but the page around it may look inside. Colours are followed through the filter
# that turns a light paper dark; words that the sender hid (no size, see-through, no height) are passed over.
UNREADABLE = """
() => {
  const inside = document.querySelector('article iframe')?.contentDocument;
  if (!inside) return [];
  const parts = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const ground = getComputedStyle(inside.documentElement).backgroundColor;
  const page = document.querySelector('article.mail');
  const below = parts(ground)[3] === 0 ? parts(getComputedStyle(page).backgroundColor) : parts(ground);
  const main = inside.body;
  const turned = getComputedStyle(main).filter.includes('invert');
  const clamp = (value) => Math.min(255, Math.max(0, value));
  const turn = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((one) => 0.92 * (255 - one) + 0.08 * one);
    return [
      clamp(-0.574 * x + 1.43 * y + 0.144 * z),
      clamp(0.426 * x + 0.43 * y + 0.144 * z),
      clamp(0.426 * x + 1.43 * y - 0.856 * z),
    ];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const background = (element) => {
    for (let at = element; at && at !== main.parentElement; at = at.parentElement) {
      const found = parts(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] > 0.5) return turned ? turn(found) : found.slice(0, 3);
    }
    return below.slice(0, 3);
  };
  const hidden = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const flat = style.overflow !== 'visible' && at.clientHeight === 0 && style.display !== 'inline';
      if (style.opacity === '0' || flat) return true;
    }
    const size = parseFloat(getComputedStyle(element).fontSize);
    return !element.checkVisibility({ visibilityProperty: true }) || size < 6;
  };
  const found = [];
  const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || hidden(element)) continue;
    const own = parts(getComputedStyle(element).color).slice(0, 3);
    const [low, high] = [light(turned ? turn(own) : own), light(background(element))].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 3) found.push(`${contrast.toFixed(2)}: ${words.slice(0, 50)}`);
  }
  return found;
}
"""
CLIPPED = """
() => {
  const frame = document.querySelector('article iframe');
  const inside = frame?.contentDocument;
  if (!inside) return [];
  const found = [];
  const scrolls = inside.documentElement.scrollHeight > frame.clientHeight + 2;
  if (scrolls && frame.clientHeight < 20000) found.push(`the frame is ${frame.clientHeight} high`);
  for (const one of inside.querySelectorAll('body *')) {
    const style = getComputedStyle(one);
    const hides = style.overflowX === 'hidden' || style.overflowY === 'hidden';
    if (!hides || one.clientHeight === 0 || style.opacity === '0') continue;
    if (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
      found.push(`cut: ${one.textContent.trim().slice(0, 50)}`);
  }
  return found;
}
"""


def unreadable_words(page: Page) -> list[str]:
    """Texts in the first mail's frame with a contrast below 3, as they are seen."""
    return _told(page.evaluate(UNREADABLE))


def clipped_in_frame(page: Page) -> list[str]:
    """What the first mail's frame holds and does not show."""
    return _told(page.evaluate(CLIPPED))


def _told(found: Any) -> list[str]:
    return [str(one) for one in found]
