"""What every home promises about people: `ports.stores.ContactStore`."""

from __future__ import annotations

import pytest

from chalicelib.domain.contact import Identity
from chalicelib.domain.errors import NoSuchContact
from chalicelib.domain.ids import ContactId
from chalicelib.ports.stores import Commit
from tests.builders import a_beginning, a_contact, an_id
from tests.contracts.engines import Home


def test_a_person_is_found_by_id_and_by_each_proven_address(home: Home) -> None:
    proven = (Identity("email", "carla@x"), Identity("email", "ñandú@x"), Identity("messenger", "carla@x"))
    contact = a_contact(identities=proven, claimed_email="boss@x")
    home.conversations.commit(Commit(a_beginning(), contact=contact))

    assert home.contacts.get(contact.id) == contact
    assert [home.contacts.by_identity(identity) for identity in proven] == [contact] * 3


def test_a_claimed_address_finds_nobody(home: Home) -> None:
    contact = a_contact(identities=(), claimed_email="boss@x", name="")
    home.conversations.commit(Commit(a_beginning(), contact=contact))

    assert home.contacts.get(contact.id) == contact
    assert home.contacts.by_identity(Identity("email", "boss@x")) is None


def test_an_address_is_told_apart_by_its_kind(home: Home) -> None:
    home.conversations.commit(
        Commit(a_beginning(), contact=a_contact(identities=(Identity("messenger", "1"),)))
    )

    assert home.contacts.by_identity(Identity("whatsapp", "1")) is None


def test_an_address_of_any_length_can_be_proven(home: Home) -> None:
    contact = a_contact(identities=(Identity("email", "x" * 5000 + "@x"),))
    home.conversations.commit(Commit(a_beginning(), contact=contact))

    assert home.contacts.by_identity(contact.identities[0]) == contact


def test_nobody_is_said_to_be_nobody(home: Home) -> None:
    with pytest.raises(NoSuchContact):
        home.contacts.get(ContactId(an_id()))
    assert home.contacts.by_identity(Identity("email", "nobody@x")) is None
