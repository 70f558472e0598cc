"""The thread of a conversation shows what was merged into it, in the order of time, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome, Message
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.merging import merged, unmerged
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Commit
from chalicelib.queries.contact_card import contact_card
from chalicelib.queries.conversation_thread import (
    Stretch,
    conversation_detail,
    conversation_stretch,
    one_entry,
)
from chalicelib.queries.stitched_log import Positions
from tests.builders import a_receipt
from tests.unit.handlers.house import House
from tests.unit.queries.test_conversation_thread import Counted, settled
from tests.unit.usecases.conftest import Clock

SYSTEM = Actor.system("delivery")


def merge(house: House, source: ConversationId, target: ConversationId) -> None:
    heads = [house.ports.conversations.head(one) for one in (source, target)]
    into, away = merged(heads[0], heads[1], house.ports.now(), SYSTEM)
    house.ports.conversations.commit(Commit(into, also=(away,)))


def part(house: House, source: ConversationId, target: ConversationId) -> None:
    heads = [house.ports.conversations.head(one) for one in (source, target)]
    alone, without = unmerged(heads[0], heads[1], house.ports.now(), SYSTEM)
    house.ports.conversations.commit(Commit(alone, also=(without,)))


def stretch(
    ports: Ports, conversation: ConversationId, before: Positions | None = None, limit: int = 30
) -> Stretch:
    return conversation_stretch(ports, conversation, after=None, before=before, limit=limit)


def texts(shown: Iterable[Stretch]) -> list[str]:
    entries = [entry for one in shown for entry in one.entries]
    return [entry.content.text for entry in entries if isinstance(entry.content, Message)]


@pytest.fixture
def threads(house: House, clock: Clock) -> tuple[Conversation, Conversation, Conversation]:
    """Three conversations in which somebody writes in turns, 1 to 12; the third is in the second, that in
    the first."""
    heads = []
    for number in range(12):
        clock.ahead(minutes=1)
        if number < 3:
            heads.append(house.began())
        house.wrote(heads[number % 3].id, str(number))
    merge(house, heads[2].id, heads[1].id)
    merge(house, heads[1].id, heads[0].id)
    return heads[0], heads[1], heads[2]


def test_all_stands_in_the_order_of_time(
    house: House, threads: tuple[Conversation, Conversation, Conversation]
) -> None:
    shown = stretch(house.ports, threads[0].id)

    assert [text for text in texts([shown]) if text.isdigit()] == [str(number) for number in range(12)]
    assert {entry.conversation_id for entry in shown.entries} == {one.id for one in threads}
    assert shown.older == {}


def test_opening_it_is_one_request_and_one_for_each_that_was_merged_in(
    house: House, threads: tuple[Conversation, Conversation, Conversation]
) -> None:
    counted = Counted(house.ports.conversations)

    stretch(replace(house.ports, conversations=counted), threads[0].id)

    assert counted.calls == {"thread": 3}


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7, 100])
def test_pages_lead_to_the_beginning_without_gaps_or_doubles(
    house: House, threads: tuple[Conversation, Conversation, Conversation], limit: int
) -> None:
    pages = [stretch(house.ports, threads[0].id, limit=limit)]
    while pages[0].older:
        pages.insert(0, stretch(house.ports, threads[0].id, pages[0].older, limit))

    places = [(entry.conversation_id, entry.seq) for page in pages for entry in page.entries]
    logs = [house.ports.conversations.entries(one.id) for one in threads]
    assert all(len(page.entries) <= limit for page in pages)
    assert len(places) == len(set(places)) == sum(map(len, logs))
    for one in threads:
        seqs = [seq for conversation, seq in places if conversation == one.id]
        assert seqs == sorted(seqs)


def test_a_position_in_another_conversation_leads_nowhere(
    house: House, threads: tuple[Conversation, Conversation, Conversation]
) -> None:
    other = house.began()

    shown = stretch(house.ports, threads[0].id, {other.id: 9, threads[0].id: 9})

    assert {entry.conversation_id for entry in shown.entries} == {threads[0].id}


def test_what_is_new_is_asked_of_the_own_log(
    house: House, threads: tuple[Conversation, Conversation, Conversation]
) -> None:
    seq = house.wrote(threads[0].id, "new")

    shown = conversation_stretch(house.ports, threads[0].id, after=seq - 1, before=None, limit=30)

    assert texts([shown]) == ["new"]


def test_after_the_undo_each_shows_its_own(
    house: House, threads: tuple[Conversation, Conversation, Conversation]
) -> None:
    part(house, threads[1].id, threads[0].id)

    first, second = (stretch(house.ports, one.id) for one in threads[:2])

    assert {entry.conversation_id for entry in first.entries} == {threads[0].id}
    assert {entry.conversation_id for entry in second.entries} == {one.id for one in threads[1:]}


def test_outcomes_told_after_the_merge_stand_at_the_message_they_are_about(house: House) -> None:
    target, source = house.began(), house.began()
    seq = house.answered(source.id)
    own = house.answered(target.id)
    settled(house, source, seq, Delivery.SENT)
    merge(house, source.id, target.id)
    counted = Counted(house.ports.conversations)
    assert stretch(house.ports, target.id).outcomes[source.id, seq].state is Delivery.SENT

    bounced_in(house, target, source, seq)

    shown = stretch(replace(house.ports, conversations=counted), target.id)
    assert shown.outcomes[source.id, seq].state is Delivery.BOUNCED
    assert shown.outcomes[target.id, own].state is Delivery.QUEUED
    assert counted.calls == {"thread": 2}
    assert one_entry(house.ports, source.id, seq).outcomes[source.id, seq].state is Delivery.BOUNCED


def bounced_in(house: House, target: Conversation, source: Conversation, seq: int) -> None:
    """A bounce about the source's message, as it is told in the target."""
    work = house.ports.conversations.work(source.id, [seq])[seq].settled(Delivery.BOUNCED)
    head = house.ports.conversations.head(target.id)
    outcome = DeliveryOutcome(seq, Delivery.BOUNCED, of_conversation=source.id)
    step = head.record(outcome, house.ports.now(), SYSTEM)
    house.ports.conversations.commit(Commit(step, (a_receipt(),), work=(work,)))


