"""A channel that sends no answers says why."""

import pytest

from chalicelib.domain.answering import Shut, check_sends, shut_by
from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.domain.errors import ChannelPaused, NoOutboundAddress
from tests.builders import a_channel

FORUM = ChannelKind(kind="forum", posts_out=True)
LETTERS = ChannelKind(kind="letters")


def test_a_paused_channel_is_shut_whatever_else_it_lacks() -> None:
    assert shut_by(FORUM, a_channel(paused=True)) is Shut.PAUSED
    assert shut_by(None, a_channel(paused=True)) is Shut.PAUSED


def test_only_what_posts_its_answers_needs_an_address_for_them() -> None:
    assert shut_by(FORUM, a_channel()) is Shut.NO_ADDRESS
    assert shut_by(FORUM, a_channel(outbound_url="https://program.test/")) is Shut.NO
    assert shut_by(LETTERS, a_channel()) is Shut.NO


def test_each_reason_has_its_code() -> None:
    check_sends(Shut.NO)
    with pytest.raises(ChannelPaused):
        check_sends(Shut.PAUSED)
    with pytest.raises(NoOutboundAddress):
        check_sends(Shut.NO_ADDRESS)
