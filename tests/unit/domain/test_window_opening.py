"""After what a platform takes answers for a while."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chalicelib.domain.entry import Actor, Comment, Content, Direction, Entry, Message
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.platform_entries import OPENS, Edited, Noted, Part, Reacted, Withdrawn
from chalicelib.domain.window_opening import opens_window

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CARLA, PLATFORM = Actor.contact(ContactId("c" * 32)), Actor.system("platform")
THEIRS = Message(Direction.IN, "Hi")
CALL = (Part("call", text="incoming, connect", payload=OPENS),)


def opens(content: Content, actor: Actor = CARLA) -> bool:
    return opens_window(Entry(ConversationId("1" * 32), 1, NOON, actor, content))


@pytest.mark.parametrize("content", [THEIRS, Reacted(1, "❤️"), Noted("referral"), Noted("call", parts=CALL)])
def test_what_they_do_to_the_account_opens_it(content: Content) -> None:
    assert opens(content)


@pytest.mark.parametrize(
    "content",
    [
        Message(Direction.OUT, "Until six"),
        Message(Direction.IN, "Long ago", imported=True),
        Message(Direction.IN, "On another channel", opens_nothing=True),
        Message(Direction.IN, "On another channel", opens_nothing=True).emptied(),
        Reacted(1, "❤️", taken_back=True),
        Noted("opt_in"),
        Noted("call", "incoming, connect"),
        Edited(1, "Hello"),
        Withdrawn(1),
        Comment("VIP"),
    ],
)
def test_what_says_nothing_to_the_account_does_not(content: Content) -> None:
    assert not opens(content)


def test_a_reaction_of_the_team_does_not() -> None:
    assert not opens(Reacted(1, "❤️"), PLATFORM)
