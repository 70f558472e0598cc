"""A change to a known person is told in their newest conversation, wherever it became known."""

from __future__ import annotations

import pytest

from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Direction, Message
from chalicelib.domain.identity_token import Identified
from chalicelib.domain.ids import ContactId, ConversationId, VisitorId
from chalicelib.domain.visitor_token import Visitor
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Commit
from chalicelib.ports.visits import VISITOR
from chalicelib.usecases.identify_visitor import USER, identify_visitor
from tests.unit.handlers.website import CHAT
from tests.unit.usecases.company import NOON
from tests.unit.usecases.platform_people import log_of

HOME, PHONE = (Visitor(VisitorId(letter * 32), CHAT.id) for letter in "ab")
CARLA = Contact(
    ContactId("c" * 32),
    "Carla",
    NOON,
    (Identity(USER, f"{CHAT.id}#17"), Identity(VISITOR, HOME.id)),
    claimed_email="typed@customer.test",
)
PROVEN = Identified("17", "carla@customer.test", "Carla Pérez")


@pytest.fixture
def carla(ports: Ports) -> ConversationId:
    """She is known by her id at the customer's, and has written at home."""
    ports.contacts.add(CARLA)
    return began(ports, "d" * 32)


def began(ports: Ports, id_: str) -> ConversationId:
    head = Conversation(
        ConversationId(id_),
        1,
        CHAT.inbox_id,
        CHAT.id,
        CHAT.kind,
        CARLA.id,
        CARLA.name,
        CARLA.claimed_email,
        subject="",
        started_at=ports.now(),
        last_activity_at=ports.now(),
    )
    step = Step.begin(head).add(Message(Direction.IN, "Hello"), ports.now(), Actor.contact(CARLA.id))
    ports.conversations.commit(Commit(step))
    return head.id


def changes(ports: Ports, conversation: str) -> list[tuple[str, str, bool]]:
    found = (one for one in log_of(ports, conversation) if isinstance(one, Recognised))
    return [(one.name, one.email, one.proven) for one in found]


@pytest.mark.parametrize("browser", [HOME, PHONE], ids=["the same browser", "another browser"])
def test_an_address_that_is_proven_later_is_told_once(
    ports: Ports, carla: ConversationId, browser: Visitor
) -> None:
    for _ in range(2):
        identify_visitor(ports, browser, PROVEN)

    assert changes(ports, carla) == [("Carla", "carla@customer.test", True)]
    assert ports.conversations.head(carla).contact_address == "carla@customer.test"


def test_nothing_new_is_not_told(ports: Ports, carla: ConversationId) -> None:
    identify_visitor(ports, PHONE, Identified("17", "", "Somebody"))

    assert changes(ports, carla) == []


def test_what_broke_off_before_the_profile_was_written_is_made_good(
    ports: Ports, carla: ConversationId, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(OSError, match="power cut"):
        broken.setattr(type(ports.contacts), "change_profile", _breaks_off)
        identify_visitor(ports, PHONE, PROVEN)

    identify_visitor(ports, PHONE, PROVEN)

    assert changes(ports, carla) == [("Carla", "carla@customer.test", True)]
    assert ports.contacts.get(CARLA.id).email == "carla@customer.test"


def _breaks_off(*what: object) -> None:
    raise OSError("power cut")
