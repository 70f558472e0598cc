"""What is read from the Graph API's answers, whatever they hold."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.channels.chat.capabilities import CHAT
from chalicelib.channels.email.capabilities import EMAIL
from chalicelib.channels.instagram.capabilities import INSTAGRAM
from chalicelib.channels.instagram.dialect import DIALECT as ON_INSTAGRAM
from chalicelib.channels.messenger.capabilities import MESSENGER
from chalicelib.channels.messenger.dialect import DIALECT as ON_MESSENGER
from chalicelib.channels.meta.accounts import read_token
from chalicelib.channels.whatsapp.capabilities import WHATSAPP
from chalicelib.channels.whatsapp.dialect import DIALECT as ON_WHATSAPP
from chalicelib.domain import limits
from chalicelib.domain.platform_event import Person
from chalicelib.ports.graph import Dialect, TokenFacts
from tests.outgoing import APP, a_platform_channel

DIALECTS = (ON_MESSENGER, ON_INSTAGRAM, ON_WHATSAPP)
NAMES = [
    *("data", "id", "name", "picture", "url", "paging", "cursors", "after", "next", "components", "type"),
    *("text", "scopes", "granular_scopes", "expires_at", "messages", "message_id", "subscribed_fields"),
    *("whatsapp_business_api_data", "instagram_business_account", "buttons", "language", "status"),
]
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("APPROVED"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=15,
)
ANSWERS = st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.kind)
@given(answer=ANSWERS)
def test_no_answer_is_too_strange_to_be_read(dialect: Dialect, answer: dict[str, Any]) -> None:
    channel = a_platform_channel(dialect.kind)

    dialect.message_id(answer)
    dialect.read_token(answer)
    dialect.read_account(answer)
    dialect.is_account(channel, answer)
    dialect.missing_fields(channel, answer)
    if dialect.read_person:
        dialect.read_person("1", answer)
    if dialect.read_templates:
        dialect.read_templates(answer)


def test_a_token_ends_when_it_or_its_access_ends_whichever_is_first() -> None:
    told = {"is_valid": True, "expires_at": 1_800_000_000, "data_access_expires_at": 1_790_000_000}

    facts = read_token({"data": {**told, "granular_scopes": [{"scope": "pages_messaging"}]}})

    assert facts is not None
    assert facts.expires_at == datetime.fromtimestamp(1_790_000_000, UTC)
    assert facts.scopes == ("pages_messaging",)
    assert read_token({"data": {"is_valid": True, "expires_at": 0}}) == TokenFacts(is_valid=True)
    assert read_token({"data": {"is_valid": False}}) == TokenFacts(is_valid=False)


@pytest.mark.parametrize("answer", [{}, {"data": []}, {"data": {}}, {"success": True}])
def test_an_answer_that_says_nothing_of_a_token_is_none(answer: dict[str, Any]) -> None:
    assert read_token(answer) is None


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.kind)
@pytest.mark.parametrize("answer", [{}, {"data": []}, {"success": True}])
def test_an_answer_without_an_id_says_nothing_of_whose_account_it_is(
    dialect: Dialect, answer: dict[str, Any]
) -> None:
    channel = a_platform_channel(dialect.kind)

    assert dialect.is_account(channel, answer) is None
    assert dialect.is_account(channel, {"id": "1"}) is False


@pytest.mark.parametrize(
    ("dialect", "answer", "person"),
    [
        (ON_MESSENGER, {"first_name": "Ana", "last_name": "Ruiz"}, Person("1", "Ana Ruiz")),
        (ON_MESSENGER, {"first_name": "Ana"}, Person("1", "Ana")),
        (ON_MESSENGER, {"name": "Ana R.", "first_name": "Ana"}, Person("1", "Ana R.")),
        (ON_MESSENGER, {"profile_pic": "https://x"}, Person("1", "", "https://x")),
        (ON_MESSENGER, {"id": "1"}, None),
        (ON_INSTAGRAM, {"username": "ana.draws"}, Person("1", "ana.draws")),
        (ON_INSTAGRAM, {"name": "Ana", "username": "ana.draws"}, Person("1", "Ana")),
        (ON_INSTAGRAM, {}, None),
    ],
)
def test_a_person_is_called_as_the_platform_calls_them(
    dialect: Dialect, answer: dict[str, str], person: Person | None
) -> None:
    assert dialect.read_person is not None

    assert dialect.read_person("1", answer) == person


def test_the_fields_of_another_app_do_not_count() -> None:
    channel = a_platform_channel("messenger")
    theirs = {"id": "1", "subscribed_fields": list(MESSENGER_FIELDS)}
    ours = {"id": APP, "subscribed_fields": ["messages"]}

    assert ON_MESSENGER.missing_fields(channel, {"data": [theirs]}) == ("subscribed_apps",)
    assert "message_reads" in (ON_MESSENGER.missing_fields(channel, {"data": [theirs, ours]}) or ())
    assert ON_MESSENGER.told_fields(channel, {"data": [theirs, ours]}) == ("messages",)
    assert ON_MESSENGER.missing_fields(channel, {"success": True}) is None


MESSENGER_FIELDS = (
    "messages",
    "messaging_postbacks",
    "message_echoes",
    "message_deliveries",
    "message_reads",
)


def test_an_address_cannot_leave_its_place_in_a_path() -> None:
    assert ON_MESSENGER.person is not None
    assert ON_WHATSAPP.media is not None

    assert ON_MESSENGER.person("../me?x=1#").path == "..%2Fme%3Fx%3D1%23"
    assert ON_WHATSAPP.media("a/b").path == "a%2Fb"


def test_every_kind_says_what_it_can_do() -> None:
    kinds = (EMAIL, CHAT, MESSENGER, INSTAGRAM, WHATSAPP)

    assert [kind.kind for kind in kinds] == ["email", "chat", "messenger", "instagram", "whatsapp"]
    assert all(max(kind.file_sizes.values()) <= limits.FILE for kind in kinds)
    assert [kind.kind for kind in kinds if kind.window] == ["messenger", "instagram", "whatsapp"]
    assert [kind.kind for kind in kinds if kind.templates] == ["whatsapp"]
    assert not INSTAGRAM.takes_file("text/plain", 10)
    assert EMAIL.takes_file("text/plain", limits.FILE)