def test_they_stand_there_too_when_the_merge_was_undone(house: House) -> None:
    target, source = house.began(), house.began()
    seq = house.answered(source.id)
    settled(house, source, seq, Delivery.SENT)
    merge(house, source.id, target.id)
    bounced_in(house, target, source, seq)
    direct = stretch(house.ports, source.id).outcomes[source.id, seq].state
    part(house, source.id, target.id)

    alone = stretch(house.ports, source.id).outcomes[source.id, seq].state
    merge(house, source.id, house.began().id)
    again = stretch(house.ports, house.ports.conversations.head(source.id).merged_into.conversation_id)  # type: ignore[union-attr]

    assert (direct, alone) == (Delivery.BOUNCED, Delivery.BOUNCED)
    assert again.outcomes[source.id, seq].state is Delivery.BOUNCED


def test_a_message_of_before_that_nobody_told_of_asks_its_delivery_work(house: House) -> None:
    target, source = house.began(), house.began()
    seq = house.answered(source.id)
    merge(house, source.id, target.id)
    work = house.ports.conversations.work(source.id, [seq])[seq].settled(Delivery.SENT)
    house.ports.conversations.change_work(work)

    assert stretch(house.ports, target.id).outcomes[source.id, seq].state is Delivery.SENT


def test_the_details_of_what_was_merged_lead_to_the_last_one(
    house: House, threads: tuple[Conversation, Conversation, Conversation]
) -> None:
    details = [conversation_detail(house.ports, one.id) for one in threads]

    assert [detail.goes_on and detail.goes_on.id for detail in details] == [
        None,
        threads[0].id,
        threads[0].id,
    ]


def test_a_person_has_what_was_merged_once_and_where_it_goes_on(house: House) -> None:
    target, source = house.began(), house.began()
    merge(house, source.id, target.id)

    card = contact_card(house.ports, source.contact_id)

    assert [head.id for head in card.conversations] == [target.id]
