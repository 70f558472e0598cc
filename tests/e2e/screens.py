"""Every main screen, and the way there."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

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


HELD_WORDS = {
    "title": re.compile("Nobody has this address|Nadie tiene esta dirección"),
    "raw": re.compile("^(Raw mail|Correo original)$"),
    "readable": re.compile("^(What could be read|Lo que se pudo leer)$"),
    "drop": re.compile("^(Drop|Descartar)$"),
    "drop this": re.compile("^(Drop this mail\\?|¿Descartar este correo\\?)$"),
    "pick": re.compile("^(Pick an inbox|Elegir una bandeja)$"),
    "into which": re.compile("^(Into which inbox\\?|¿En qué bandeja\\?)$"),
}


def a_held_mail(page: Page, url: str) -> Locator:
    """What could not be taken in, with its reason, as it came; the pane beside the list, or over it."""
    at("#/settings/health")(page, url)
    page.reload()  # what an earlier screen left open is closed
    page.get_by_role("button", name=HELD).click()
    pane = page.get_by_role("complementary").or_(page.get_by_role("dialog"))
    expect(pane.get_by_role("heading", name=HELD_WORDS["title"])).to_be_visible(timeout=SOON)
    expect(pane.get_by_role("region", name=HELD_WORDS["raw"])).to_contain_text("Stale address", timeout=SOON)
    return pane


def a_held_mail_as_it_came(page: Page, url: str) -> None:
    a_held_mail(page, url)


def what_could_be_read(page: Page, url: str) -> None:
    pane = a_held_mail(page, url)
    pane.get_by_role("radio", name=HELD_WORDS["readable"]).click()
    expect(pane.get_by_role("region", name=HELD_WORDS["readable"])).to_contain_text(
        "Who am I writing to?", timeout=SOON
    )


def dropping_it(page: Page, url: str) -> None:
    a_held_mail(page, url).get_by_role("button", name=HELD_WORDS["drop"]).click()
    expect(page.get_by_role("heading", name=HELD_WORDS["drop this"])).to_be_visible(timeout=SOON)


def picking_its_inbox(page: Page, url: str) -> None:
    a_held_mail(page, url).get_by_role("button", name=HELD_WORDS["pick"]).click()
    expect(page.get_by_role("heading", name=HELD_WORDS["into which"])).to_be_visible(timeout=SOON)


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
    "chatflows": at("#/chatflows"),
    "health": at("#/settings/health"),
    "held-raw": a_held_mail_as_it_came,
    "held-readable": what_could_be_read,
    "held-drop": dropping_it,
    "held-pick": picking_its_inbox,
    "palette": a_palette,
    "simulator": at("simulator"),
}
