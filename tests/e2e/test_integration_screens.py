"""The screens of custom channels and of webhooks: every state, every look, by keys.

The server is made up (`web/inbox/test/fake-integrations.mjs`): it has every state at once.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browsing import LOOKS, PLAIN, SOON, Complaints, Look, somebody
from tests.e2e.fake_server import happens
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge

SCREENS = {
    "choose": "#/settings/inboxes/in_support/account",
    "connect": "#/settings/inboxes/in_support/custom",
    "channel": "#/settings/channels/ch_own/custom",
    "webhooks": "#/settings/webhooks",
    "webhook": "#/settings/webhooks/wh_shop",
    "paused": "#/settings/webhooks/wh_data",
}


def told(page: Page) -> Locator:
    """What is said for a moment at the foot of the screen."""
    return page.get_by_role("region", name="Messages")


def wrong_with(page: Page, name: str, look: Look) -> list[str]:
    page.evaluate("document.fonts.ready")
    kept_picture(page, f"integration-{name}-{look.name}")
    found = [*broken_rules(page), *cut_words(page), *over_the_edge(page)]
    return [f"{name} {look.name}: {one}" for one in found]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_screen_can_be_read_in_every_look(browser: Browser, url: str, look: Look) -> None:
    wrong: list[str] = []
    with somebody(browser, look) as context:
        page = context.new_page()
        complaints = Complaints(page)
        for name, address in SCREENS.items():
            page.goto(f"{url}/{address}")
            region = page.get_by_role("main")
            expect(region.get_by_role("heading").first).to_be_visible(timeout=SOON)
            if name in ("channel", "webhook", "paused"):
                expect(region.get_by_role("listitem").first).to_be_visible(timeout=SOON)
            wrong += wrong_with(page, name, look)
        wrong += complaints.heard
    assert not wrong, "\n".join(wrong)


def test_another_platform_is_connected_by_keys_and_its_secret_shown_once(browser: Browser, url: str) -> None:
    wrong: list[str] = []
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/settings/inboxes/in_sales/account")
        page.get_by_role("link", name=re.compile("^Another platform")).press("Enter")
        page.get_by_role("button", name="Connect", exact=True).press("Enter")
        expect(page.get_by_text("Write a name.")).to_be_visible()
        name = page.get_by_label("Name", exact=True)
        expect(name).to_be_focused()
        page.keyboard.type("Forum")
        page.get_by_label("Outbound address").fill("https://10.0.0.7/in")
        page.keyboard.press("Enter")
        expect(page.get_by_text("The address is not a public one")).to_be_visible(timeout=SOON)
        page.get_by_label("Outbound address").fill("https://forum.example/answers")
        page.keyboard.press("Enter")

        dialog = page.get_by_role("dialog", name="Forum is connected")
        expect(dialog).to_be_visible(timeout=SOON)
        expect(dialog.get_by_role("group", name="Webhook address")).to_contain_text("/webhooks/custom/")
        secret = dialog.get_by_role("group", name="Signing secret").locator("code").inner_text()
        expect(dialog.get_by_role("group", name="Try it in a terminal")).to_contain_text("openssl dgst")
        wrong += wrong_with(page, "made", PLAIN)
        dialog.get_by_role("button", name="I have stored it").press("Enter")

        expect(page.get_by_role("heading", name="Forum")).to_be_visible(timeout=SOON)
        assert secret not in page.content()
        expect(page.get_by_role("navigation").get_by_role("link", name="Forum")).to_have_attribute(
            "aria-current", "page"
        )
    assert not wrong, "\n".join(wrong)


def test_a_channels_page_tells_what_arrived_and_mends_what_did_not(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/settings/channels/ch_own/custom")
        expect(page.get_by_text(re.compile("Answers have not arrived since"))).to_be_visible(timeout=SOON)
        log = page.get_by_role("region", name="Deliveries")
        rows = log.get_by_role("listitem")
        expect(rows).to_have_count(4)
        for row, words in enumerate(("Tried again later", "Unsure", "Failed", "Taken")):
            expect(rows.nth(row)).to_contain_text(words)
        expect(rows.nth(0)).to_contain_text(re.compile(r"HTTP 503 · Attempt 3 · Next try \d"))
        expect(log.get_by_role("button", name="Send again")).to_have_count(2)
        rows.nth(2).get_by_role("button", name="Send again").press("Enter")
        expect(told(page).get_by_text("It is sent again")).to_be_visible(timeout=SOON)
        log.get_by_role("button", name="Load more").press("Enter")
        expect(rows).to_have_count(9)

        page.get_by_role("button", name="Send a test").press("Enter")
        expect(page.get_by_text("It was taken (HTTP 204).")).to_be_visible(timeout=SOON)
        page.get_by_label("Outbound address").fill("https://broken.example/")
        page.keyboard.press("Enter")
        expect(told(page).get_by_text("Saved", exact=True)).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="Send a test").press("Enter")
        expect(page.get_by_text("The server answered HTTP 500. oops")).to_be_visible(timeout=SOON)

        page.get_by_role("button", name="New secret").press("Enter")
        expect(page.get_by_text(re.compile("stays valid for 24 hours"))).to_be_visible()
        page.get_by_role("button", name="Make a new secret").press("Enter")
        page.get_by_role("button", name="I have stored it").press("Enter")
        expect(page.get_by_role("button", name="New secret")).to_be_focused()

        rows.nth(1).get_by_role("link", name="Open conversation").click()
        expect(page.get_by_role("log")).to_be_visible(timeout=SOON)


def test_a_log_that_cannot_be_loaded_says_so_and_is_tried_again(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        happens(url, "fail?path=channels/ch_own/custom/deliveries&status=400")
        page.goto(f"{url}/#/settings/channels/ch_own/custom")
        expect(page.get_by_text("The deliveries could not be loaded")).to_be_visible(timeout=SOON)
        happens(url, "heal")
        page.get_by_role("button", name="Try again").press("Enter")
        expect(page.get_by_role("region", name="Deliveries").get_by_role("listitem")).to_have_count(4)


def test_a_webhook_is_made_changed_and_deleted_by_keys(browser: Browser, url: str) -> None:
    wrong: list[str] = []
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/settings/webhooks")
        page.get_by_role("button", name="New webhook").press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("Name")).to_be_focused()
        page.keyboard.press("Enter")
        expect(dialog.get_by_text("Write a name.")).to_be_visible()
        dialog.get_by_label("Name").fill("Reports")
        dialog.get_by_label("Address").fill("https://reports.example/in")
        dialog.get_by_role("checkbox", name="A conversation is closed").press("Space")
        wrong += wrong_with(page, "new", PLAIN)
        dialog.get_by_role("button", name="Make webhook").press("Enter")
        page.get_by_role("button", name="I have stored it").press("Enter")
        expect(page.get_by_role("button", name="New webhook")).to_be_focused()
        page.get_by_role("link", name=re.compile("^Reports.*2 kinds of events · All inboxes")).press("Enter")

        expect(page.get_by_role("heading", name="Reports")).to_be_visible(timeout=SOON)
        page.get_by_role("switch", name="On or off").press("Space")
        expect(page.get_by_role("main").get_by_text("Off", exact=True)).to_be_visible(timeout=SOON)
        page.get_by_label("Name").fill("Figures")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Figures")).to_be_visible(timeout=SOON)

        page.get_by_role("button", name="Delete", exact=True).press("Enter")
        wrong += wrong_with(page, "delete", PLAIN)
        page.get_by_role("dialog").get_by_role("button", name="Delete").press("Enter")
        expect(told(page).get_by_text("Figures is deleted")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("link", name=re.compile("^Figures"))).to_have_count(0)
    assert not wrong, "\n".join(wrong)


def test_what_was_told_is_told_again_one_event_or_a_time(browser: Browser, url: str) -> None:
    wrong: list[str] = []
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/settings/webhooks/wh_shop")
        rows = page.get_by_role("region", name="Deliveries").get_by_role("listitem")
        rows.nth(2).get_by_role("button", name="Replay").press("Enter")
        expect(told(page).get_by_text("1 event is sent again")).to_be_visible(timeout=SOON)
        expect(rows.filter(has_text="Test").get_by_role("button")).to_have_count(0)

        page.get_by_role("button", name="Replay a time").press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="Replay").press("Enter")
        expect(dialog.get_by_text("Say both times.")).to_be_visible()
        dialog.get_by_label("From").fill("2026-01-01T10:00")
        dialog.get_by_label("To").fill("2026-03-01T10:00")
        dialog.get_by_role("button", name="Replay").press("Enter")
        expect(dialog.get_by_text("At most 31 days.", exact=True)).to_be_visible()
        wrong += wrong_with(page, "replay", PLAIN)
        dialog.get_by_label("To").fill("2026-01-20T10:00")
        dialog.get_by_role("button", name="Replay").press("Enter")
        expect(told(page).get_by_text("12 events are sent again")).to_be_visible(timeout=SOON)
    assert not wrong, "\n".join(wrong)


def test_a_paused_webhook_is_told_above_the_inbox_and_switched_on(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/inbox/all/open")
        expect(page.get_by_text("The webhook Data warehouse is paused")).to_be_visible(timeout=SOON)
        page.get_by_role("link", name="Look at it").press("Enter")
        expect(page.get_by_text(re.compile("Paused: nothing was taken since .* HTTP 503"))).to_be_visible(
            timeout=SOON
        )
        page.get_by_role("button", name="Switch on and catch up").press("Enter")
        expect(page.get_by_role("main").get_by_text("On", exact=True)).to_be_visible(timeout=SOON)
        page.goto(f"{url}/#/inbox/all/open")
        expect(page.get_by_role("listitem").first).to_be_visible(timeout=SOON)
        expect(page.get_by_role("link", name="Look at it")).to_have_count(0)
