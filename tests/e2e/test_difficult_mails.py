"""Mails that are hard to show, in a real browser: readable in light and dark, and nothing gets out."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.e2e.browsing import SOAK, SOON, Complaints, Look, somebody
from tests.e2e.difficult_mails import MAILS, DifficultMail
from tests.e2e.looking import broken_rules, cut_words, kept_picture, over_the_edge
from tests.e2e.looking_into_mail import clipped_in_frame, unreadable_words
from tests.e2e.pages import SignInScreen
from tests.journeys.agent import Agent
from tests.journeys.customer import send
from tests.journeys.product import Product, running, until

WIDE = (Look("light", "en", 1440), Look("dark", "en", 1440))
NARROW = (Look("light", "es", 390), Look("dark", "es", 390))
LOOKS = WIDE + NARROW if SOAK else (WIDE[0], NARROW[1])
TURN = "Dark paper"
OURS = frozenset({"127.0.0.1", ""})


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """An inbox in which all of them arrived, by SMTP."""
    with running(tmp_path_factory.mktemp("mails")) as started:
        # with the line ends of SMTP: the dot before a line that begins with one is taken away only there
        send(started, *(mail.raw.replace(b"\n", b"\r\n") for mail in MAILS))
        agent = Agent(started)
        until(lambda: len(agent.conversations()) == len(MAILS), 60, "all mails are in")
        yield started


class Watch:
    """Requests that go anywhere else."""

    def __init__(self, page: Page) -> None:
        self.left: list[str] = []
        page.on("request", self._seen)

    def _seen(self, request: Request) -> None:
        if (urlsplit(request.url).hostname or "") not in OURS:
            self.left.append(request.url[:200])


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_mail_can_be_read_and_nothing_gets_out(browser: Browser, full: Product, look: Look) -> None:
    wrong: list[str] = []
    ids = {one["subject"]: one["id"] for one in Agent(full).conversations()}
    with somebody(browser, look) as context:
        page = context.new_page()
        page.set_viewport_size({"width": look.width, "height": 1300 if look.width > 600 else 844})
        complaints, watch = Complaints(page), Watch(page)
        page.goto(full.url)
        SignInScreen(page).sign_in()
        for mail in MAILS:
            page.goto(f"{full.url}/#/inbox/all/open/{ids[mail.subject]}")
            wrong += [f"{mail.name}: {one}" for one in looked_at(page, mail, look)]
            if page.get_by_role("button", name=TURN).count():
                page.get_by_role("button", name=TURN).click()
                expect(page.get_by_role("button", name="Light paper")).to_be_visible(timeout=SOON)
                wrong += [f"{mail.name} turned: {one}" for one in looked_at(page, mail, look, "-turned")]
        wrong += [f"a request left: {one}" for one in watch.left]
        wrong += [f"it ran: {one}" for one in page.evaluate("[window.hit ?? []].flat()")]
        wrong += complaints.heard
    assert not wrong, "\n".join(wrong)


def looked_at(page: Page, mail: DifficultMail, look: Look, more: str = "") -> list[str]:
    """What is wrong with the mail that is shown now; its picture is kept."""
    card = page.get_by_role("log").get_by_role("article").first
    expect(card).to_be_visible(timeout=SOON)
    if mail.has_frame:
        shown = page.frame_locator("article iframe").first.get_by_text(mail.words).first
        expect(shown).to_be_visible(timeout=SOON)
    elif look.language == "en" or mail.name != "pgp":  # whose words are the screen's own
        expect(card.get_by_text(mail.words).first).to_be_visible(timeout=SOON)
    page.evaluate("document.fonts.ready")
    page.get_by_role("log").evaluate("log => { log.scrollTop = 0 }")
    kept_picture(page, f"mails/{mail.name.replace(' ', '-')}-{look.name}{more}")
    found = {
        "unreadable": unreadable_words(page),
        "clipped": clipped_in_frame(page),
        "cut": cut_words(page),
        "edge": over_the_edge(page),
        "axe": [] if more else broken_rules(page),
    }
    return [f"{look.name} {kind}: {one}" for kind, those in found.items() for one in those]
