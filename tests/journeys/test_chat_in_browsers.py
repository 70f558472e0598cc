"""Two real pages and the real process between them: a shop with a strict policy, and an agent's inbox."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.browsing import SOON, Complaints, somebody
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.product import Product

BACK = 60_000  # milliseconds in which a page is back on its line, whatever it waits between two tries


class Shop:
    """A page of the shop, with the chat on it."""

    def __init__(self, page: Page, product: Product, query: str = "hostile") -> None:
        self.page = page
        page.goto(f"{product.url}/demo/?{query}")
        self.log = page.get_by_role("log")
        self.box = page.get_by_role("textbox", name="Message", exact=True)

    def open(self) -> None:
        self.page.get_by_role("button", name="Chat", exact=True).click()

    def start(self) -> None:
        self.open()
        self.page.get_by_role("button", name="Start a conversation").click()

    def say(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def shows(self, text: str) -> Locator:
        return self.log.get_by_text(text, exact=True)


@pytest.fixture(scope="module", autouse=True)
def _website(agent: Agent) -> None:
    """The shop shows the first chat there is."""
    inbox = agent.get("/api/inboxes")["items"][0]["id"]
    made = agent.ask("POST", "/api/channels", {"kind": "chat", "inbox": inbox, "name": "Clay Shop"})
    assert made.status == 201, made


@contextmanager
def inbox_of(browser: Browser, product: Product) -> Iterator[Page]:
    with somebody(browser) as context:
        page = context.new_page()
        page.goto(product.url)
        SignInScreen(page).sign_in()
        yield page


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's browser, in which nothing of this site was ever kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield context
    context.close()


def with_text(agent: Agent, text: str) -> list[str]:
    """In which conversations a message with that text is, once for each time it is there."""
    return [
        conversation["id"]
        for conversation in agent.conversations()
        if conversation["channel_kind"] == "chat"
        for entry in agent.entries(conversation["id"])
        if entry["text"] == text
    ]


def answer(agent: Agent, question: str, text: str) -> None:
    (conversation,) = with_text(agent, question)
    seq = agent.entries(conversation)[-1]["seq"]
    agent.reply(conversation, text, last_seq=seq)


def test_a_visitor_of_a_strict_and_hostile_page_and_an_agent_talk_live(
    browser: Browser, product: Product, visitor: BrowserContext
) -> None:
    shop = Shop(visitor.new_page(), product)
    complaints = Complaints(shop.page)
    with inbox_of(browser, product) as inbox:
        shop.start()
        shop.say("Is the tall vase waterproof?")
        inbox.get_by_role("link", name="Clay Shop").first.click(timeout=SOON)
        thread = inbox.get_by_role("log")
        expect(thread).to_contain_text("Is the tall vase waterproof?", timeout=SOON)

        reply = inbox.get_by_role("textbox", name="Reply")
        reply.press_sequentially("It is glazed")
        expect(shop.page.get_by_text("is typing")).to_be_visible(timeout=SOON)
        reply.press("Enter")
        expect(shop.shows("It is glazed")).to_be_visible(timeout=SOON)
        expect(thread).to_contain_text("Seen", timeout=SOON)

        shop.box.press_sequentially("In grey?")
        expect(inbox.get_by_text("is writing")).to_be_visible(timeout=SOON)
        shop.box.press("Enter")
        expect(thread).to_contain_text("In grey?", timeout=SOON)
    assert complaints.heard == []


def test_after_a_reload_and_in_another_tab_the_conversation_is_there(
    product: Product, agent: Agent, visitor: BrowserContext
) -> None:
    shop = Shop(visitor.new_page(), product)
    shop.start()
    shop.say("Said before the reload")
    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=SOON)

    shop.page.reload()
    expect(shop.shows("Said before the reload")).to_be_visible(timeout=SOON)
    other = Shop(visitor.new_page(), product)
    expect(other.shows("Said before the reload")).to_be_visible(timeout=SOON)
    other.say("Said in the other tab")

    expect(shop.shows("Said in the other tab")).to_be_visible(timeout=SOON)
    answer(agent, "Said in the other tab", "Seen in both")
    for tab in (shop, other):
        expect(tab.shows("Seen in both")).to_be_visible(timeout=SOON)


def test_a_double_click_on_start_begins_one_conversation(
    product: Product, agent: Agent, visitor: BrowserContext
) -> None:
    shop = Shop(visitor.new_page(), product)
    shop.open()
    shop.page.get_by_role("button", name="Start a conversation").dblclick()
    shop.box.fill("Written once")
    shop.page.get_by_role("button", name="Send", exact=True).dblclick()

    expect(shop.shows("Written once")).to_have_count(1)
    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=SOON)
    assert len(with_text(agent, "Written once")) == 1


def test_what_is_written_offline_is_sent_once_when_the_line_is_back(
    product: Product, agent: Agent, visitor: BrowserContext
) -> None:
    shop = Shop(visitor.new_page(), product)
    shop.start()
    shop.say("Before the tunnel")
    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=SOON)

    visitor.set_offline(True)
    shop.say("In the tunnel")
    expect(shop.page.get_by_text("You are offline")).to_be_visible(timeout=SOON)
    answer(agent, "Before the tunnel", "Answered meanwhile")
    visitor.set_offline(False)

    expect(shop.shows("Answered meanwhile")).to_be_visible(timeout=BACK)
    expect(shop.page.get_by_text("You are offline")).to_be_hidden(timeout=BACK)
    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=BACK)
    assert len(with_text(agent, "In the tunnel")) == 1


def test_a_page_that_slept_for_three_minutes_catches_up(
    product: Product, agent: Agent, visitor: BrowserContext
) -> None:
    page = visitor.new_page()
    page.clock.install()
    shop = Shop(page, product)
    shop.start()
    shop.say("Before the sleep")
    expect(page.get_by_text("Sent")).to_be_visible(timeout=SOON)

    page.clock.pause_at(page.evaluate("Date.now()") + 1_000)
    visitor.set_offline(True)
    answer(agent, "Before the sleep", "Said while it slept")
    page.clock.fast_forward("03:00")
    visitor.set_offline(False)
    page.clock.resume()

    expect(shop.shows("Said while it slept")).to_be_visible(timeout=BACK)
    shop.say("Awake again")
    expect(page.get_by_text("Sent")).to_be_visible(timeout=BACK)
    assert len(with_text(agent, "Awake again")) == 1


def test_the_server_dies_in_the_middle_and_nothing_is_lost_or_doubled(
    product: Product, agent: Agent, visitor: BrowserContext
) -> None:
    shop = Shop(visitor.new_page(), product)
    shop.start()
    shop.say("Before it died")
    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=SOON)

    product.kill()
    shop.say("While it was dead")
    product.start()

    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=BACK)
    expect(shop.shows("While it was dead")).to_have_count(1)
    again = Agent(product)
    assert len(with_text(again, "While it was dead")) == 1
    answer(again, "While it was dead", "We are back")
    expect(shop.shows("We are back")).to_be_visible(timeout=BACK)


def test_a_file_of_the_visitor_reaches_the_agent_and_can_be_fetched_again(
    product: Product, agent: Agent, visitor: BrowserContext
) -> None:
    shop = Shop(visitor.new_page(), product)
    shop.start()
    shop.say("It arrived broken")
    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=SOON)

    photo = {"name": "crack.txt", "mimeType": "text/plain", "buffer": b"a long crack"}
    shop.page.locator("input[type=file]").set_input_files(photo)  # type: ignore[arg-type]  # one file, in memory
    expect(shop.log.get_by_text("crack.txt")).to_be_visible(timeout=SOON)
    expect(shop.page.get_by_text("Sent")).to_be_visible(timeout=SOON)

    (conversation,) = with_text(agent, "It arrived broken")
    files = [file["name"] for entry in agent.entries(conversation) for file in entry["attachments"] or []]
    assert files == ["crack.txt"]
    shop.page.reload()
    with shop.page.expect_download(timeout=SOON) as download:
        shop.page.get_by_role("button", name="crack.txt").click()
    assert download.value.path().read_bytes() == b"a long crack"


def test_nothing_is_asked_or_kept_before_somebody_opens_the_chat(
    product: Product, visitor: BrowserContext
) -> None:
    page = visitor.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(product.url)))
    page.on("websocket", lambda socket: asked.append(socket.url))

    Shop(page, product)
    expect(page.get_by_role("button", name="Chat", exact=True)).to_be_visible(timeout=SOON)
    page.wait_for_load_state("networkidle")

    of_the_chat = [url for url in asked if url.startswith(("/api", "/widget", "/socket", "ws"))]
    assert len(of_the_chat) == 1
    assert of_the_chat[0].startswith("/api/chat/widget.js")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visitor.cookies() == []
