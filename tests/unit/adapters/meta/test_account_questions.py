"""What is asked of an account, and asking to be told what happens on it, against the stand-in for Meta's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.channels.messenger.dialect import ALSO, NEEDED
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.ports.platform import PlatformBusy, TokenRefused, WebhookFields
from infra.local.fake_graph.state import ALL_FIELDS
from tests.running_graph import RunningGraph

KINDS = ("messenger", "instagram", "whatsapp")
PAGES = ("messenger", "instagram")
NOTHING_BESIDE = WebhookFields()
NOT_THERE: list[dict[str, Any]] = [
    {"status": 404, "code": None},
    {"status": 404, "code": 2500},
    {"code": 100},
    {"code": 100, "subcode": 33},
    {"code": 3},
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_connected_account_lacks_nothing(fake_graph: RunningGraph, kind: str) -> None:
    fake_graph.account(kind).expires_at = 1_800_000_000

    account = fake_graph.gateway(kind).check(fake_graph.channel(kind))

    assert account.name == f"Lamps {kind}"
    assert (account.missing, account.unsure) == ((), ())
    assert account.expires_at is not None
    assert account.expires_at.year == 2027


@pytest.mark.parametrize("kind", KINDS)
def test_scopes_and_fields_that_are_missing_are_named(fake_graph: RunningGraph, kind: str) -> None:
    account = fake_graph.account(kind)
    account.scopes, account.subscribed = ("pages_show_list",), None

    checked = fake_graph.gateway(kind).check(fake_graph.channel(kind))

    assert set(checked.missing) > {"subscribed_apps"}
    assert len(checked.missing) >= 3


def test_a_field_that_is_missing_is_named(fake_graph: RunningGraph) -> None:
    fake_graph.account("messenger").subscribed = ("messages", "messaging_postbacks", "message_echoes")

    checked = fake_graph.gateway("messenger").check(fake_graph.channel("messenger"))

    assert checked.missing == ("message_deliveries", "message_reads")


@pytest.mark.parametrize("kind", KINDS)
def test_asking_to_be_told_makes_nothing_missing(fake_graph: RunningGraph, kind: str) -> None:
    fake_graph.account(kind).subscribed = None
    gateway, channel = fake_graph.gateway(kind), fake_graph.channel(kind)

    gateway.subscribe(channel, NOTHING_BESIDE)

    assert gateway.check(channel).missing == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", [10, 200, 210, 299])
def test_asking_to_be_told_without_the_permission_asks_for_another_token(
    fake_graph: RunningGraph, kind: str, code: int
) -> None:
    fake_graph.fail("/subscribed_apps", method="POST", code=code)

    with pytest.raises(TokenRefused) as refused:
        fake_graph.gateway(kind).subscribe(fake_graph.channel(kind), NOTHING_BESIDE)

    assert refused.value.reason.word == "platform_token_lacks_rights"


def test_what_cannot_be_asked_is_unsure_and_no_error(fake_graph: RunningGraph) -> None:
    for path in ("debug_token", "/me", "/subscribed_apps"):
        fake_graph.fail(path, code=100, times=2)

    account = fake_graph.gateway("messenger").check(fake_graph.channel("messenger"))

    assert account.unsure == ("debug_token", "account", "subscribed_apps")


def test_an_app_secret_that_is_wrong_says_nothing_of_the_token(fake_graph: RunningGraph) -> None:
    fake_graph.fail("debug_token", code=190)

    assert fake_graph.gateway("messenger").check(fake_graph.channel("messenger")).unsure == ("debug_token",)


def test_without_the_business_account_the_subscription_is_unsure(fake_graph: RunningGraph) -> None:
    channel = replace(fake_graph.channel("whatsapp"), platform=PlatformAccount())

    assert fake_graph.gateway("whatsapp").check(channel).unsure == ("subscribed_apps",)


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_of_no_use_is_told_when_it_is_checked(fake_graph: RunningGraph, kind: str) -> None:
    channel = fake_graph.channel(kind)
    fake_graph.account(kind).is_valid = False

    with pytest.raises(TokenRefused):
        fake_graph.gateway(kind).check(channel)


@pytest.mark.parametrize("kind", ["messenger", "instagram"])
def test_a_token_of_another_account_is_told_when_it_is_checked(fake_graph: RunningGraph, kind: str) -> None:
    with pytest.raises(TokenRefused, match="another account"):
        fake_graph.gateway(kind).check(replace(fake_graph.channel(kind), address="123"))


@pytest.mark.parametrize("failure", NOT_THERE, ids=str)
@pytest.mark.parametrize("kind", PAGES)
def test_a_path_that_this_graph_does_not_know_is_gone_round(
    fake_graph: RunningGraph, kind: str, failure: dict[str, Any]
) -> None:
    account = fake_graph.account(kind)
    account.subscribed = None
    fake_graph.fail(f"{account.speaks_as}/subscribed_apps", times=9, **failure)

    assert fake_graph.gateway(kind).subscribe(fake_graph.channel(kind), NOTHING_BESIDE)
    assert "messages" in (fake_graph.state.page_of(account).subscribed or ())
    assert fake_graph.gateway(kind).check(fake_graph.channel(kind)).missing == ()


@pytest.mark.parametrize("failure", NOT_THERE, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_where_nobody_can_be_asked_to_tell_that_is_no_fault_of_the_token(
    fake_graph: RunningGraph, kind: str, failure: dict[str, Any]
) -> None:
    fake_graph.fail("/subscribed_apps", method="POST", times=9, **failure)

    assert not fake_graph.gateway(kind).subscribe(fake_graph.channel(kind), NOTHING_BESIDE)


def test_a_field_that_this_graph_does_not_know_costs_only_what_is_not_needed(
    fake_graph: RunningGraph,
) -> None:
    account = fake_graph.account("messenger")
    account.subscribed, account.takes_fields = ("messages",), tuple({*ALL_FIELDS} - {"message_edits"})

    assert fake_graph.gateway("messenger").subscribe(fake_graph.channel("messenger"), NOTHING_BESIDE)
    assert account.subscribed is not None
    assert set(account.subscribed) == set(NEEDED)


def test_what_the_page_tells_already_stays(fake_graph: RunningGraph) -> None:
    account = fake_graph.account("instagram")
    account.subscribed = ("message_reads", "feed")
    account.takes_fields = (*ALL_FIELDS, "feed")

    assert fake_graph.gateway("instagram").subscribe(fake_graph.channel("instagram"), NOTHING_BESIDE)

    assert set(account.subscribed) == {"messages", "message_reads", "feed"}


def test_where_the_page_does_not_say_what_it_tells_the_channels_beside_keep_theirs(
    fake_graph: RunningGraph,
) -> None:
    account = fake_graph.account("instagram")
    fake_graph.fail("/subscribed_apps", method="GET", code=100, times=9)
    beside = fake_graph.gateway("messenger").fields()

    assert fake_graph.gateway("instagram").subscribe(fake_graph.channel("instagram"), beside)

    assert account.subscribed is not None
    assert set(account.subscribed) == {*NEEDED, *ALSO}


def test_nothing_is_changed_on_the_page_of_another_account(fake_graph: RunningGraph) -> None:
    account = fake_graph.account("messenger")
    account.subscribed = None

    with pytest.raises(TokenRefused, match="another account"):
        elsewhere = replace(fake_graph.channel("messenger"), address="123")
        fake_graph.gateway("messenger").subscribe(elsewhere, NOTHING_BESIDE)

    assert account.subscribed is None


def test_a_graph_with_a_trouble_of_its_own_is_asked_later(fake_graph: RunningGraph) -> None:
    fake_graph.fail("/subscribed_apps", method="POST", status=500, code=1)

    with pytest.raises(PlatformBusy):
        fake_graph.gateway("messenger").subscribe(fake_graph.channel("messenger"), NOTHING_BESIDE)


@pytest.mark.parametrize("failure", NOT_THERE, ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_a_graph_that_takes_no_form_about_a_token_is_asked_as_documented(
    fake_graph: RunningGraph, kind: str, failure: dict[str, Any]
) -> None:
    fake_graph.account(kind).scopes = ("pages_show_list",)
    fake_graph.account(kind).expires_at = 1_800_000_000
    fake_graph.fail("debug_token", method="POST", **failure)

    checked = fake_graph.gateway(kind).check(fake_graph.channel(kind))

    assert "debug_token" not in checked.unsure
    assert checked.expires_at is not None
    assert set(checked.missing) == set(fake_graph.gateway(kind).dialect.scopes)


def test_the_token_stands_in_no_address_where_the_form_is_taken(fake_graph: RunningGraph) -> None:
    fake_graph.gateway("messenger").check(fake_graph.channel("messenger"))

    assert not [call for call in fake_graph.graph.calls if "input_token" in call]


@pytest.mark.parametrize("kind", KINDS)
def test_an_app_secret_that_does_not_belong_to_the_app_is_named(fake_graph: RunningGraph, kind: str) -> None:
    channel = fake_graph.channel(kind)
    known = fake_graph.secrets.of(channel.id)
    fake_graph.secrets.put(channel.id, {**known, "app_secret": "that of another app"})

    with pytest.raises(TokenRefused) as refused:
        fake_graph.gateway(kind).check(channel)

    assert (refused.value.secret, refused.value.reason.word) == ("app_secret", "platform_app_secret")
    assert not [call for call in fake_graph.graph.calls if "input_token" in call]
