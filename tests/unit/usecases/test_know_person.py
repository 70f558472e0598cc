"""What a platform tells of a person stands in their conversation, so that programs are told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.platform_event import PlatformContact
from chalicelib.domain.subscription import EVENTS
from chalicelib.domain.webhook_body import Happening, body_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.event_subscriptions import WantedSubscription
from chalicelib.usecases.know_person import know_person
from chalicelib.usecases.subscribe_to_events import subscribe_to_events
from chalicelib.usecases.tell_event_again import tell_event_again
from chalicelib.usecases.tell_subscribers import tell_subscribers
from tests.receiver import receiver
from tests.unit.usecases.company import NOON
from tests.unit.usecases.platform_people import CARLA, PAGE, log_of, received, told

MAIL = "carla@customer.test"


def changes(ports: Ports, conversation: str) -> list[tuple[str, str, str]]:
    found = (one for one in log_of(ports, conversation) if isinstance(one, Recognised))
    return [(one.name, one.address, one.email) for one in found]


def knows(ports: Ports, *, name: str = "", email: str = "") -> None:
    know_person(ports, PAGE, PlatformContact(replace(CARLA, name=name, email=email), NOON))


def test_a_mail_address_is_told_once_and_answers_go_where_they_went(ports: Ports) -> None:
    ports.workspace.put_channel(PAGE)
    conversation = received(ports, told()).conversation_id

    for _ in range(2):
        knows(ports, email=MAIL)

    assert changes(ports, conversation) == [("Carla Pérez", CARLA.id, MAIL)]
    assert ports.conversations.head(conversation).contact_address == CARLA.id


def test_a_name_is_told_with_the_address_that_is_known(ports: Ports) -> None:
    ports.workspace.put_channel(PAGE)
    conversation = received(ports, told()).conversation_id
    knows(ports, email=MAIL)

    knows(ports, name="Carla Pérez Luz")

    assert changes(ports, conversation)[-1] == ("Carla Pérez Luz", CARLA.id, MAIL)


def test_who_has_no_conversation_yet_is_told_of_with_their_first_one(ports: Ports) -> None:
    ports.workspace.put_channel(PAGE)
    knows(ports, name="Carla")
    knows(ports, name="Carla Luz")

    conversation = received(ports, told()).conversation_id

    assert changes(ports, conversation) == []
    assert ports.conversations.head(conversation).contact_name == "Carla Luz"


def test_what_broke_off_before_the_profile_was_written_is_told_when_it_runs_again(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports.workspace.put_channel(PAGE)
    conversation = received(ports, told()).conversation_id
    with monkeypatch.context() as broken, pytest.raises(OSError, match="power cut"):
        broken.setattr(type(ports.contacts), "change_profile", _breaks_off)
        knows(ports, email=MAIL)

    knows(ports, email=MAIL)

    assert set(changes(ports, conversation)) == {("Carla Pérez", CARLA.id, MAIL)}
    head = ports.conversations.head(conversation)
    assert ports.contacts.get(head.contact_id).email == MAIL


def _breaks_off(*what: object) -> None:
    raise OSError("power cut")


def test_a_program_hears_of_it(ports: Ports) -> None:
    ports.workspace.put_channel(PAGE)
    with receiver() as there:
        subscribe_to_events(ports, WantedSubscription("CRM", there.url, EVENTS))
        conversation = received(ports, told()).conversation_id
        knows(ports, email=MAIL)

        tell_subscribers(ports, conversation, "https://bandeja.test")

    changed = [one["data"]["contact"] for one in there.taken if one["type"] == "contact.changed"]
    contact = ports.conversations.head(conversation).contact_id
    assert changed == [
        {"id": contact, "name": "Carla Pérez", "address": CARLA.id, "email": MAIL, "proven": False}
    ]


def test_what_was_written_before_mail_addresses_were_kept_is_told_without_one(ports: Ports) -> None:
    ports.workspace.put_channel(PAGE)
    conversation = received(ports, told()).conversation_id
    head = ports.conversations.head(conversation)
    (entry,) = ports.conversations.entries(conversation)
    old = replace(entry, content=Recognised(head.contact_id, "Carla", CARLA.id))

    body = body_of(Happening("contact.changed", old, head, "https://bandeja.test"))

    assert body["data"]["contact"]["email"] == ""


def test_a_change_of_a_person_can_be_told_again(ports: Ports) -> None:
    ports.workspace.put_channel(PAGE)
    with receiver() as there:
        hook = subscribe_to_events(ports, WantedSubscription("CRM", there.url, EVENTS))[0]
        conversation = received(ports, told()).conversation_id
        knows(ports, email=MAIL)
        tell_subscribers(ports, conversation, "https://bandeja.test")
        (event,) = [one for one in there.taken if one["type"] == "contact.changed"]

        tell_event_again(ports, hook.id, event["id"], "https://bandeja.test")

    assert there.taken[-1] == event
