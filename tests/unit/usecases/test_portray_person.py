"""A person's name and picture by the Graph API: asked for once, again when that failed, renewed in time."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.adapters.meta.graph import GraphClient
from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.contact import Block, Contact
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.domain.platform_event import Person
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.portraits import portray
from chalicelib.ports.bundle import Ports
from chalicelib.ports.person_thread import identity_of
from chalicelib.ports.portraits import QUEUE, ask_for_portrait
from chalicelib.usecases.receive_message import receive_message
from infra.local.fake_graph.pictures import picture_of
from infra.local.fake_graph.state import FakeMedia
from tests.running_graph import PEOPLE, RunningGraph
from tests.unit.usecases.company import ANA, NOON, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.platform_people import at_the_door, log_of, told

ID = PEOPLE["messenger"]
OWN = picture_of(f"/pictures/{ID}.png")
OTHER = picture_of("another one")
UNKNOWN = f"Messenger …{ID[-4:]}"


@dataclass
class Page:
    """A page at the stand-in, and somebody who writes to it whose name no webhook tells."""

    ports: Ports
    graph: RunningGraph
    channel: Channel
    clock: Clock
    conversation: ConversationId = ConversationId("")

    def writes(self, text: str = "Hi", times: int = 1) -> None:
        """What the handler of the queue does with it, without the job that follows."""
        for _ in range(times):
            inbound = at_the_door(self.ports, told(text, person=Person(ID)), self.channel)
            self.conversation = receive_message(self.ports, inbound).conversation_id
            ask_for_portrait(self.ports, self.channel, inbound.person)

    def works_off(self) -> int:
        """How many jobs there were."""
        assert isinstance(self.ports.jobs, SqliteJobs)
        jobs = self.ports.jobs.receive(QUEUE, count=10, visibility_seconds=60)
        for job in jobs:
            portray(self.ports, json.loads(job.body)["portrait"])
        self.ports.jobs.done(jobs)
        return len(jobs)

    def later(self, text: str, **time: float) -> None:
        """Time goes by, and they write once more."""
        self.clock.ahead(**time)
        self.graph.now = self.clock.now
        self.writes(text)
        self.works_off()

    def shows(self, picture: str) -> None:
        self.graph.state.people[ID].picture = picture

    def hands_out(self, content: bytes, kind: str = "image/png") -> str:
        """Where the stand-in hands it out."""
        return "{here}/files/" + self.graph.state.keep_media(FakeMedia("face", kind, content))

    @property
    def contact(self) -> Contact:
        found = self.ports.contacts.by_identity(identity_of(self.channel, ID))
        assert found is not None
        return found

    @property
    def picture(self) -> bytes:
        """As it is kept; b"" for none."""
        kept = self.contact.picture
        return self.ports.blobs.get(BlobId(kept)) if kept else b""

    def asked(self, what: str) -> int:
        return sum(f"/{what}?" in call for call in self.graph.graph.calls)

    @property
    def lookups(self) -> int:
        return self.asked(ID)

    @property
    def names(self) -> tuple[str, str]:
        """Of the contact and of their conversation."""
        return self.contact.name, self.ports.conversations.head(self.conversation).contact_name


@pytest.fixture
def page(ports: Ports, clock: Clock, fake_graph: RunningGraph) -> Page:
    channel = replace(fake_graph.channel("messenger"), inbox_id=SUPPORT_INBOX.id)
    ports.workspace.put_channel(channel)
    with_meta = replace(ports, platforms={"messenger": fake_graph.gateway("messenger")})
    fake_graph.now = clock.now
    return Page(with_meta, fake_graph, channel, clock)


def test_the_picture_of_somebody_new_is_copied_after_their_words_are_kept(page: Page) -> None:
    page.writes("Is it open?")
    assert (page.names, page.picture, page.asked(f"pictures/{ID}.png")) == (("Ana Ruiz",) * 2, b"", 0)

    assert page.works_off() == 1

    assert (page.picture, page.lookups) == (OWN, 1)


def test_repeated_webhooks_and_repeated_jobs_ask_once(page: Page) -> None:
    page.writes("Is it open?", times=3)
    page.writes("Hello?")
    page.works_off()
    page.later("Still there", minutes=1)

    assert (page.lookups, page.asked(f"pictures/{ID}.png")) == (1, 1)
    assert page.picture == OWN


PASSING: list[dict[str, Any]] = [
    {"status": 500, "code": None},
    {"status": 503, "code": 2},
    {"status": 429, "code": None},
    {"status": 400, "code": 613},
]


@pytest.mark.parametrize("failure", PASSING)
def test_who_could_not_be_asked_about_gets_their_name_with_later_words(
    page: Page, failure: dict[str, Any]
) -> None:
    page.graph.fail(ID, **failure)
    page.writes("Is it open?")
    assert page.works_off() == 0
    assert page.names == (UNKNOWN,) * 2

    page.later("Hello?", minutes=9)
    assert (page.names[0], page.lookups) == (UNKNOWN, 1)

    page.later("Anybody?", minutes=2)
    assert (page.names, page.picture) == (("Ana Ruiz",) * 2, OWN)
    assert [one.name for one in log_of(page.ports, page.conversation) if isinstance(one, Recognised)] == [
        "Ana Ruiz"
    ]
    assert not page.contact.nameless


@pytest.mark.parametrize("silent", [True, False])
def test_a_platform_that_is_down_keeps_nobody_waiting_and_is_asked_when_it_is_back(
    page: Page, silent: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as there:  # nobody takes what it is told
        if not silent:
            there.close()
        _goes_down_and_comes_back(page, f"http://127.0.0.1:{there.getsockname()[1] if silent else 9}")


def _goes_down_and_comes_back(page: Page, address: str) -> None:
    up = page.ports
    client = GraphClient(address, connect_seconds=0.2, read_seconds=0.2)
    down = page.graph.gateway("messenger", client=client)
    page.ports = replace(up, platforms={"messenger": down})
    page.writes("Is it open?")
    page.later("Hello?", minutes=11)
    page.later("Hello??", minutes=1)
    assert page.names == (UNKNOWN,) * 2

    page.ports = up
    page.later("And now?", minutes=9)

    assert page.names == ("Ana Ruiz",) * 2


def test_a_token_that_has_ended_is_a_passing_reason(page: Page) -> None:
    page.graph.fail(ID, status=401, code=190)
    page.writes()
    page.works_off()

    page.later("Hello?", minutes=11)

    assert page.names == ("Ana Ruiz",) * 2


@pytest.mark.parametrize("refusal", [{"code": 10}, {"status": 404, "code": 100, "subcode": 33}])
def test_who_is_not_shown_to_us_is_asked_about_a_day_later(page: Page, refusal: dict[str, Any]) -> None:
    page.graph.fail(ID, **refusal, times=2)
    page.writes()
    page.later("Hello?", hours=1)
    page.later("Hello??", hours=22)
    assert (page.lookups, page.names[0]) == (1, UNKNOWN)

    page.later("Hello???", hours=2)
    page.later("Anybody?", hours=23)
    assert (page.lookups, page.names[0]) == (2, UNKNOWN)

    page.later("Bye", hours=2)
    assert page.names == ("Ana Ruiz",) * 2


def test_somebody_without_a_picture_is_asked_about_when_that_is_old(page: Page) -> None:
    page.shows("")
    page.writes()
    assert (page.works_off(), page.picture) == (0, b"")
    page.shows(page.hands_out(OTHER))

    page.later("Hello?", days=29)
    assert (page.picture, page.lookups) == (b"", 1)

    page.later("Hello again", days=2)
    assert page.picture == OTHER


BROKEN: dict[str, Any] = {
    "gone": lambda page: page.graph.fail(".png", status=404),
    "busy": lambda page: page.graph.fail(".png", status=500),
    "elsewhere": lambda page: page.shows("https://pictures.test/1.png"),
    "within": lambda page: page.shows("http://169.254.169.254/latest/meta-data"),
    "large": lambda page: page.shows(page.hands_out(OWN + bytes(1_000_000))),
    "page": lambda page: page.shows(page.hands_out(b"<svg onload='alert(1)'/>", "image/svg+xml")),
    "no address": lambda page: page.shows("nonsense"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_picture_that_cannot_be_had_is_none_and_loses_nothing(page: Page, fault: str) -> None:
    BROKEN[fault](page)
    page.writes("Is it open?")

    assert page.works_off() == 1
    page.later("Hello?", minutes=5)

    assert (page.names, page.picture, page.lookups) == (("Ana Ruiz",) * 2, b"", 1)
    page.shows(page.hands_out(OTHER))
    page.later("Still here", hours=24)
    assert page.picture == OTHER


def test_a_picture_is_renewed_when_it_is_old_and_they_write_again(page: Page) -> None:
    page.writes()
    page.works_off()
    page.shows(page.hands_out(OTHER))
    page.later("Hello?", days=29)
    assert page.picture == OWN

    page.later("Hello again", days=2)
    assert (page.picture, page.contact.name) == (OTHER, "Ana Ruiz")

    page.graph.fail(ID, status=500, code=None)
    page.later("It is me", days=31)
    assert page.picture == OTHER

    page.shows("")
    page.later("Without a face", minutes=11)
    assert page.picture == b""


def test_about_a_blocked_person_nothing_is_asked(page: Page) -> None:
    page.graph.fail(ID, status=500, code=None)
    page.writes()
    page.ports.contacts.set_block(page.contact.id, Block(NOON, ANA.id))

    page.later("Hello?", days=2)

    assert (page.lookups, page.picture) == (1, b"")


def test_a_job_for_somebody_unknown_or_a_channel_that_is_gone_is_nothing(page: Page) -> None:
    for channel in (page.channel.id, "0" * 32):
        portray(page.ports, {"channel": channel, "person": ID, "picture": ""})

    assert page.lookups == 0


def test_who_was_known_before_pictures_were_kept_gets_theirs_with_their_next_words(page: Page) -> None:
    named = at_the_door(page.ports, told("Long ago", person=Person(ID, "Ana R.")), page.channel)
    receive_message(page.ports, named)

    page.later("Hello?", days=1)

    assert (page.names, page.picture) == (("Ana R.",) * 2, OWN)
