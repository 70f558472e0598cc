"""The chat on a shop's page, which has a policy as strict as pages have, against a server made of routes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from chalicelib.domain.targeting import Line, Targeting
from chalicelib.domain.targeting_patterns import Pattern, patterns_of
from tests.e2e.browsing import Complaints
from tests.e2e.fake_chat import BANDEJA, CHANNEL, DIST, FakeChat, a_config, a_flow, shop_page

KEYS_KEPT = (
    "() => Object.keys(localStorage).length + Object.keys(sessionStorage).length + document.cookie.length"
)


@dataclass
class Visit:
    """Somebody on the shop's page, and the server they talk to."""

    context: BrowserContext
    page: Page
    server: FakeChat
    complaints: Complaints

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name="Message")

    def open(self) -> None:
        self.button("Chat").click()
        expect(self.button("Start a conversation")).to_be_visible()

    def begin(self, text: str = "Do you have it in grey?") -> None:
        self.open()
        self.button("Start a conversation").click()
        self.say(text)
        expect(self.page.get_by_text("You. Sent")).to_be_visible()

    def say(self, text: str) -> None:
        self.box.fill(text)
        self.box.press("Enter")

    def bubbles(self, text: str) -> Locator:
        return self.page.locator(".bub", has_text=text)


def visit_of(browser: Browser, server: FakeChat, **how: str) -> Visit:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="UTC", reduced_motion="reduce"
    )
    server.serve(context)
    page = context.new_page()
    complaints = Complaints(page)
    shop_page(page, **how)
    return Visit(context, page, server, complaints)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    started = visit_of(browser, FakeChat())
    yield started
    assert started.complaints.heard == []
    started.context.close()


def test_a_page_pays_one_request_and_nothing_is_kept_until_somebody_opens_the_chat(visit: Visit) -> None:
    expect(visit.page.get_by_text("Ask me about any piece.")).to_be_visible()
    visit.button("Close").click()

    assert visit.server.requests == ["GET /api/chat/widget.js"]
    assert visit.server.sockets == []
    assert visit.page.evaluate(KEYS_KEPT) == 0


def test_a_visitor_and_the_team_talk_under_a_strict_policy(visit: Visit) -> None:
    visit.begin("Is the tall vase waterproof inside?")
    visit.server.add("c1", kind="joined", agent={"id": "a1", "name": "Maya", "avatar": ""})
    visit.server.team_says("c1", "Yes. See https://clay.example/care.")

    expect(visit.page.get_by_text("Maya joined")).to_be_visible()
    expect(visit.page.get_by_role("link", name="https://clay.example/care")).to_be_visible()
    visit.server.tell({"type": "seen", "conversation": "c1", "seq": 1})
    expect(visit.page.get_by_text(re.compile("You. Seen 10:04"))).to_be_visible()
    assert visit.server.said("start")[0]["chatflow"] == "f1"


def test_script_in_any_text_is_shown_as_text(visit: Visit) -> None:
    hostile = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"
    visit.begin(hostile)
    visit.server.team_says("c1", hostile + " javascript:alert(1)")

    expect(visit.bubbles("onerror")).to_have_count(2)
    assert visit.page.title() == "Clay Shop"
    assert visit.page.locator(".bub :is(img, script, a)").count() == 0


def test_a_message_written_without_a_network_goes_when_it_is_back_and_only_once(visit: Visit) -> None:
    visit.begin()
    visit.server.reachable = False
    visit.context.set_offline(True)
    visit.server.cut()
    expect(
        visit.page.get_by_text("You are offline. Messages will be sent when you are back.")
    ).to_be_visible()
    visit.say("And one more thing")
    expect(visit.page.get_by_text("You. Sending")).to_be_visible()

    visit.server.reachable = True
    visit.context.set_offline(False)

    expect(visit.page.get_by_text("You. Sending")).to_have_count(0)
    expect(visit.bubbles("And one more thing")).to_have_count(1)
    assert [entry["text"] for entry in visit.server.conversations["c1"]] == [
        "Do you have it in grey?",
        "And one more thing",
    ]
    visit.complaints.heard.clear()  # what the browser says of a network that is away


