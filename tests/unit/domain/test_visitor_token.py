from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import chat_ticket, visitor_token
from chalicelib.domain.ids import ChannelId, VisitorId
from chalicelib.domain.visitor_token import Visitor
from tests.builders import NOW

KEY = b"k" * 32
VISITOR = Visitor(VisitorId("1" * 32), ChannelId("2" * 32))
TOKEN = visitor_token.issued(KEY, VISITOR, NOW)


def test_a_token_says_whose_it_is_for_180_days() -> None:
    ends = NOW + timedelta(days=180)

    assert visitor_token.visitor_of(KEY, TOKEN, NOW) == VISITOR
    assert visitor_token.visitor_of(KEY, TOKEN, ends - timedelta(seconds=1)) == VISITOR
    assert visitor_token.visitor_of(KEY, TOKEN, ends) is None


def test_a_token_of_another_key_is_nobodys() -> None:
    assert visitor_token.visitor_of(b"o" * 32, TOKEN, NOW) is None


@given(place=st.integers(0, 52), bit=st.integers(0, 7))
def test_no_bit_of_a_token_can_be_changed(place: int, bit: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(TOKEN + "="))
    raw[place] ^= 1 << bit

    forged = base64.urlsafe_b64encode(bytes(raw)).rstrip(b"=").decode()
    assert visitor_token.visitor_of(KEY, forged, NOW) is None


@given(token=st.text(max_size=100) | st.just(TOKEN[:-1]) | st.just(TOKEN + "AAAA") | st.just(f" {TOKEN}"))
def test_what_is_no_token_is_nobodys(token: str) -> None:
    assert visitor_token.visitor_of(KEY, token, NOW) is None


def test_a_ticket_is_known_by_its_signature_and_stands_for_a_visitor() -> None:
    ticket = chat_ticket.issued(KEY, b"r" * 24)

    assert chat_ticket.is_ours(KEY, ticket)
    assert chat_ticket.visitor_of(chat_ticket.stands_for(VISITOR)) == VISITOR
    for other in ("", "v.", "v.x.y", ticket[:-1], ticket.replace("v.", ""), ticket + "x"):
        assert not chat_ticket.is_ours(KEY, other)
    assert not chat_ticket.is_ours(b"o" * 32, ticket)


@pytest.mark.parametrize("value", ["", "#", "a#b", "0" * 32, f"{'0' * 32}#", "session"])
def test_what_a_ticket_of_somebody_else_stands_for_is_no_visitor(value: str) -> None:
    assert chat_ticket.visitor_of(value) is None
