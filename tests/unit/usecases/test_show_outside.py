"""Somebody on Messenger sees that an agent writes to them and has read their words, and nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.entry import Status
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order
from chalicelib.domain.platform_account import TOKEN
from chalicelib.domain.platform_event import Person, PlatformEdit, PlatformNote
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.shown_outside import SEEN, TYPING
from chalicelib.ports.stores import Presence
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.record_told import record_told
from chalicelib.usecases.set_conversation_status import set_conversation_status
from chalicelib.usecases.show_outside import show_outside
from tests.running_graph import PEOPLE, RunningGraph
from tests.unit.usecases.company import ANA, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.platform_people import received, told

PERSON = Person(PEOPLE["messenger"], "Carla Pérez")


@dataclass
class Page:
    """A page at the stand-in, to which Carla has written."""

    ports: Ports
    graph: RunningGraph
    channel: Channel
    conversation: ConversationId = ConversationId("")

    def writes(self, doing: str = "replying") -> None:
        until = self.ports.now() + timedelta(seconds=45)
        self.ports.live.put_presence(Presence(self.conversation, ANA.id, ANA.name, "socket", doing, until))

    def opened(self) -> None:
        open_conversation(self.ports, self.conversation, None)

    def shown(self, sign: str) -> list[tuple[str, str]]:
        """What the stand-in was told in answer to the job."""
        show_outside(self.ports, self.conversation, sign)
        return [(who, action) for _, who, action in self.graph.state.shown]

    def is_changed(self, **changed: Any) -> None:
        account = replace(self.channel.platform or pytest.fail("no account"), **changed)
        self.ports.workspace.put_channel(replace(self.channel, platform=account))


@pytest.fixture
def page(ports: Ports, fake_graph: RunningGraph) -> Page:
    channel = replace(fake_graph.channel("messenger"), inbox_id=SUPPORT_INBOX.id)
    ports.workspace.put_channel(channel)
    with_meta = replace(ports, platforms={"messenger": fake_graph.gateway("messenger")})
    page = Page(with_meta, fake_graph, channel)
    page.conversation = received(with_meta, told("Hi", person=PERSON), channel).conversation_id
    return page


def test_they_see_that_somebody_writes(page: Page) -> None:
    page.writes()

    assert page.shown(TYPING) == [(PERSON.id, "typing_on")]


def test_they_see_that_their_words_were_read(page: Page) -> None:
    page.opened()

    assert page.shown(SEEN) == [(PERSON.id, "mark_seen")]


def test_they_see_it_also_after_they_called_and_changed_their_words(page: Page) -> None:
    page.writes()
    edit = PlatformEdit(PERSON, page.ports.now(), "m_Hi", "Hello")
    record_told(page.ports, page.channel, edit)
    record_told(page.ports, page.channel, PlatformNote("c", PERSON, page.ports.now(), "call", "incoming"))

    assert page.shown(TYPING) == [(PERSON.id, "typing_on")]


@pytest.mark.parametrize("doing", ["viewing", "noting", "left"])
def test_a_note_and_a_look_are_nobodys_outside(page: Page, doing: str) -> None:
    page.writes("replying")
    page.writes(doing)

    assert page.shown(TYPING) == []


def test_a_job_that_comes_late_shows_nothing_that_is_over(page: Page, clock: Clock) -> None:
    page.writes()
    clock.ahead(seconds=46)

    assert page.shown(TYPING) == []


def test_words_that_came_meanwhile_are_not_shown_as_read(page: Page) -> None:
    page.opened()
    received(page.ports, told("And another thing", person=PERSON), page.channel)

    assert page.shown(SEEN) == []


def closes(page: Page) -> None:
    set_conversation_status(page.ports, page.conversation, Status.CLOSED, Order(ANA))


def is_spam(page: Page) -> None:
    set_conversation_status(page.ports, page.conversation, Status.SPAM, Order(ANA))


def is_switched_off(page: Page) -> None:
    page.is_changed(shows_activity=False)


def has_no_token(page: Page) -> None:
    page.is_changed(trouble=TOKEN)


def shows_nothing(page: Page) -> None:
    """Another kind of channel: what it can do is data."""
    kinds = page.ports.kinds
    page.ports = replace(page.ports, kinds={**kinds, "messenger": replace(kinds["messenger"], shows=())})


@pytest.mark.parametrize("sign", [TYPING, SEEN])
@pytest.mark.parametrize("meanwhile", [closes, is_spam, is_switched_off, has_no_token, shows_nothing])
def test_nothing_is_shown_where_nothing_may_be(
    page: Page, meanwhile: Callable[[Page], None], sign: str
) -> None:
    page.writes()
    page.opened()
    meanwhile(page)

    assert page.shown(sign) == []


@pytest.mark.parametrize("sign", [TYPING, SEEN])
def test_nothing_is_shown_after_the_free_day(page: Page, clock: Clock, sign: str) -> None:
    clock.ahead(hours=24)
    page.writes()
    page.opened()

    assert page.shown(sign) == []


@pytest.mark.parametrize("failure", [{"code": 190}, {"code": 4}, {"code": None, "status": 502}])
def test_a_platform_that_refuses_disturbs_nobody(page: Page, failure: dict[str, Any]) -> None:
    page.writes()
    page.graph.fail("/messages", **failure)

    assert page.shown(TYPING) == []


def test_a_conversation_that_is_gone_is_no_trouble(page: Page) -> None:
    page.conversation = ConversationId("0" * 32)
    page.writes()

    assert page.shown(TYPING) == []