def test_what_waits_outlives_the_page(visit: Visit) -> None:
    visit.begin()
    visit.server.answers = False
    visit.say("Still here?")
    expect(visit.page.get_by_text("You. Sending")).to_be_visible()

    visit.server.answers = True
    visit.page.reload()

    expect(visit.bubbles("Still here?")).to_have_count(1)
    expect(visit.page.get_by_text("You. Sent")).to_be_visible()
    assert len(visit.server.conversations["c1"]) == 2


def test_what_was_missed_while_the_line_was_cut_is_fetched(visit: Visit) -> None:
    visit.begin()
    visit.server.cut()
    visit.server.team_says("c1", "You missed this.")

    expect(visit.bubbles("You missed this.")).to_be_visible()
    expect(visit.page.get_by_text("Reconnecting")).to_have_count(0)


def test_a_gap_in_what_comes_is_filled(visit: Visit) -> None:
    visit.begin()
    tabs, visit.server.sockets = visit.server.sockets, []
    visit.server.team_says("c1", "Lost on the way.")
    visit.server.sockets = tabs
    visit.server.team_says("c1", "Heard.")

    expect(visit.bubbles("Lost on the way.")).to_be_visible()
    assert [frame["after"] for frame in visit.server.said("resume")] == [1]


def test_two_clicks_on_start_and_two_on_send_begin_one_conversation(visit: Visit) -> None:
    visit.button("Chat").dblclick()
    visit.button("Start a conversation").dblclick()
    visit.box.fill("Once")
    visit.button("Send").dblclick()

    expect(visit.page.get_by_text("You. Sent")).to_be_visible()
    assert len(visit.server.said("start")) == 1
    assert list(visit.server.conversations) == ["c1"]


def test_two_tabs_show_the_same(visit: Visit) -> None:
    visit.begin()
    other = visit.context.new_page()
    shop_page(other)
    expect(other.locator(".bub", has_text="Do you have it in grey?")).to_have_count(1)

    visit.say("Said in the first")
    visit.server.team_says("c1", "To both")

    for page in (visit.page, other):
        expect(page.locator(".bub", has_text="Said in the first")).to_have_count(1)
        expect(page.locator(".bub", has_text="To both")).to_have_count(1)


def test_a_refused_message_stays_and_can_be_sent_again(visit: Visit) -> None:
    visit.begin()
    visit.server.answers = False
    visit.say("Refused once")
    expect(visit.page.get_by_text("You. Sending")).to_be_visible()
    sent = visit.server.said("say")[-1]["id"]
    visit.server.tell({"type": "error", "code": "Refused", "detail": "", "id": sent})
    expect(visit.page.get_by_text("Not sent.")).to_be_visible()

    visit.server.answers = True
    visit.button("Try again").click()

    expect(visit.page.get_by_text("You. Sent")).to_be_visible()
    assert [frame["id"] for frame in visit.server.said("say")] == [sent, sent]


def test_an_answer_while_the_panel_is_closed_is_counted_on_the_button_and_the_next_page(visit: Visit) -> None:
    visit.begin()
    visit.button("Close").last.click()
    visit.server.team_says("c1", "Are you there?")
    expect(visit.button("Chat, 1 unread")).to_be_visible()

    visit.page.reload()
    expect(visit.button("Chat, 1 unread")).to_be_visible()


def test_a_file_goes_up_and_stands_in_the_conversation(visit: Visit) -> None:
    visit.begin()
    visit.page.get_by_label("Attach a file").set_input_files(
        {"name": "rim-crack.jpg", "mimeType": "image/jpeg", "buffer": b"123456789"}
    )

    expect(visit.page.get_by_text("rim-crack.jpg")).to_be_visible()
    expect(visit.page.get_by_text("You. Sent")).to_be_visible()
    assert visit.server.said("say")[-1]["files"] == ["slot1"]


