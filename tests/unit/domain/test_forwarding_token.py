"""The word in a test mail: it proves one forwarding, for some days, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.forwarding_token import proves, word_for
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.reply_token import conversation_of, local_part
from chalicelib.domain.workspace import Channel
from tests.builders import NOW, a_channel, an_id

KEY = b"k" * 32
CHANNEL = a_channel(team_address="help@example.com")
TEXT = "This mail came back: {}."


def test_the_word_proves_the_forwarding_it_was_made_for() -> None:
    word = word_for(KEY, CHANNEL, NOW)

    assert proves(KEY, CHANNEL, TEXT.format(word), NOW)
    assert proves(KEY, CHANNEL, TEXT.format(word.upper()), NOW + timedelta(days=6))
    assert len(word) < 76, "it fits a line that no mail program breaks"


@pytest.mark.parametrize(
    ("key", "channel", "passed"),
    [
        (b"o" * 32, CHANNEL, timedelta()),
        (KEY, replace(CHANNEL, team_address="other@example.com"), timedelta()),
        (KEY, replace(CHANNEL, team_address=""), timedelta()),
        (KEY, replace(CHANNEL, id=ChannelId(an_id())), timedelta()),
        (KEY, CHANNEL, timedelta(days=8)),
    ],
)
def test_it_proves_nothing_of_anybody_else_and_nothing_for_ever(
    key: bytes, channel: Channel, passed: timedelta
) -> None:
    word = word_for(KEY, CHANNEL, NOW)

    assert not proves(key, channel, TEXT.format(word), NOW + passed)


@pytest.mark.parametrize("text", ["", "forwarding-", "forwarding-" + "a" * 52, "forwarding-" + "7" * 52])
def test_what_nobody_signed_proves_nothing(text: str) -> None:
    assert not proves(KEY, CHANNEL, text, NOW)


def test_a_changed_word_proves_nothing() -> None:
    word = word_for(KEY, CHANNEL, NOW)

    for place in range(len("forwarding-"), len(word) - 1):
        other = "b" if word[place] == "a" else "a"
        assert not proves(KEY, CHANNEL, word[:place] + other + word[place + 1 :], NOW)


def test_a_reply_address_is_no_proof_and_the_word_no_reply_address() -> None:
    address = local_part(KEY, ConversationId(an_id()))

    assert not proves(KEY, CHANNEL, address.replace("reply+", "forwarding-"), NOW)
    assert conversation_of(KEY, word_for(KEY, CHANNEL, NOW).replace("forwarding-", "reply+")) is None
