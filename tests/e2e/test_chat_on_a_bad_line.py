"""What a click loads is all that is needed to write; the rest comes later, and nothing is lost until then."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, BrowserContext, expect

from tests.e2e.browsing import Complaints
from tests.e2e.fake_chat import FakeChat, Frame, a_config, a_flow, shop_page
from tests.e2e.test_chat_on_a_page import Visit, visit_of

AWAY: Frame = {"mode": "email", "text": {}, "back_at": None}
# every file of the chat but the one that a click loads
SELDOM = re.compile(r"/widget/(?!panel-)")
PANEL = re.compile(r"/widget/panel-")


def without_what_is_seldom_needed(browser: Browser, server: FakeChat) -> Visit:
    visit = visit_of(browser, server)
    visit.context.route(SELDOM, lambda route: route.abort("connectionfailed"))
    return visit


def of_the_chat(server: FakeChat) -> list[str]:
    return [one.removeprefix("GET /widget/") for one in server.requests if one.startswith("GET /widget/")]


def test_the_panel_is_all_that_is_needed_to_write_and_to_read(browser: Browser) -> None:
    visit = without_what_is_seldom_needed(browser, FakeChat())
    visit.begin("Is the tall vase waterproof inside?")
    visit.server.team_says("c1", "It is.")

    expect(visit.bubbles("It is.")).to_be_visible()
    visit.say("Thank you!")
    expect(visit.bubbles("Thank you!")).to_be_visible()
    assert [frame["text"] for frame in visit.server.said("say")] == ["Thank you!"]
    assert [name.split("-")[0] for name in of_the_chat(visit.server)] == ["panel"]
    visit.context.close()


def test_a_file_that_was_chosen_goes_up_when_the_network_is_back(browser: Browser) -> None:
    visit = without_what_is_seldom_needed(browser, FakeChat())
    visit.begin()
    visit.page.get_by_label("Attach a file").set_input_files(
        {"name": "rim-crack.jpg", "mimeType": "image/jpeg", "buffer": b"123456789"}
    )
    expect(visit.page.get_by_text("You. Sending")).to_be_visible()

    visit.context.unroute(SELDOM)

    expect(visit.page.get_by_text("rim-crack.jpg")).to_be_visible(timeout=15_000)
    expect(visit.page.get_by_text("You. Sending")).to_have_count(0)
    assert [frame["files"] for frame in visit.server.said("say")] == [["slot1"]]
    visit.context.close()


def test_what_is_seldom_needed_comes_when_the_network_is_back_and_nothing_written_is_lost(
    browser: Browser,
) -> None:
    visit = without_what_is_seldom_needed(browser, FakeChat())
    visit.begin()
    visit.box.fill("Half a sentence")
    visit.button("Emoji").click()
    expect(visit.page.get_by_role("group", name="Emoji")).to_have_count(0)

    visit.context.unroute(SELDOM)

    expect(visit.page.get_by_role("group", name="Emoji")).to_be_visible(timeout=15_000)
    visit.button("😀").click()
    expect(visit.box).to_have_value("Half a sentence😀")
    visit.context.close()


def test_a_chat_that_could_not_be_loaded_opens_at_the_next_click_with_all_that_belongs_to_it(
    browser: Browser,
) -> None:
    visit = visit_of(browser, FakeChat())
    visit.context.route(PANEL, lambda route: route.abort("connectionfailed"))
    visit.button("Chat").click()
    expect(visit.button("Start a conversation")).to_have_count(0)

    visit.context.unroute(PANEL)
    visit.begin()
    visit.button("Emoji").click()

    expect(visit.page.get_by_role("group", name="Emoji")).to_be_visible()
    visit.context.close()


def test_what_was_written_before_the_email_could_be_asked_for_is_kept(browser: Browser) -> None:
    flow = a_flow(email={"ask": "before", "required": True})
    visit = without_what_is_seldom_needed(browser, FakeChat(a_config(chatflows=[flow])))
    visit.open()
    visit.button("Start a conversation").click()
    visit.say("Do you ship to Portugal?")
    expect(visit.page.get_by_text("You. Not sent yet")).to_be_visible()

    visit.page.reload()
    visit.button("Chat").click()

    expect(visit.box).to_have_value("Do you ship to Portugal?")
    assert visit.server.said("start") == []
    visit.context.close()


def test_what_is_filled_in_on_a_form_stays_while_the_visitor_looks_elsewhere(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(a_config(available=False, away=AWAY)))
    visit.open()
    visit.button("Start a conversation").click()
    visit.page.get_by_label("Email").fill("ana@example.com")
    visit.page.get_by_label("Message").fill("My order came with a crack.")

    visit.button("Back").click()
    visit.button("Start a conversation").click()

    expect(visit.page.get_by_label("Email")).to_have_value("ana@example.com")
    expect(visit.page.get_by_label("Message")).to_have_value("My order came with a crack.")
    visit.context.close()


def in_spanish(browser: Browser, server: FakeChat) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="es-ES", timezone_id="UTC")
    server.serve(context)
    return context


def test_a_spanish_visitor_loads_one_panel_which_speaks_spanish_and_no_english(browser: Browser) -> None:
    server = FakeChat()
    context = in_spanish(browser, server)
    context.route(SELDOM, lambda route: route.abort("connectionfailed"))
    page = context.new_page()
    shop_page(page)
    page.get_by_role("button", name="Chat", exact=True).click()

    expect(page.get_by_role("button", name="Iniciar una conversación")).to_be_visible()
    assert [re.sub("-[0-9a-f]{12}-", " ", name) for name in of_the_chat(server)] == ["panel es.js"]
    context.close()


def test_a_page_changes_the_language_and_all_that_is_shown_speaks_it(browser: Browser) -> None:
    server = FakeChat(a_config(available=False, away=AWAY))
    context = in_spanish(browser, server)
    page = context.new_page()
    complaints = Complaints(page)
    shop_page(page)
    page.get_by_role("button", name="Chat", exact=True).click()
    page.get_by_role("button", name="Iniciar una conversación").click()
    expect(page.get_by_role("heading", name="Déjanos un mensaje")).to_be_visible()

    page.evaluate("Bandeja.setLanguage('en')")

    expect(page.get_by_role("heading", name="Leave us a message")).to_be_visible()
    expect(page.get_by_role("button", name="Send message")).to_be_visible()
    expect(page.get_by_role("button", name="Back", exact=True)).to_be_visible()
    assert complaints.heard == []
    context.close()
