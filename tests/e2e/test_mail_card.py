"""What the card of a mail offers: its source, and pictures once or always, in both themes and languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browsing import PAIRWISE, SOON, Look, somebody
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.pages import SignInScreen, either
from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, send
from tests.journeys.product import Product, running

SUBJECT = "Spring lamps"
NEWS = (
    "<p>The spring lamps are here.</p><img src='http://127.0.0.1:9/lamp.png' width=200 height=80 alt='lamp'>"
    "<blockquote type='cite'>Do you have lamps?</blockquote>"
)
MORE = either("More about this email", "Más sobre este correo")
SOURCE = either("Show source", "Ver el original")
RAW = either("Source", "Original")
FIND = either("Find a header", "Buscar una cabecera")
ALWAYS = either("Always for nora@news.test", "Siempre de nora@news.test")
ASK_AGAIN = either("Ask again", "Volver a preguntar")
QUOTED = {"en": "Quoted text", "es": "Texto citado"}
DETAILS = either("Details", "Detalles")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with running(tmp_path_factory.mktemp("card")) as started:
        mail = a_mail("The spring lamps are here.", SUBJECT, sender="Nora News <nora@news.test>")
        mail["X-Campaign"] = "Primavera 2026: lámparas"
        mail.add_alternative(NEWS, subtype="html")
        send(started, mail)
        Agent(started).about(SUBJECT)
        yield started


def opened(page: Page, inbox: Product) -> None:
    """The thread of the mail."""
    page.goto(inbox.url)
    SignInScreen(page).sign_in()
    found = Agent(inbox).about(SUBJECT)
    page.goto(f"{inbox.url}/#/inbox/all/open/{found['id']}")
    frame = page.frame_locator("article iframe").first
    expect(frame.get_by_text("The spring lamps are here.").first).to_be_visible(timeout=SOON)


def wrong_with(page: Page, name: str) -> list[str]:
    """What is wrong with the screen that is shown now; its picture is kept."""
    kept_picture(page, f"mails/{name}")
    return [f"{name}: {one}" for one in (*broken_rules(page), *cut_words(page), *over_the_edge(page))]


@pytest.mark.parametrize("look", PAIRWISE, ids=lambda look: look.name)
def test_the_source_is_one_click_away_and_can_be_searched(
    browser: Browser, inbox: Product, look: Look
) -> None:
    with somebody(browser, look) as context:
        page = context.new_page()
        opened(page, inbox)
        folded = page.frame_locator("article iframe").first.locator("summary")
        expect(folded).to_have_accessible_name(QUOTED[look.language], timeout=SOON)
        page.get_by_role("button", name=MORE).click()
        wrong = wrong_with(page, f"menu-{look.name}")
        page.get_by_role("menuitem", name=SOURCE).click()
        drawer = page.get_by_role("dialog")
        expect(drawer.get_by_role("row").filter(has_text="Message-ID")).to_be_visible(timeout=SOON)
        wrong += wrong_with(page, f"headers-{look.name}")

        drawer.get_by_label(FIND).fill("campaign")
        expect(drawer.get_by_text("Primavera 2026: lámparas")).to_be_visible(timeout=SOON)
        expect(drawer.get_by_text("Message-ID")).to_have_count(0)
        drawer.get_by_role("tab", name=RAW).click()
        expect(drawer.get_by_text("=?utf-8?q?l=C3=A1mparas?=")).to_be_visible(timeout=SOON)
        wrong += wrong_with(page, f"source-{look.name}")

        page.keyboard.press("Escape")
        expect(drawer).to_have_count(0, timeout=SOON)
    assert not wrong, "\n".join(wrong)


def test_the_whole_mail_is_saved_from_its_source(browser: Browser, inbox: Product) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        opened(page, inbox)
        page.get_by_role("button", name=MORE).click()
        page.get_by_role("menuitem", name=SOURCE).click()
        with page.expect_download() as saving:
            page.get_by_role("dialog").get_by_role("link", name="Save as a file").click()

    assert saving.value.suggested_filename == "mail-1.eml"


def test_pictures_of_a_sender_are_always_shown_until_somebody_asks_again(
    browser: Browser, inbox: Product
) -> None:
    with somebody(browser) as context:
        page = context.new_page()
        opened(page, inbox)
        lamp = page.frame_locator("article iframe").first.get_by_alt_text("lamp")
        expect(lamp).not_to_have_attribute("src", "http://127.0.0.1:9/lamp.png")

        page.get_by_role("button", name=ALWAYS).click()
        expect(lamp).to_have_attribute("src", "http://127.0.0.1:9/lamp.png", timeout=SOON)
        expect(page.get_by_role("button", name=ALWAYS)).to_have_count(0)
        page.reload()
        expect(lamp).to_have_attribute("src", "http://127.0.0.1:9/lamp.png", timeout=SOON)

        kept_picture(page, "mails/always")
        page.get_by_role("complementary", name=DETAILS).get_by_role("button", name=ASK_AGAIN).click()
        expect(page.get_by_role("button", name=ALWAYS)).to_be_visible(timeout=SOON)
        expect(lamp).not_to_have_attribute("src", "http://127.0.0.1:9/lamp.png")
