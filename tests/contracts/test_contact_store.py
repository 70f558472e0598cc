"""What every home promises about people: `ports.stores.ContactStore`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.contact import Block, Contact, ContactChange, Identity, Unreachable
from chalicelib.domain.entry import Actor, Comment
from chalicelib.domain.errors import NoSuchContact, StaleConversation
from chalicelib.domain.ids import ContactId
from chalicelib.ports.stores import Commit
from tests.builders import AGENT, NOW, a_beginning, a_contact, an_id
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


def bounced(home: Home, before: Contact, after: Contact) -> None:
    """A conversation records something, and with it where a person can be reached."""
    step = a_beginning().add(Comment("It bounced"), NOW, Actor.system("mail"))
    home.conversations.commit(Commit(step, contacts=(ContactChange(before, after),)))


def test_an_address_that_bounced_is_kept_with_its_person_until_it_works_again(home: Home) -> None:
    contact = a_contact(claimed_email="boss@x")
    home.conversations.commit(Commit(a_beginning(), contact=contact))
    marked = contact.bounced(Unreachable("carla@x", NOW, "5.1.1", "550 no such user", "unknown address"))

    bounced(home, contact, marked)
    kept = home.contacts.get(contact.id)
    bounced(home, marked, marked.heard_from("carla@x"))

    assert kept == marked
    assert home.contacts.get(contact.id) == contact
    assert home.contacts.by_identity(contact.identities[0]) == contact


@pytest.mark.parametrize("read_before", [True, False])
def test_what_somebody_else_wrote_of_an_address_is_not_lost(home: Home, read_before: bool) -> None:
    contact = a_contact()
    home.conversations.commit(Commit(a_beginning(), contact=contact))
    theirs = contact.bounced(Unreachable("carla@x", NOW, "5.1.1"))
    bounced(home, contact, theirs)
    read = contact if read_before else contact.bounced(Unreachable("other@x", NOW, "5.1.1"))
    step = a_beginning()

    with pytest.raises(StaleConversation):
        home.conversations.commit(
            Commit(step, contacts=(ContactChange(read, read.bounced(Unreachable("boss@x", NOW))),))
        )

    assert home.contacts.get(contact.id) == theirs
    assert home.conversations.entries(step.after.id) == ()


def test_nobody_is_made_by_a_bounce(home: Home) -> None:
    stranger = a_contact()

    with pytest.raises(StaleConversation):
        bounced(home, stranger, stranger.bounced(Unreachable("carla@x", NOW)))
    with pytest.raises(NoSuchContact):
        home.contacts.get(stranger.id)


def test_several_people_are_read_at_once_without_those_who_are_not_there(home: Home) -> None:
    carla, bo = a_contact(), a_contact(identities=(), claimed_email="bo@x")
    for contact in (carla, bo):
        home.conversations.commit(Commit(a_beginning(), contact=contact))

    found = home.contacts.several([bo.id, ContactId(an_id()), carla.id, bo.id])

    assert found == {carla.id: carla, bo.id: bo}
    assert home.contacts.several([]) == {}


def test_a_block_is_kept_until_it_is_taken_away(home: Home) -> None:
    contact, block = a_contact(), Block(NOW, AGENT)
    home.conversations.commit(Commit(a_beginning(), contact=contact))

    home.contacts.set_block(contact.id, block)
    kept = home.contacts.get(contact.id)
    home.contacts.set_block(contact.id, None)

    assert kept == replace(contact, blocked=block)
    assert home.contacts.get(contact.id) == contact


def test_a_profile_that_was_read_before_takes_no_block_away(home: Home) -> None:
    contact = a_contact()
    home.conversations.commit(Commit(a_beginning(), contact=contact))
    home.contacts.set_block(contact.id, Block(NOW, AGENT))

    home.contacts.change_profile(replace(contact, name="Carla C."))

    changed = home.contacts.get(contact.id)
    assert (changed.name, changed.blocked) == ("Carla C.", Block(NOW, AGENT))


def test_nobody_is_made_by_a_block(home: Home) -> None:
    nobody = ContactId(an_id())

    with pytest.raises(NoSuchContact):
        home.contacts.set_block(nobody, Block(NOW, AGENT))
    with pytest.raises(NoSuchContact):
        home.contacts.get(nobody)


def test_a_picture_is_kept_until_there_is_none(home: Home) -> None:
    contact = a_contact(ask_after=NOW)
    home.conversations.commit(Commit(a_beginning(), contact=contact))
    assert home.contacts.get(contact.id) == contact
    later = NOW + timedelta(days=30)

    home.contacts.set_picture(contact.id, "blob", later)
    kept = home.contacts.get(contact.id)
    home.contacts.set_picture(contact.id, "", NOW)

    assert kept == replace(contact, picture="blob", ask_after=later)
    assert home.contacts.get(contact.id) == contact


def test_a_profile_that_was_read_before_takes_no_picture_away(home: Home) -> None:
    contact = a_contact()
    home.conversations.commit(Commit(a_beginning(), contact=contact))
    home.contacts.set_picture(contact.id, "blob", NOW)

    home.contacts.change_profile(replace(contact, name="Carla C."))

    changed = home.contacts.get(contact.id)
    assert (changed.name, changed.picture, changed.ask_after) == ("Carla C.", "blob", NOW)


def test_nobody_is_made_by_a_picture(home: Home) -> None:
    nobody = ContactId(an_id())

    with pytest.raises(NoSuchContact):
        home.contacts.set_picture(nobody, "blob", NOW)
    with pytest.raises(NoSuchContact):
        home.contacts.get(nobody)
