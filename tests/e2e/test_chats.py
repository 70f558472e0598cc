"""A chat on the agents' screen: a visitor writes, is read, answered, spoken to first, and blocked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import ConnectionClosed

from tests.e2e.browsing import LOOKS, PLAIN, Complaints, Look, somebody
from tests.e2e.pages import SignInScreen
from tests.e2e.test_screens import seen
from tests.journeys.agent import Agent
from tests.journeys.product import Product
from tests.journeys.visitor import Tab, Visitor, website_of

LAMPS = {"url": "https://shop.example/lamps/arc", "title": "Arc lamps"}


@pytest.fixture
def visitor(company: Product) -> Visitor:
    return Visitor(company, website_of(Agent(company)))


@pytest.fixture
def tab(visitor: Visitor) -> Iterator[Tab]:
    with visitor.tab() as opened:
        opened.tell("page", url="https://shop.example/", title="The shop")
        opened.tell("page", **LAMPS)
        yield opened


@pytest.fixture
def page(browser: Browser, company: Product) -> Iterator[Page]:
    with somebody(browser, PLAIN) as context:
        opened = context.new_page()
        complaints = Complaints(opened)
        opened.goto(company.url)
        SignInScreen(opened).sign_in()
        yield opened
        assert not complaints.heard


def opened(page: Page, company: Product, conversation: str) -> None:
    page.goto(f"{company.url}/#/inbox/all/open/{conversation}")
    expect(page.get_by_role("log").get_by_role("article").first).to_be_visible()


def test_a_chat_goes_both_ways_and_shows_what_the_visitor_does(
    page: Page, company: Product, tab: Tab
) -> None:
    conversation = tab.starts("Is the arc lamp in stock?", page=LAMPS, name="Carla")
    opened(page, company, conversation)
    log = page.get_by_role("log")
    expect(log.get_by_role("article", name="Message of Carla")).to_contain_text("Is the arc lamp in stock?")
    expect(page.get_by_role("heading", name="Arc lamps").first).to_be_visible()

    tab.tell("typing", conversation=conversation, on=True)
    expect(page.get_by_text("Carla is writing")).to_be_visible()
    tab.says(conversation, "The brass one")
    expect(log).to_contain_text("The brass one")
    expect(page.get_by_text("Carla is writing")).to_be_hidden()

    reply = page.get_by_role("textbox", name="Reply")
    reply.press_sequentially("Yes, ")
    assert tab.hear("typing")["on"] is True
    reply.press("Shift+Enter")
    reply.press_sequentially("three are left")
    reply.press("Enter")
    entry = tab.hear("entry")
    while entry["entry"]["kind"] != "message":
        entry = tab.hear("entry")
    assert entry["entry"]["text"] == "Yes, \nthree are left"
    expect(log).to_contain_text("In the chat,")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)

    tab.tell("seen", conversation=conversation, seq=entry["entry"]["seq"])
    expect(log.get_by_text("Seen", exact=True)).to_be_visible()

    tab.tell("rate", conversation=conversation, score=5, text="Quick!")
    expect(log).to_contain_text("Carla rated the chat: great, 5 of 5. “Quick!”")
    tab.tell("close", conversation=conversation)
    expect(log).to_contain_text("Carla closed the chat")


def test_the_details_tell_where_the_visitor_is_and_what_nobody_proved(
    page: Page, company: Product, visitor: Visitor, tab: Tab
) -> None:
    conversation = tab.starts("Hello", name="Carla")
    visitor.ask(
        "/api/chat/email", {"email": "carla@customer.test", "name": "Carla", "conversation": conversation}
    )
    opened(page, company, conversation)
    details = page.get_by_role("complementary", name="Details")

    expect(details).to_contain_text("On the site now")
    expect(details).to_contain_text("Only claimed: nothing proves it")
    expect(details).to_contain_text("Phone")
    link = details.get_by_role("link", name="Arc lamps")
    expect(link).to_have_attribute("rel", "noopener noreferrer")

    tab.tell("page", url="https://shop.example/cart", title="Your cart")
    expect(details.get_by_role("link", name="Your cart")).to_be_visible()
    details.get_by_text("2 pages before").click()
    expect(details.get_by_role("link", name="The shop")).to_be_visible()


def test_an_agent_speaks_first_to_somebody_on_the_site(
    page: Page, company: Product, visitor: Visitor, tab: Tab
) -> None:
    name = f"Visitor {visitor.id[-4:]}"
    page.get_by_role("link", name="Visitors").click()
    row = page.get_by_role("listitem").filter(has_text=name)
    expect(row).to_contain_text("On the site now")
    expect(row.get_by_role("link", name="Arc lamps")).to_be_visible()

    row.get_by_role("button", name=f"Start a chat with {name}").click()
    message = page.get_by_role("dialog").get_by_role("textbox", name="Message")
    message.fill("May I help with the arc lamp?")
    message.press("Enter")

    entry = tab.hear("entry")
    assert entry["entry"]["kind"] == "joined"
    said = tab.hear("entry")
    assert said["entry"]["text"] == "May I help with the arc lamp?"
    expect(page.get_by_role("log")).to_contain_text("May I help with the arc lamp?")
    expect(page.get_by_role("textbox", name="Reply")).to_be_focused()
    tab.says(said["conversation"], "Yes, please")
    expect(page.get_by_role("log")).to_contain_text("Yes, please")


def test_a_visitor_can_be_blocked_and_let_in_again(
    page: Page, company: Product, visitor: Visitor, tab: Tab
) -> None:
    conversation = tab.starts("Buy my watches", name="Mallory")
    opened(page, company, conversation)
    details = page.get_by_role("complementary", name="Details")

    details.get_by_role("button", name="Block visitor").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Block Mallory?")
    dialog.get_by_role("button", name="Block").click()

    expect(details).to_contain_text("Blocked by you on")
    with pytest.raises(ConnectionClosed):
        while True:
            tab.socket.recv(timeout=30)
    with pytest.raises(AssertionError, match="Blocked"):
        visitor.ask("/api/chat/ticket", {})

    page.get_by_role("button", name="Undo").click()
    expect(details.get_by_role("button", name="Block visitor")).to_be_visible()
    with visitor.tab() as again:
        again.says(conversation, "Sorry")
    expect(page.get_by_role("log")).to_contain_text("Sorry")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_chats_can_be_read_and_used_in_every_look(
    browser: Browser, company: Product, visitor: Visitor, tab: Tab, look: Look
) -> None:
    agent = Agent(company)
    conversation = tab.starts(
        "Is the arc lamp in stock?", page=LAMPS, name="Carla", email="carla@customer.test"
    )
    agent.reply(conversation, "Yes, three are left. Which one do you like?", last_seq=1)
    tab.says(conversation, "The brass one, please")
    tab.tell("rate", conversation=conversation, score=4, text="Quick and kind")
    quiet = Visitor(company, visitor.channel)
    wrong: list[str] = []
    with quiet.tab() as other, somebody(browser, look) as context:
        other.tell("page", **LAMPS)
        page = context.new_page()
        complaints = Complaints(page)
        page.goto(company.url)
        SignInScreen(page).sign_in()
        opened(page, company, conversation)
        tab.tell("typing", conversation=conversation, on=True)
        wrong += seen(page, "chat", look)
        page.goto(f"{company.url}/#/inbox/all/open/{conversation}?pane=details")
        if look.width in (800, 1100):
            page.get_by_role("button", name="Details").or_(
                page.get_by_role("button", name="Detalles")
            ).first.click()
        block = page.get_by_role("button", name="Block visitor").or_(
            page.get_by_role("button", name="Bloquear visitante")
        )
        block.scroll_into_view_if_needed()
        wrong += seen(page, "chat-details", look)
        block.click()
        page.get_by_role("dialog").last.wait_for()
        wrong += seen(page, "chat-block", look)
        page.goto(f"{company.url}/#/visitors/all")
        page.reload()
        expect(page.get_by_role("listitem").filter(has_text="Carla").first).to_be_visible()
        wrong += seen(page, "visitors", look)
        silent = page.get_by_role("listitem").filter(has_text=quiet.id[-4:])
        silent.get_by_role("button").click()
        page.get_by_role("dialog").get_by_role("textbox").fill("May I help with the arc lamp?")
        wrong += seen(page, "visitors-start", look)
        wrong += complaints.heard
    assert not wrong, "\n".join(wrong)
