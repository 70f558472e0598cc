"""What every home promises about what is true only now: `ports.stores.LiveStore`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from chalicelib.domain.ids import AgentId, ChannelId, ContactId, ConversationId, InboxId, VisitorId
from chalicelib.ports.stores import Connection, Presence, Session, VisitorOnSite
from tests.builders import AGENT, CHANNEL, INBOX, NOW, after, an_id
from tests.contracts.engines import Home

BOB = AgentId("0195500000007000800000000000000d")
SALES = InboxId("0195500000007000800000000000000e")
THREAD = ConversationId("0195500000007000800000000000000f")
LATER = after(hours=1)


def a_session(**changed: Any) -> Session:
    return replace(Session(an_id() * 2, AGENT, LATER), **changed)


def a_connection(id_: str = "", **changed: Any) -> Connection:
    return replace(Connection(id_ or f"L0SM9{an_id()}=", AGENT, "s" * 64, LATER), **changed)


def a_presence(**changed: Any) -> Presence:
    return replace(Presence(THREAD, AGENT, "Ana", "socket-1", "viewing", after(seconds=40)), **changed)


def a_visitor(**changed: Any) -> VisitorOnSite:
    whole = VisitorOnSite(
        VisitorId(an_id()),
        CHANNEL,
        NOW,
        after(minutes=5),
        pages=(("Lamps", "https://shop.example/lamps"), ("Shop", "https://shop.example/")),
        country="ES",
        device="phone",
        language="es-ES",
        contact_id=ContactId(an_id()),
        conversation_id=THREAD,
        left=True,
    )
    return replace(whole, **changed)


def test_everything_about_a_visitor_on_a_site_is_kept_while_it_lasts(home: Home) -> None:
    visitor, other = a_visitor(), a_visitor(channel_id=ChannelId(an_id()))
    for one in (visitor, other):
        home.live.put_visitor(one)

    assert home.live.visitor(CHANNEL, visitor.visitor_id, after(minutes=4)) == visitor
    assert home.live.visitors(CHANNEL, after(minutes=4)) == (visitor,)
    assert home.live.visitor(CHANNEL, other.visitor_id, NOW) is None
    assert home.live.visitor(CHANNEL, visitor.visitor_id, after(minutes=5)) is None
    assert home.live.visitors(CHANNEL, after(minutes=5)) == ()


def test_a_visitor_who_is_back_has_not_left(home: Home) -> None:
    visitor = a_visitor()
    home.live.put_visitor(visitor)

    home.live.put_visitor(replace(visitor, left=False, pages=()))

    assert home.live.visitor(CHANNEL, visitor.visitor_id, NOW) == replace(visitor, left=False, pages=())


def test_a_session_lasts_until_its_end(home: Home) -> None:
    session = a_session()
    home.live.put_session(session)

    assert home.live.session(session.id, after(minutes=59)) == session
    assert home.live.session(session.id, LATER) is None
    assert home.live.session("nobody", NOW) is None


def test_a_session_can_be_made_longer(home: Home) -> None:
    session = a_session()
    home.live.put_session(session)
    longer = replace(session, expires_at=after(hours=2))

    home.live.put_session(longer)

    assert home.live.session(session.id, LATER) == longer


def test_a_session_that_was_ended_is_gone(home: Home) -> None:
    session, other = a_session(), a_session()
    home.live.put_session(session)
    home.live.put_session(other)

    home.live.end_session(session.id)
    home.live.end_session(session.id)

    assert home.live.session(session.id, NOW) is None
    assert home.live.session(other.id, NOW) == other


def test_all_sessions_of_an_agent_end_except_the_one_to_keep(home: Home) -> None:
    mine, kept, theirs = a_session(), a_session(), a_session(agent_id=BOB)
    for session in (mine, kept, theirs):
        home.live.put_session(session)

    home.live.end_sessions_of(AGENT, keep=kept.id)

    found = [home.live.session(session.id, NOW) for session in (mine, kept, theirs)]
    assert found == [None, kept, theirs]
    home.live.end_sessions_of(AGENT)
    assert home.live.session(kept.id, NOW) is None


def test_a_ticket_is_good_once(home: Home) -> None:
    home.live.put_ticket("secret", "stands for this", after(seconds=30))

    assert home.live.use_ticket("secret", NOW) == "stands for this"
    assert home.live.use_ticket("secret", NOW) is None


def test_a_ticket_that_is_late_is_good_for_nothing(home: Home) -> None:
    home.live.put_ticket("secret", "value", after(seconds=30))

    assert home.live.use_ticket("secret", after(seconds=30)) is None
    assert home.live.use_ticket("secret", NOW) is None
    assert home.live.use_ticket("never given", NOW) is None


def test_a_socket_is_found_by_what_it_watches(home: Home) -> None:
    inbox = a_connection(inboxes=(INBOX, SALES))
    thread = a_connection(conversation_id=THREAD)
    both = a_connection(inboxes=(INBOX,), conversation_id=THREAD)
    nothing = a_connection(agent_id=BOB)
    for connection in (inbox, thread, both, nothing):
        home.live.put_connection(connection)

    assert set(home.live.watchers(INBOX, THREAD, NOW)) == {inbox, thread, both}
    assert len(home.live.watchers(INBOX, THREAD, NOW)) == 3
    assert home.live.watchers(SALES, ConversationId(an_id()), NOW) == (inbox,)
    assert set(home.live.at_inbox(INBOX, NOW)) == {inbox, both}
    assert set(home.live.connections_of(AGENT, NOW)) == {inbox, thread, both}
    assert home.live.connection(nothing.id, NOW) == nothing


def test_a_socket_that_looks_elsewhere_is_told_about_that_only(home: Home) -> None:
    connection = a_connection(inboxes=(INBOX,), conversation_id=THREAD)
    home.live.put_connection(connection)
    moved = replace(connection, inboxes=(SALES,), conversation_id=None)

    home.live.put_connection(moved)

    assert home.live.watchers(INBOX, THREAD, NOW) == ()
    assert home.live.watchers(SALES, THREAD, NOW) == (moved,)
    assert home.live.connections_of(AGENT, NOW) == (moved,)


def test_a_socket_that_closed_is_gone_everywhere(home: Home) -> None:
    connection = a_connection(inboxes=(INBOX,), conversation_id=THREAD)
    home.live.put_connection(connection)

    home.live.drop_connection(connection.id)
    home.live.drop_connection(connection.id)

    assert home.live.connection(connection.id, NOW) is None
    assert home.live.watchers(INBOX, THREAD, NOW) == ()
    assert home.live.connections_of(AGENT, NOW) == ()


def test_a_socket_past_its_end_is_gone_everywhere(home: Home) -> None:
    connection = a_connection(inboxes=(INBOX,))
    home.live.put_connection(connection)

    assert home.live.connection(connection.id, LATER) is None
    assert home.live.watchers(INBOX, THREAD, LATER) == ()
    assert home.live.at_inbox(INBOX, LATER) == ()
    assert home.live.connections_of(AGENT, LATER) == ()


def test_a_socket_may_watch_very_many_inboxes(home: Home) -> None:
    inboxes = tuple(InboxId(an_id()) for _ in range(60))
    connection = a_connection(inboxes=inboxes)

    home.live.put_connection(connection)
    home.live.put_connection(replace(connection, inboxes=inboxes[30:]))

    assert home.live.watchers(inboxes[0], THREAD, NOW) == ()
    assert len(home.live.watchers(inboxes[59], THREAD, NOW)) == 1


def test_those_who_look_at_a_conversation_are_told_apart_by_socket(home: Home) -> None:
    here, typing = a_presence(), a_presence(connection="socket-2", doing="typing")
    home.live.put_presence(here)
    home.live.put_presence(typing)
    home.live.put_presence(a_presence(conversation_id=ConversationId(an_id())))

    assert set(home.live.present(THREAD, NOW)) == {here, typing}


def test_presence_ends_by_leaving_or_by_time(home: Home) -> None:
    home.live.put_presence(a_presence())
    home.live.put_presence(a_presence(connection="socket-2"))

    home.live.put_presence(a_presence(doing="left"))

    assert [each.connection for each in home.live.present(THREAD, NOW)] == ["socket-2"]
    assert home.live.present(THREAD, after(seconds=40)) == ()


def test_what_somebody_does_changes_in_place(home: Home) -> None:
    home.live.put_presence(a_presence())
    typing = a_presence(doing="typing", expires_at=after(seconds=50))

    home.live.put_presence(typing)

    assert home.live.present(THREAD, NOW) == (typing,)


@pytest.mark.parametrize("key", ["login#ana@bandeja.test", "", "x" * 5000])
def test_tries_are_counted_within_their_window(home: Home, key: str) -> None:
    def count(now: datetime) -> int:
        return home.live.count_try(key, now, 60)

    assert [count(NOW), count(after(seconds=30)), count(after(seconds=59))] == [1, 2, 3]
    assert [count(after(seconds=60)), count(after(seconds=100))] == [1, 2]
    assert home.live.count_try("another", NOW, 60) == 1


def test_a_try_can_be_taken_back(home: Home) -> None:
    home.live.count_try("key", NOW, 60)

    assert home.live.count_try("key", NOW, 60, by=-1) == 0
    assert home.live.count_try("key", NOW, 60) == 1


def test_tries_that_are_forgotten_begin_again(home: Home) -> None:
    home.live.count_try("key", NOW, 60)

    home.live.forget_tries("key")
    home.live.forget_tries("key")

    assert home.live.count_try("key", NOW, 60) == 1
