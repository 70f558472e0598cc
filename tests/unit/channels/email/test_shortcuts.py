"""What is skipped to save time changes nothing: the careful way, with every shortcut off, finds the same."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib.channels.email import attributions, quote_marks
from chalicelib.channels.email.new_lines import newest_part
from tests.fuzz.pieces import TEXT_PIECES
from tests.samples.mail.quoting_samples import replies

TIMES = 40 if os.environ.get("BANDEJA_SOAK") else 1
ENDS = ["\n", ": ", "：", " --", "== ", ">", " 5", "@", "mailto:", "\u200e", "__Original Message"]
texts = st.lists(
    st.one_of(st.sampled_from([*TEXT_PIECES, *ENDS]), st.text(max_size=12)), min_size=1, max_size=30
).map("".join)


def carefully(text: str) -> str:
    """The newest part with every pattern tried on every line."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_MAY_TURN", "_DIGIT", "_MAY_BE_SENDER", "_MAY_END"):
            patch.setattr(attributions, name, re.compile(""))
        patch.setattr(attributions, "_may_end_near", lambda lines, index: bool(lines))
        patch.setattr(quote_marks, "_may_separate", bool)
        patch.setattr(quote_marks, "_PUNCTUATION", re.compile(""))
        patch.setattr(quote_marks, "_may_be_drawn", lambda words: True)
        return newest_part(text)


@settings(max_examples=400 * TIMES, deadline=None)
@given(texts)
@example("new\nAna <ana@example.org> wrote on 5 Jan 2021 in message a\n> old")
@example("new\nAna wrote on Monday --\n> old")
@example("new\nAna wr\u200eote:\n> old")
@example("new\nOn\nMon, 5 Jan 2021 Ana wrote:\n\nold")
@example("new\n__ Original Message\nold\n-- Forwarded message\nold")
def test_any_text_has_the_same_newest_part_without_shortcuts(text: str) -> None:
    assert newest_part(text) == carefully(text)


def test_every_labelled_reply_has_the_same_newest_part_without_shortcuts() -> None:
    for reply in replies():
        assert newest_part(reply.body) == carefully(reply.body), reply
