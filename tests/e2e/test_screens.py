"""Every main screen in both themes, both languages and at every width: readable by everybody, nothing cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browsing import EVERY_LOOK, PAIRWISE, SOAK, Complaints, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen
from tests.e2e.screens import SCREENS
from tests.journeys.product import Product

LOOKS = EVERY_LOOK if SOAK else PAIRWISE


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_screen_can_be_read_and_used(browser: Browser, company: Product, look: Look) -> None:
    wrong: list[str] = []
    with somebody(browser, look) as context:
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(company.url)
        page.get_by_role("heading").first.wait_for()
        wrong += seen(page, "sign-in", look)
        SignInScreen(page).sign_in()
        for name, way in SCREENS.items():
            way(page, company.url)
            wrong += seen(page, name, look)
        wrong += complaints.heard
    assert not wrong, "\n".join(wrong)


def seen(page: Page, name: str, look: Look) -> list[str]:
    """What is wrong with the screen that is shown now; its picture is kept."""

    page.evaluate("document.fonts.ready")
    kept_picture(page, f"{name}-{look.name}")
    found = {"axe": broken_rules(page), "cut": cut_words(page), "edge": over_the_edge(page)}
    return [f"{name} {look.name} {kind}: {one}" for kind, those in found.items() for one in those]
