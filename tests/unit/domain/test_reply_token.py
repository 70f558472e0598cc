"""The token in a reply address says which thread, and cannot be made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.reply_token import conversation_of, local_part

KEY = b"k" * 32
CONVERSATION = ConversationId("0192" * 8)


def test_a_token_leads_back_to_its_conversation_whatever_the_case() -> None:
    address = f"{local_part(KEY, CONVERSATION)}@in.shop.example"

    assert conversation_of(KEY, address) == CONVERSATION
    assert conversation_of(KEY, address.upper()) == CONVERSATION


def test_a_token_fits_a_local_part() -> None:
    assert len(local_part(KEY, CONVERSATION)) == 50


def test_a_token_signed_by_another_key_is_nobodys() -> None:
    assert conversation_of(b"x" * 32, f"{local_part(KEY, CONVERSATION)}@a.example") is None


@pytest.mark.parametrize("place", range(6, 50))
def test_a_token_with_any_character_changed_is_nobodys_or_names_the_same(place: int) -> None:
    token = local_part(KEY, CONVERSATION)
    other = "a" if token[place] != "a" else "b"

    found = conversation_of(KEY, f"{token[:place]}{other}{token[place + 1 :]}@a.example")

    # the last character carries padding bits, which say nothing
    assert found is None or (place == 49 and found == CONVERSATION)


@given(st.text(max_size=80))
def test_no_address_makes_it_fail(address: str) -> None:
    assert conversation_of(KEY, address) is None
