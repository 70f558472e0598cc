"""Any bytes are a mail, any text has a newest part, any HTML can be shown: no error, and in bounded time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from chalicelib.channels.email.folding import safe_folded_html
from chalicelib.channels.email.html import safe_html
from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.quoting import newest_part, newest_part_of_html
from tests.fuzz.mail_strategies import encoded_words, mails, values
from tests.fuzz.pieces import HTML_PIECES, TEXT_PIECES, VALUE_PIECES
from tests.fuzz.reader_promises import html_is_shown, keeps_promises, text_is_cut

TIMES = 40 if os.environ.get("BANDEJA_SOAK") else 1
SHARE = 1 if TIMES > 1 else 4  # of the dearest kinds, at a landing
Given = TypeVar("Given")
LONG = 60_000
MOST_SECONDS = 3
UNSHRUNK = (Phase.explicit, Phase.generate)  # what takes long is not tried again a hundred times
HEADERS = ("From", "To", "Subject", "Date", "References", "Content-Type", "Content-Disposition", "List-Id")


@settings(max_examples=400 * TIMES // SHARE, deadline=None)
@given(mails())
def test_any_mail_is_read_and_shown(raw: bytes) -> None:
    keeps_promises(raw)


@settings(max_examples=200 * TIMES, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_mail(raw: bytes) -> None:
    keeps_promises(raw)


@settings(max_examples=200 * TIMES, deadline=None)
@given(st.sampled_from(HEADERS), st.one_of(values(), encoded_words()))
def test_any_value_of_any_header_is_read(name: str, value: bytes) -> None:
    keeps_promises(name.encode() + b": " + value + b"\n\nwords")


@settings(max_examples=200 * TIMES, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(TEXT_PIECES), st.text(max_size=20)), max_size=40))
def test_any_text_has_a_newest_part(pieces: list[str]) -> None:
    text_is_cut("".join(pieces))


@settings(max_examples=300 * TIMES // SHARE, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(HTML_PIECES), st.text(st.characters(codec=None), max_size=10)), max_size=40
    )
)
def test_any_html_is_shown(pieces: list[str]) -> None:
    html_is_shown("".join(pieces))


@pytest.mark.parametrize(
    "read", [safe_html, newest_part_of_html, lambda html: safe_folded_html(html, cid_urls={})]
)
@settings(max_examples=30 * TIMES, deadline=None, phases=UNSHRUNK)
@given(
    first=st.lists(st.sampled_from(HTML_PIECES), max_size=2),
    again=st.lists(st.sampled_from(HTML_PIECES), min_size=1, max_size=3),
)
def test_html_that_repeats_itself_takes_no_long_time(
    read: Callable[[str], str], first: list[str], again: list[str]
) -> None:
    within_time(read, "".join(first) + repeated(again))


@settings(max_examples=60 * TIMES, deadline=None, phases=UNSHRUNK)
@given(
    first=st.lists(st.sampled_from(TEXT_PIECES), max_size=2),
    again=st.lists(st.sampled_from(TEXT_PIECES), min_size=1, max_size=4),
)
@example(first=["=ybegin line=1 size=2 name=x\n", "____"], again=["写道："])
def test_text_that_repeats_itself_takes_no_long_time(first: list[str], again: list[str]) -> None:
    text = "".join(first) + repeated(again)

    within_time(newest_part, text)
    within_time(read_mail, b"Content-Type: text/plain; charset=utf-8\n\n" + text.encode("utf-8", "replace"))


@settings(max_examples=60 * TIMES, deadline=None, phases=UNSHRUNK)
@given(
    name=st.sampled_from(HEADERS),
    first=st.lists(st.sampled_from(VALUE_PIECES), max_size=2),
    again=st.lists(st.sampled_from(VALUE_PIECES), min_size=1, max_size=4),
)
@example(name="Content-Type", first=["=C3"], again=[";"])
def test_a_header_that_repeats_itself_takes_no_long_time(
    name: str, first: list[str], again: list[str]
) -> None:
    value = "".join(first) + repeated(again)

    within_time(read_mail, f"{name}: {value}\n\nwords".encode())


def repeated(pieces: list[str]) -> str:
    piece = "".join(pieces)
    return piece * (LONG // len(piece))


def within_time(read: Callable[[Given], object], given: Given) -> None:
    begun = time.process_time()
    read(given)
    assert time.process_time() - begun <= MOST_SECONDS
