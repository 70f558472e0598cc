"""What every home promises about the lists that agents look at: `ports.stores.ConversationLists`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Comment, Linked, Status
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import AgentId, ContactId, ConversationId, InboxId
from chalicelib.domain.merging import merged, unmerged
from chalicelib.ports.conversation_lists import Shelf, position_of
from chalicelib.ports.stores import Commit
from tests.builders import (
    AGENT,
    INBOX,
    NOW,
    a_beginning,
    a_conversation,
    a_message,
    after,
    an_answer,
    an_id,
)
from tests.contracts.engines import UNREAD_LOOK, Home

OPEN = Shelf(INBOX, Status.OPEN)
MINE = Shelf(INBOX, owner=AGENT)
UNASSIGNED = Shelf(INBOX)
BOB = AgentId("0195500000007000800000000000000d")
SYSTEM = Actor.system("test")


def kept(home: Home, step: Step) -> Conversation:
    home.conversations.commit(Commit(step))
    return step.after


def begun(home: Home, minutes: float = 0, **changed: object) -> Conversation:
    """A conversation that began so many minutes after noon."""
    moment = after(minutes=minutes)
    return kept(home, a_beginning(a_conversation(started_at=moment, last_activity_at=moment, **changed)))


def as_row(head: Conversation) -> Conversation:
    """What a list shows of a head."""
    return replace(head, participants=(), linked=(), last_answered_seq=0, last_message_seq=0)


def shown(home: Home, shelf: Shelf) -> list[ConversationId]:
    return [row.id for row in home.lists.page(shelf, after=None, limit=100).rows]


def test_newest_activity_comes_first(home: Home) -> None:
    heads = [begun(home, minutes) for minutes in (2, 3, 1)]

    rows = home.lists.page(OPEN, after=None, limit=25).rows

    assert rows == (as_row(heads[1]), as_row(heads[0]), as_row(heads[2]))


def test_a_row_shows_all_that_a_list_needs(home: Home) -> None:
    link = Linked(ConversationId(an_id()), 1, "token")
    head = begun(home, linked=(link,), participants=("a@x",), owner=AGENT, subject="¿Dónde está?")

    for shelf in (OPEN, MINE):
        assert home.lists.page(shelf, after=None, limit=25).rows == (as_row(head),)


def test_a_message_moves_its_conversation_to_the_top(home: Home) -> None:
    first, second = begun(home, 1), begun(home, 2)

    kept(home, first.receive(a_message(), after(minutes=3), SYSTEM))

    for shelf in (OPEN, UNASSIGNED):
        assert shown(home, shelf) == [first.id, second.id]


def test_a_list_is_walked_page_by_page_without_doubles_or_gaps(home: Home) -> None:
    heads = [begun(home, minutes // 2) for minutes in range(7)]
    walked: list[Conversation] = []
    position = None
    while True:
        page = home.lists.page(OPEN, after=position, limit=3)
        walked += page.rows
        position = page.next
        if position is None:
            break

    assert walked == [as_row(head) for head in sorted(heads, key=position_of, reverse=True)]


def test_a_position_of_one_list_is_a_place_in_any_other(home: Home) -> None:
    older, newer = begun(home, 1, owner=AGENT), begun(home, 2)

    page = home.lists.page(MINE, after=position_of(newer), limit=5)

    assert [row.id for row in page.rows] == [older.id]
    assert home.lists.page(MINE, after=position_of(older), limit=5).rows == ()


@pytest.mark.parametrize(
    "position",
    ["", "x", "~", "2026-03-02", "2026-13-40T99:00:00.000000Z#abc", "2026-03-02T09:30:00.000000Z", "\x00"],
)
def test_nonsense_is_no_position(home: Home, position: str) -> None:
    with pytest.raises(Invalid):
        home.lists.page(OPEN, after=position, limit=5)


def test_a_conversation_stands_in_the_list_of_its_status_and_in_no_other(home: Home) -> None:
    head = begun(home)
    for status in (Status.CLOSED, Status.SPAM, Status.OPEN):
        head = kept(home, head.set_status(status, after(minutes=5), SYSTEM))

        places = [each for each in Status if head.id in shown(home, Shelf(INBOX, each))]

        assert places == [status]


def test_what_was_merged_stands_nowhere_until_it_is_undone(home: Home) -> None:
    source, target = begun(home), begun(home)
    into, away = merged(source, target, after(minutes=5), SYSTEM)
    home.conversations.commit(Commit(into, also=(away,)))

    for shelf in (UNASSIGNED, *(Shelf(INBOX, each) for each in Status)):
        assert source.id not in shown(home, shelf)
    assert (home.lists.count(OPEN, 9), home.lists.count_unread(INBOX, 9)) == (1, 1)

    alone, without = unmerged(away.after, into.after, after(minutes=6), SYSTEM)
    home.conversations.commit(Commit(alone, also=(without,)))

    assert shown(home, OPEN) == shown(home, UNASSIGNED)
    assert {source.id, target.id} == set(shown(home, OPEN))


def test_only_open_conversations_are_somebodys_or_nobodys(home: Home) -> None:
    head = begun(home)
    assert shown(home, UNASSIGNED) == [head.id]

    head = kept(home, head.assign(AGENT, NOW, SYSTEM))
    assert (shown(home, MINE), shown(home, UNASSIGNED)) == ([head.id], [])

    head = kept(home, head.assign(BOB, NOW, SYSTEM))
    assert (shown(home, MINE), shown(home, Shelf(INBOX, owner=BOB))) == ([], [head.id])

    head = kept(home, head.set_status(Status.CLOSED, NOW, SYSTEM))
    assert shown(home, Shelf(INBOX, owner=BOB)) == []

    head = kept(home, head.reply(an_answer(), NOW, BOB))
    assert shown(home, Shelf(INBOX, owner=BOB)) == [head.id]

    kept(home, head.assign(None, NOW, SYSTEM))
    assert shown(home, UNASSIGNED) == [head.id]


def test_inboxes_do_not_show_each_others_conversations(home: Home) -> None:
    begun(home)
    other = InboxId(an_id())

    assert shown(home, Shelf(other, Status.OPEN)) == []
    assert shown(home, Shelf(other)) == []
    assert home.lists.count(Shelf(other, Status.OPEN), 10) == 0


def test_rows_are_counted_up_to_a_limit(home: Home) -> None:
    for minutes in range(5):
        begun(home, minutes, owner=AGENT)

    assert [home.lists.count(OPEN, limit) for limit in (3, 5, 100)] == [3, 5, 5]
    assert home.lists.count(MINE, 100) == 5
    assert home.lists.count(UNASSIGNED, 100) == 0


def test_open_conversations_that_nobody_opened_are_counted(home: Home) -> None:
    opened, closed, *_ = [begun(home, minutes) for minutes in range(4)]
    home.conversations.mark_opened(opened.id, 1)
    kept(home, closed.set_status(Status.CLOSED, NOW, SYSTEM))

    assert home.lists.count_unread(INBOX, 100) == 2
    assert home.lists.count_unread(INBOX, 1) == 1


def test_a_new_message_makes_an_opened_conversation_unread_again(home: Home) -> None:
    head = begun(home)
    home.conversations.mark_opened(head.id, 1)
    assert home.lists.count_unread(INBOX, 9) == 0

    kept(home, home.conversations.head(head.id).receive(a_message(), after(minutes=1), SYSTEM))

    assert home.lists.count_unread(INBOX, 9) == 1


def test_a_note_of_the_team_is_not_unread(home: Home) -> None:
    head = begun(home)
    home.conversations.mark_opened(head.id, 1)

    kept(home, home.conversations.head(head.id).record(Comment("x"), NOW, SYSTEM))

    assert home.lists.count_unread(INBOX, 9) == 0


def test_counting_the_unread_looks_only_at_the_newest(home: Home) -> None:
    for minutes in range(UNREAD_LOOK + 2):
        begun(home, minutes)

    assert home.lists.count_unread(INBOX, 100) == UNREAD_LOOK


def test_the_read_mark_shows_in_the_list(home: Home) -> None:
    head = begun(home)
    home.conversations.mark_opened(head.id, 1)

    for shelf in (OPEN, UNASSIGNED):
        (row,) = home.lists.page(shelf, after=None, limit=5).rows
        assert not row.unread


def test_a_persons_conversations_come_newest_first(home: Home) -> None:
    person = ContactId(an_id())
    heads = [begun(home, minutes, contact_id=person) for minutes in (1, 3, 2)]
    begun(home, 9)
    kept(home, heads[0].receive(a_message(), after(minutes=50), SYSTEM))

    expected = [heads[1].id, heads[2].id, heads[0].id]
    assert home.lists.of_contact(person, 10) == tuple(expected)
    assert home.lists.of_contact(person, 2) == tuple(expected[:2])
    assert home.lists.of_contact(ContactId(an_id()), 2) == ()
