"""The secret in a session's cookie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import session_token

KEY = b"k" * 32


def test_a_token_that_we_signed_leads_to_its_session() -> None:
    token = session_token.issued(KEY, b"r" * 32)

    assert session_token.session_id(KEY, token) == session_token.digest(token.partition(".")[0])
    assert session_token.session_id(b"x" * 32, token) is None


def test_no_letter_of_a_token_can_be_changed() -> None:
    token = session_token.issued(KEY, b"r" * 32)

    for index, letter in enumerate(token[:-1]):
        changed = token[:index] + ("A" if letter != "A" else "B") + token[index + 1 :]
        assert session_token.session_id(KEY, changed) is None


@given(st.text())
def test_any_text_at_all_is_just_no_token(text: str) -> None:
    assert session_token.session_id(KEY, text) is None
