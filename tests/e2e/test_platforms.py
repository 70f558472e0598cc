"""Messenger and its like on the screen: the thread, the time left to answer, and connecting an account.

The server is made up (`web/inbox/test/fake-platform.mjs`): it has every state at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import LOOKS, PLAIN, SOON, Complaints, Look, somebody
from tests.e2e.fake_server import fake_server, happens
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge

RICH, SOON_OVER, PEOPLE, CLOSED, TEMPLATE = (
    f"#/inbox/all/open/cv_{name}" for name in ("rich", "soon", "people", "closed", "template")
)
SCREENS = {
    "thread": RICH,
    "countdown": SOON_OVER,
    "people-only": PEOPLE,
    "closed": CLOSED,
    "templates": TEMPLATE,
    "no-address": "#/inbox/all/open/cv_own",
    "choose": "#/settings/inboxes/in_support/account",
    "connect": "#/settings/inboxes/in_sales/instagram",
    "account": "#/settings/channels/ch_page/platform",
    "broken": "#/settings/channels/ch_phone/platform",
}
LISTS = {
    "list": "#/inbox/all/open?only=messenger",
    "one-account": "#/inbox/in_support/open?only=ch_insta",
    "none-here": "#/inbox/all/spam?only=whatsapp",
}
CHANNELS = re.compile("Which channels to show|Qué canales se muestran")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with fake_server() as address:
        yield address


def wrong_with(page: Page, name: str, look: Look) -> list[str]:
    page.evaluate("document.fonts.ready")
    kept_picture(page, f"platform-{name}-{look.name}")
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
            if "inbox/all" in address:
                expect(region).to_have_attribute("aria-busy", "false")
            expect(region.get_by_role("heading").first).to_be_visible(timeout=SOON)
            wrong += wrong_with(page, name, look)
        for name, address in LISTS.items():
            page.goto(f"{url}/{address}")
            expect(page.get_by_role("button", name=CHANNELS)).to_be_visible(timeout=SOON)
            expect(page.get_by_role("status").filter(has_text=re.compile("^ *(Only|Solo) "))).to_be_visible()
            wrong += wrong_with(page, name, look)
        wrong += complaints.heard
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_what_cannot_be_shown_can_be_looked_at_as_it_came(browser: Browser, url: str, look: Look) -> None:
    with somebody(browser, look) as context:
        page = context.new_page()
        page.goto(f"{url}/{RICH}")

        page.get_by_role("button", name=re.compile("Show as it came|Ver tal como llegó")).click(timeout=SOON)

        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_text('"type": "poll"')).to_be_visible(timeout=SOON)
        saved = drawer.get_by_role("link").get_attribute("href") or ""
        assert saved.endswith("/source?download=1")
        assert not wrong_with(page, "source", look)


def test_a_thread_shows_what_was_said_and_what_became_of_it(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/{RICH}")
        log = page.get_by_role("log")
        expect(log.get_by_text("The parcel left today, number 2041.")).to_be_visible(timeout=SOON)
        for words in (
            "Came by the ad “Winter sale”",
            "Instant reply",
            "Pressed: Large",
            "Message deleted by its sender",
            "Another app answers in this conversation now",
            "Written in Messenger’s own inbox",
            "film.mp4 could not be copied: larger than 25 MB",
            "This kind of message cannot be shown here yet (poll)",
            "Not sent: They cannot be reached there now",
        ):
            expect(log).to_contain_text(words)
        expect(log.get_by_role("list", name="Reactions")).to_have_text(re.compile("❤️ from Eva Blanco"))
        on_map = log.get_by_role("link", name="Show on a map")
        expect(on_map).to_have_attribute(
            "href", re.compile(r"^https://www\.openstreetmap\.org/\?mlat=40\.4168")
        )
        expect(on_map).to_have_attribute("rel", "noopener noreferrer")

        log.get_by_role("button", name="edited").click()
        expect(log).to_contain_text("Before Please send it to this adress")

        log.get_by_role("button", name="Yes, two are left").click()
        answered = log.get_by_text("Yes, two are left. Which size?").last
        expect(answered).to_be_in_viewport()


def test_a_window_that_closes_while_somebody_writes_loses_no_words(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/{SOON_OVER}")
        expect(page.get_by_text(re.compile("Messenger takes answers for 3 h 1[1-3] min more"))).to_be_visible(
            timeout=SOON
        )
        box = page.get_by_role("textbox", name="Reply")
        box.fill("It is back on Monday")
        happens(url, "shut?id=cv_soon")
        box.press("Enter")
        expect(page.get_by_text("Messenger takes no answer now")).to_be_visible(timeout=SOON)
        expect(page.get_by_text("It is back on Monday").last).to_be_visible()
        expect(box).to_have_count(0)
        page.get_by_role("tab", name="Note").click()
        expect(page.get_by_role("textbox", name="Note")).to_be_focused()


def test_a_closed_conversation_goes_on_by_mail(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/{CLOSED}")
        page.get_by_role("button", name="Write an email").click()
        expect(page.get_by_text("Iker Sanz").last).to_be_visible(timeout=SOON)
        expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()


def test_a_template_is_sent_once_the_window_is_closed(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/{TEMPLATE}")
        page.get_by_role("textbox", name="Value 1").fill("Lena")
        page.get_by_role("textbox", name="Value 2").fill("2041")
        page.get_by_role("button", name="Send template").click()
        said = page.get_by_role("log").get_by_text("Hello Lena, your order 2041 is on its way.")
        expect(said).to_be_visible(timeout=SOON)


def test_the_list_shows_one_channel_and_all_of_them_again(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/inbox/all/open")
        rows = page.get_by_role("region", name="Conversations").locator("a[data-id]")
        page.get_by_role("button", name="Which channels to show: All channels").press("Enter")
        page.get_by_role("menuitem", name="Messenger").press("Enter")
        expect(page.get_by_text("Only Messenger")).to_be_visible(timeout=SOON)
        expect(rows).to_have_count(3)
        expect(rows.filter(has_text="Sara Lind")).to_contain_text("3 h left")
        expect(rows.filter(has_text="Iker Sanz")).to_contain_text("Too late to answer")
        expect(page).to_have_url(re.compile(r"only=messenger"))

        happens(url, "arrive?id=cv_soon&text=Hello%3F")
        expect(rows.first).to_contain_text("Hello?")  # a filtered list is as live as any other
        happens(url, "arrive?text=By+mail")
        expect(rows).to_have_count(3)

        page.get_by_role("link", name="Closed").click()
        expect(page.get_by_text("Nothing from Messenger in this view")).to_be_visible(timeout=SOON)
        page.get_by_role("button", name="Show all").click()
        expect(rows.first).to_be_visible(timeout=SOON)
        expect(page).to_have_url(re.compile(r"#/inbox/all/closed$"))


def test_a_paused_account_is_answered_by_nobody_until_it_goes_on(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/settings/channels/ch_insta/platform")
        page.get_by_role("button", name="Pause").click()
        expect(page.get_by_text("No answers go out, and whoever")).to_be_visible(timeout=SOON)

        page.goto(f"{url}/{PEOPLE}")
        expect(page.get_by_text("clay.shop is paused")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("textbox", name="Reply")).to_have_count(0)
        page.get_by_role("link", name="Open its settings").click()
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_role("button", name="Pause")).to_be_visible(timeout=SOON)

        page.goto(f"{url}/{PEOPLE}")
        expect(page.get_by_role("textbox", name="Reply")).to_be_visible(timeout=SOON)


def fill_in(page: Page, token: str) -> None:
    for name, value in {
        "App ID": "104200000000000",
        "App secret": "a secret",
        "Page ID": "2041000000002",
        "Page token": token,
    }.items():
        page.get_by_role("textbox", name=name, exact=True).or_(
            page.get_by_label(name, exact=True)
        ).first.fill(value)
    page.get_by_role("button", name="Continue").click()


def test_an_account_is_connected_step_by_step(browser: Browser, url: str) -> None:
    wrong: list[str] = []
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/settings/inboxes/in_sales/account")
        page.get_by_role("link", name=re.compile("^Messenger")).click()
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_label("App ID")).to_be_focused()
        secret = page.get_by_label("Page token", exact=True)
        expect(secret).to_have_attribute("autocomplete", "off")
        expect(secret).to_have_attribute("type", "password")

        fill_in(page, "wrong")
        expect(page.get_by_text("The platform does not take this token.")).to_be_visible(timeout=SOON)
        expect(secret).to_be_focused()
        wrong += wrong_with(page, "connect-refused", PLAIN)
        fill_in(page, "a page token")

        expect(page.get_by_role("group", name="Webhook address")).to_contain_text(
            "https://inbox.shop.example/webhooks/meta/", timeout=SOON
        )
        expect(page.get_by_role("group", name="Verify token")).to_contain_text("bj-4f2a-91d0-7c35")
        wrong += wrong_with(page, "connect-webhook", PLAIN)
        page.get_by_role("button", name="I have pasted both").click()
        expect(page.get_by_text("The field message_reads is not chosen")).to_be_visible(timeout=SOON)
        wrong += wrong_with(page, "connect-checks", PLAIN)
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("switch", name="Answer at once").click()
        page.get_by_role("textbox", name="Text").fill("Hello. We are here soon.")
        wrong += wrong_with(page, "connect-answers", PLAIN)
        page.get_by_role("button", name="Finish").click()

        expect(page.get_by_role("heading", name="Clay Shop on Messenger")).to_be_visible(timeout=SOON)
        expect(page.get_by_role("textbox", name="Text")).to_have_value("Hello. We are here soon.")
        assert "a secret" not in page.content()
    assert not wrong, "\n".join(wrong)


def test_a_refusal_of_the_server_is_told_in_the_language_of_the_screen(browser: Browser, url: str) -> None:
    with somebody(browser, Look("light", "es", 1280)) as context:
        page = context.new_page()
        page.goto(f"{url}/#/inbox/all/open")
        page.get_by_role("link", name="Volver a conectar").click()
        token = page.get_by_label("Token nuevo", exact=True)
        token.fill("wrong")
        token.press("Enter")

        told = "La plataforma no acepta este token. Crea allí uno nuevo y pégalo aquí."
        expect(page.get_by_text(told)).to_be_visible(timeout=SOON)
        expect(token).to_be_focused()
        expect(page.get_by_text("session is not valid")).to_have_count(0)


def test_a_broken_token_is_told_above_the_inbox_and_mended_with_one_field(browser: Browser, url: str) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(f"{url}/#/inbox/all/open")
        page.get_by_role("link", name="Connect again").click()
        page.get_by_label("New token", exact=True).fill("wrong")
        page.get_by_role("button", name="Connect again").click()
        expect(page.get_by_text("The platform does not take this token.")).to_be_visible(timeout=SOON)
        page.get_by_label("New token", exact=True).fill("a new one")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Clay Shop on WhatsApp")).to_be_visible()
        expect(page.get_by_text("Working", exact=True)).to_be_visible(timeout=SOON)
        page.goto(f"{url}/#/inbox/all/open")
        expect(page.get_by_role("link", name="Connect again")).to_have_count(0)
