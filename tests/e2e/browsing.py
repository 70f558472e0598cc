"""Chromium for the tests: one process for many, each test in a profile of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product as every
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from infra.browser import find_browser

Theme = Literal["light", "dark"]
Language = Literal["en", "es"]
SOON = 30_000  # milliseconds: how long a busy machine may take to show what is on its way
expect.set_options(timeout=SOON)
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody sees it: `width` in CSS pixels."""

    theme: Theme
    language: Language
    width: int

    @property
    def name(self) -> str:
        return f"{self.width}-{self.theme}-{self.language}"

    @property
    def height(self) -> int:
        return 844 if self.width < 600 else 900


THEMES: tuple[Theme, ...] = ("light", "dark")
LANGUAGES: tuple[Language, ...] = ("en", "es")
WIDTHS = (1440, 1100, 800, 390)
EVERY_LOOK = tuple(Look(*one) for one in every(THEMES, LANGUAGES, WIDTHS))
# every theme in every language, and every width
PAIRWISE = (
    Look("light", "en", 1440),
    Look("dark", "es", 1100),
    Look("dark", "en", 800),
    Look("light", "es", 390),
)
PLAIN = Look("light", "en", 1440)
SOAK = bool(os.environ.get("BANDEJA_SOAK"))
# how a screen is looked at: at every landing both themes, both languages, wide and narrow; more in the soak
LOOKS = PAIRWISE if SOAK else (PLAIN, Look("dark", "es", 390))


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
        browser = playwright.chromium.launch(executable_path=str(find_browser()), args=flags)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def somebody(browser: Browser, look: Look = PLAIN) -> Iterator[BrowserContext]:
    """A person's profile, with their theme and language already chosen, who likes nothing to move."""
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height},
        locale="es-ES" if look.language == "es" else "en-GB",
        timezone_id="Europe/Madrid",
        reduced_motion="reduce",
        color_scheme=look.theme,
        has_touch=look.width < 600,
    )
    context.add_init_script(
        f"localStorage.setItem('bandeja.theme', '{look.theme}');"
        f"localStorage.setItem('bandeja.language', '{look.language}');"
    )
    try:
        yield context
    finally:
        context.close()


class Complaints:
    """What the pages complain about: errors of scripts, and what the console calls an error."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        page.on("pageerror", lambda error: self.heard.append(f"{error}"))
        page.on("console", lambda said: self._hear(said.type, said.text))

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and "401" not in text:  # before signing in nobody is signed in
            self.heard.append(text)
