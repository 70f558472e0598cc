"""A page of ours can be told from one of somebody else, and how old it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.form_stamp import age_of, stamped
from chalicelib.domain.ids import ChannelId
from tests.builders import CHANNEL, NOW, after

KEY = b"k" * 32
ID = "a" * 32


def test_a_stamp_says_how_long_ago_its_page_was_made() -> None:
    stamp = stamped(KEY, CHANNEL, ID, NOW)

    assert age_of(KEY, CHANNEL, ID, stamp, after(seconds=90)) == timedelta(seconds=90)


@pytest.mark.parametrize(
    "stamp", ["", ".", "0.", "abc.def", "9999999999999999999.aa", "é.ñ", "\ud800.\ud800"]
)
def test_what_we_did_not_sign_says_nothing(stamp: str) -> None:
    assert age_of(KEY, CHANNEL, ID, stamp, NOW) is None


def test_a_stamp_is_for_one_form_and_one_submission_and_two_days() -> None:
    stamp = stamped(KEY, CHANNEL, ID, NOW)

    assert age_of(KEY, ChannelId("b" * 32), ID, stamp, NOW) is None
    assert age_of(KEY, CHANNEL, "b" * 32, stamp, NOW) is None
    assert age_of(b"x" * 32, CHANNEL, ID, stamp, NOW) is None
    assert age_of(KEY, CHANNEL, ID, stamp, after(hours=49)) is None
    second, _, signature = stamp.partition(".")
    assert age_of(KEY, CHANNEL, ID, f"{int(second) - 60}.{signature}", NOW) is None