def test_a_closed_conversation_asks_how_it_went_and_opens_again_by_writing(visit: Visit) -> None:
    visit.begin()
    visit.server.team_says("c1", "A new vase is on its way.")
    visit.server.add("c1", kind="closed", agent={"id": "a1", "name": "Maya", "avatar": ""})
    expect(visit.page.get_by_text("How did Maya do?")).to_be_visible()
    expect(visit.button("Send rating")).to_be_disabled()

    visit.page.get_by_text("Great", exact=True).click()
    visit.button("Send rating").click()

    expect(visit.page.get_by_text("Thank you for your rating")).to_be_visible()
    expect(visit.page.get_by_text("How did Maya do?")).to_have_count(0)
    assert visit.server.said("rate") == [{"type": "rate", "conversation": "c1", "score": 5, "text": ""}]


def test_the_email_is_asked_for_first_with_a_box_nobody_has_ticked(browser: Browser) -> None:
    consent = {"text": {"en": "I agree that Clay Shop keeps my messages."}, "required": True}
    flow = a_flow(email={"ask": "before", "required": True}, consent=consent)
    visit = visit_of(browser, FakeChat(a_config(chatflows=[flow])))
    visit.open()
    visit.button("Start a conversation").click()
    visit.say("Do you ship to Portugal?")
    expect(visit.page.get_by_text("You. Not sent yet")).to_be_visible()
    expect(visit.page.get_by_role("checkbox")).not_to_be_checked()
    assert visit.server.said("start") == []

    visit.button("Send and start").click()
    expect(visit.page.get_by_text("Write an email address like")).to_be_visible()
    visit.page.get_by_role("textbox", name="Email").fill("ana@example.com")
    visit.page.get_by_text("I agree that Clay Shop").click()
    visit.button("Send and start").click()

    expect(visit.page.get_by_text("You. Sent")).to_be_visible()
    started = visit.server.said("start")[0]
    assert (started["email"], started["consent"], started["text"]) == (
        "ana@example.com",
        True,
        "Do you ship to Portugal?",
    )
    assert visit.complaints.heard == []
    visit.context.close()


def test_a_message_can_be_left_while_nobody_is_there(browser: Browser) -> None:
    away: dict[str, object] = {"mode": "email", "text": {}, "back_at": None}
    visit = visit_of(browser, FakeChat(a_config(available=False, away=away)))
    visit.open()
    visit.button("Start a conversation").click()
    visit.page.get_by_role("textbox", name="Email").fill("ana@example.com")
    visit.page.get_by_role("textbox", name="Message").fill("My order came with a crack.")
    visit.button("Send message").click()

    expect(visit.bubbles("My order came with a crack.")).to_be_visible()
    assert visit.server.said("start")[0]["email"] == "ana@example.com"
    visit.context.close()


def test_a_page_asks_for_things_before_and_after_the_chat_is_there(visit: Visit) -> None:
    visit.page.evaluate(
        "() => { window.heard = []; for (const one of ['open', 'close', 'start']) "
        "Bandeja.on(one, () => heard.push(one)); Bandeja.setLanguage('es'); Bandeja.open(); }"
    )
    expect(visit.button("Iniciar una conversación")).to_be_visible()
    visit.page.evaluate("() => Bandeja.close()")
    assert visit.page.evaluate("() => [heard, Bandeja.status().open]") == [["open", "close"], False]

    visit.page.evaluate("() => Bandeja.remove()")
    assert visit.page.locator("bandeja-chat").count() == 0
    visit.page.evaluate("() => Bandeja.load()")
    expect(visit.page.locator("bandeja-chat")).to_have_count(1)


def test_another_page_of_a_single_page_app_gets_its_own_chatflow(browser: Browser) -> None:
    def at(path: str) -> list[list[Pattern]]:
        return patterns_of(Targeting(groups=((Line("url", "is", path),),)))

    flows = [
        a_flow(id="vases", target=at("/vases"), welcome={"en": "About vases?"}),
        a_flow(id="home", target=at("/"), welcome={"en": "Hello there."}),
    ]
    visit = visit_of(browser, FakeChat(a_config(chatflows=flows)))
    expect(visit.page.get_by_text("Hello there.")).to_be_visible()

    visit.page.evaluate("() => { history.pushState({}, '', '/vases'); Bandeja.refresh(); }")
    expect(visit.page.get_by_text("About vases?")).to_be_visible()
    visit.page.evaluate("() => { history.pushState({}, '', '/nothing'); Bandeja.refresh(); }")
    expect(visit.page.locator("bandeja-chat")).to_have_count(0)
    visit.context.close()


