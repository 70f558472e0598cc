"""What every home promises about API tokens: `ports.token_store.TokenStore`."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import AlreadyThere
from chalicelib.domain.token_errors import NoSuchToken
from tests.builders import INBOX, NOW, a_token, after, an_id
from tests.contracts.engines import Home
from tests.contracts.raw_rows import raw_row, rewrite


def test_everything_about_a_token_is_kept(home: Home) -> None:
    token = a_token(
        permissions=("reply", "see_conversations"),
        inboxes=(INBOX,),
        expires_at=after(days=1),
        last_used_at=after(hours=1),
        revoked_at=after(hours=2),
    )

    home.workspace.add_token(token)

    assert home.workspace.token(token.id) == token


def test_a_token_that_nobody_made_is_not_there(home: Home) -> None:
    assert home.workspace.token(an_id()) is None
    assert home.workspace.tokens() == ()


def test_tokens_come_in_the_order_in_which_they_were_made(home: Home) -> None:
    tokens = tuple(a_token(id=f"{number:032x}") for number in (1, 2, 3))
    for token in reversed(tokens):
        home.workspace.add_token(token)

    assert home.workspace.tokens() == tokens


def test_no_token_takes_the_place_of_another(home: Home) -> None:
    token = a_token()
    home.workspace.add_token(token)

    with pytest.raises(AlreadyThere):
        home.workspace.add_token(a_token(id=token.id, name="Another"))

    assert home.workspace.token(token.id) == token


def test_noting_a_use_takes_no_revocation_back(home: Home) -> None:
    token = a_token()
    home.workspace.add_token(token)

    home.workspace.revoke_token(token.id, NOW)
    home.workspace.note_token_use(token.id, after(minutes=1))

    kept = home.workspace.token(token.id)
    assert kept == a_token(id=token.id, revoked_at=NOW, last_used_at=after(minutes=1))


def test_a_token_stays_revoked_since_the_first_time(home: Home) -> None:
    token = a_token()
    home.workspace.add_token(token)

    home.workspace.revoke_token(token.id, NOW)
    home.workspace.revoke_token(token.id, after(days=1))

    kept = home.workspace.token(token.id)
    assert kept is not None
    assert kept.revoked_at == NOW


def test_what_is_not_there_is_neither_used_nor_revoked(home: Home) -> None:
    with pytest.raises(NoSuchToken):
        home.workspace.note_token_use(an_id(), NOW)
    with pytest.raises(NoSuchToken):
        home.workspace.revoke_token(an_id(), NOW)

    assert home.workspace.tokens() == ()


def test_a_token_that_is_dropped_is_gone(home: Home) -> None:
    token = a_token()
    home.workspace.add_token(token)

    home.workspace.drop_token(token.id)
    home.workspace.drop_token(token.id)

    assert home.workspace.token(token.id) is None


def test_what_newer_code_keeps_of_a_token_stays_and_its_permissions_are_read(home: Home) -> None:
    token = a_token()
    home.workspace.add_token(token)
    row = raw_row(home, "workspace", "token", token.id)
    rewrite(home, "workspace", {**row, "networks": ["10.0.0.0/8"], "permissions": ["fly"]})

    home.workspace.note_token_use(token.id, NOW)
    home.workspace.revoke_token(token.id, NOW)

    assert raw_row(home, "workspace", "token", token.id)["networks"] == ["10.0.0.0/8"]
    kept = home.workspace.token(token.id)
    assert kept is not None
    assert kept.permissions == ("fly",)
