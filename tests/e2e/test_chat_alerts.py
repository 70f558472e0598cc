"""A visitor writes while the agent looks elsewhere: the tab's title says so, and the browser if it may."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.browsing import SOON, somebody
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.product import Product, until


def test_a_chat_that_comes_while_the_tab_is_hidden_is_told(browser: Browser, company: Product) -> None:
    """The server's news and the conversation are made up: the visitor's own side has tests of its own."""
    with somebody(browser) as context:
        page = context.new_page()
        page.add_init_script(Path(__file__).with_name("hidden_tab.js").read_text())
        page.goto(company.url)
        SignInScreen(page).sign_in()
        page.goto(f"{company.url}/#/settings/profile")
        rows = Agent(company).conversations()
        row = rows[0] | {"channel_kind": "chat", "preview_by": "contact", "owner": None, "status": "open"}
        detail = Agent(company).get(f"/api/conversations/{row['id']}") | row
        page.route(f"**/api/conversations/{row['id']}", lambda route: route.fulfill(json=detail))
        page.evaluate("window.hideTab()")
        page.evaluate("(id) => window.tellOf(id)", row["id"])
        expect(page).to_have_title(re.compile("New chat"), timeout=SOON)
        offer = page.get_by_role("status").filter(has_text="Be told of new chats by this device?")
        expect(offer).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="Tell me").click()
        expect(offer).to_have_count(0)
        page.evaluate("(id) => window.tellOf(id)", row["id"])
        until(lambda: page.evaluate("window.notified.length") == 1, 15, "the browser has told of it")
        page.evaluate("window.showTab()")
        expect(page).not_to_have_title(re.compile("New chat"), timeout=SOON)
