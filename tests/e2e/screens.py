"""Every main screen, and the way there."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.browsing import SOON

Way = Callable[[Page, str], None]
LAMP = "Lamp flickers when dimmed below half"
HELD = "wrong.token@customer.test"


def at(address: str) -> Way:
    """The screen at an address of the inbox, when it has its heading."""

    def go(page: Page, url: str) -> None:
        page.goto(f"{url}/{address}")
        expect(page.get_by_role("heading").first).to_be_visible(timeout=SOON)

    return go


def a_list(view: str) -> Way:
    def go(page: Page, url: str) -> None:
        page.goto(f"{url}/#/inbox/all/{view}")
        expect(page.get_by_role("listitem").first).to_be_visible(timeout=SOON)

    return go


def a_thread(page: Page, url: str) -> None:
    """A conversation with mails of both sides, a note and events."""
    a_list("open")(page, url)
    page.get_by_role("listitem").get_by_role("link", name=LAMP).first.click()
    expect(page.get_by_role("log")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("log").get_by_role("article").first).to_be_visible(timeout=SOON)


def a_palette(page: Page, url: str) -> None:
    a_list("open")(page, url)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible(timeout=SOON)


def a_held_mail(page: Page, url: str) -> None:
    """What could not be taken in, with its reason and the way back."""
    at("#/settings/health")(page, url)
    page.get_by_text(HELD).first.click()
    expect(page.get_by_role("dialog")).to_be_visible(timeout=SOON)


SCREENS: dict[str, Way] = {
    "list": a_list("open"),
    "unassigned": a_list("unassigned"),
    "mine": a_list("mine"),
    "closed": a_list("closed"),
    "spam": a_list("spam"),
    "thread": a_thread,
    "new-mail": at("#/new?inbox=all&view=open"),
    "profile": at("#/settings/profile"),
    "people": at("#/settings/people"),
    "health": at("#/settings/health"),
    "held": a_held_mail,
    "palette": a_palette,
    "simulator": at("simulator"),
}