def test_a_chatflow_shows_itself_when_the_page_has_been_scrolled(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(a_config(chatflows=[a_flow(display={"scroll_percent": 50})])))
    expect(visit.button("Chat")).to_be_visible()
    expect(visit.page.get_by_text("Ask me about any piece.")).to_have_count(0)

    visit.page.mouse.wheel(0, 2000)

    expect(visit.page.get_by_text("Ask me about any piece.")).to_be_visible()
    visit.context.close()


def test_a_panel_that_opens_by_itself_connects_when_the_visitor_touches_it(browser: Browser) -> None:
    visit = visit_of(browser, FakeChat(a_config(chatflows=[a_flow(display={"show": "open"})])))
    expect(visit.button("Start a conversation")).to_be_visible()
    assert visit.page.evaluate(KEYS_KEPT) == 0
    assert visit.server.sockets == []

    visit.button("Start a conversation").click()
    visit.say("Hello")

    expect(visit.page.get_by_text("You. Sent")).to_be_visible()
    visit.context.close()


def test_the_page_that_strict_sites_frame_is_the_same_chat(browser: Browser) -> None:
    server = FakeChat()
    context = browser.new_context(viewport={"width": 400, "height": 640}, locale="en-GB")
    server.serve(context)
    page = context.new_page()
    complaints = Complaints(page)
    page.goto(f"{BANDEJA}/widget/chat.html?channel={CHANNEL}&language=es")
    page.get_by_role("button", name="Iniciar una conversación").click()
    box = page.get_by_role("textbox", name="Mensaje")
    box.fill("Hola")
    box.press("Enter")

    expect(page.get_by_text("Tú. Enviado")).to_be_visible()
    assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 400, "height": 640}
    assert complaints.heard == []
    context.close()


def test_the_snippet_keeps_what_a_page_asks_for_until_the_chat_is_there(browser: Browser) -> None:
    server = FakeChat()
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    server.serve(context)
    snippet = (DIST / "server" / "snippet.html").read_text()
    script = snippet.replace("{src}", f"{BANDEJA}/api/chat/widget.js?channel={CHANNEL}")
    asks = "<script>Bandeja.on('open', () => document.title = 'opened'); Bandeja.open()</script>"
    context.route(
        "https://plain.example/",
        lambda route: route.fulfill(content_type="text/html", body=f"<main>A page</main>{script}{asks}"),
    )
    page = context.new_page()
    page.goto("https://plain.example/")

    expect(page.get_by_role("button", name="Start a conversation")).to_be_visible()
    expect(page).to_have_title("opened")
    context.close()


def test_the_box_grows_with_what_is_written_in_it_and_is_small_again_once_that_is_sent(visit: Visit) -> None:
    visit.begin()
    empty = visit.box.bounding_box()
    visit.box.fill("One line\nand another\nand a third")
    full = visit.box.bounding_box()
    visit.box.press("Enter")
    expect(visit.box).to_have_value("")
    sent = visit.box.bounding_box()

    assert empty and full and sent
    assert full["height"] >= empty["height"] + 40
    assert sent["height"] == empty["height"]


def test_the_greeting_and_the_conversation_fill_in_the_same_words(browser: Browser) -> None:
    welcome = {"en": "Hello {{name}}, {{ company }} is here on {{page}}.", "es": "Hola"}
    visit = visit_of(browser, FakeChat(a_config(chatflows=[a_flow(welcome=welcome)])))
    said = "Hello, Clay Shop is here on Clay Shop."

    expect(visit.page.get_by_text(said)).to_be_visible()
    visit.open()
    visit.button("Start a conversation").click()
    expect(visit.bubbles(said)).to_be_visible()
    visit.context.close()
