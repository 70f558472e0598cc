"""A part of the inbox's page that cannot be fetched, as after an update, is told, and a button mends it."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.browsing import PLAIN, SOON, somebody

PART = re.compile(r"/assets/TokensPage-")


def test_a_part_that_cannot_be_fetched_is_told_and_there_once_the_page_was_loaded_again(
    browser: Browser, url: str
) -> None:
    with somebody(browser, PLAIN) as context:
        context.route(PART, lambda route: route.abort("connectionfailed"))
        page = context.new_page()
        page.goto(f"{url}/#/settings/tokens")
        told = page.get_by_role("region", name="Messages")
        expect(told).to_contain_text("A part of this page could not be loaded.", timeout=SOON)

        context.unroute(PART)
        told.get_by_role("button", name="Load the page again").click()

        expect(page.get_by_role("heading", name="API tokens")).to_be_visible(timeout=SOON)
        expect(told).to_have_count(0)
