"""Being told what happens on an account: asked for when it is connected, and again when it is missing."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.channels.messenger.dialect import NEEDED
from chalicelib.handlers.daily import on_day
from tests.running_graph import RunningGraph
from tests.unit.handlers.accounts import Day, a_page, an_account
from tests.unit.handlers.house import ADA, Browser, House

KINDS = ("messenger", "instagram", "whatsapp")


@pytest.fixture
def admin(with_meta: House) -> Browser:
    return with_meta.browser(ADA)


@pytest.mark.parametrize("failure", [{"status": 404, "code": None}, {"code": 2500}, {"code": 100}], ids=str)
@pytest.mark.parametrize("kind", KINDS)
def test_an_account_is_connected_where_webhooks_cannot_be_asked_for_and_says_what_is_missing(
    admin: Browser, fake_graph: RunningGraph, kind: str, failure: dict[str, Any]
) -> None:
    fake_graph.account(kind).subscribed = None
    fake_graph.fail("/subscribed_apps", times=99, **failure)

    answer = admin.post("/channels", an_account(fake_graph, kind))

    platform = answer.json()["platform"]
    assert answer.status == 201
    assert (platform["trouble"], platform["missing"]) == ("missing", ["subscribed_apps"])
    assert admin.post(f"/channels/{platform['id']}/platform/check").json()["missing"] == ["subscribed_apps"]
    fake_graph.state.failures.clear()
    assert admin.post(f"/channels/{platform['id']}/platform/check").json()["trouble"] == ""
    assert fake_graph.account(kind).subscribed is not None


@pytest.mark.parametrize("code", [10, 200])
def test_a_token_that_may_not_ask_for_webhooks_is_refused_with_that_reason(
    admin: Browser, fake_graph: RunningGraph, code: int
) -> None:
    fake_graph.fail("/subscribed_apps", method="POST", code=code)

    answer = admin.post("/channels", a_page(fake_graph))

    assert answer.problem == (422, "Invalid", "page_token")
    assert answer.json()["reason"] == "platform_token_lacks_rights"


def test_a_wrong_app_secret_is_named_as_such(admin: Browser, fake_graph: RunningGraph) -> None:
    answer = admin.post("/channels", a_page(fake_graph, app_secret="that of another app"))

    assert answer.problem == (422, "Invalid", "app_secret")
    assert answer.json()["reason"] == "platform_app_secret"


@pytest.mark.parametrize("order", [("messenger", "instagram"), ("instagram", "messenger")])
@pytest.mark.parametrize("is_silent", [True, False])
def test_an_instagram_account_takes_nothing_away_from_its_page(
    admin: Browser, fake_graph: RunningGraph, order: tuple[str, str], is_silent: bool
) -> None:
    page = fake_graph.account("messenger")
    page.subscribed = None
    fake_graph.account("instagram").page_id = page.id
    if is_silent:  # the page does not say what it tells already
        fake_graph.fail("/subscribed_apps", method="GET", code=100, times=99)

    for kind in order:
        assert admin.post("/channels", an_account(fake_graph, kind)).status == 201

    assert page.subscribed is not None
    assert {*NEEDED, "message_edits"} <= {*page.subscribed}


@pytest.mark.parametrize("by", ["check", "day"])
def test_webhooks_that_somebody_took_away_are_asked_for_again(
    admin: Browser, fake_graph: RunningGraph, by: str
) -> None:
    made = admin.post("/channels", a_page(fake_graph)).json()
    fake_graph.account("messenger").subscribed = ("messages",)

    if by == "check":
        admin.post(f"/channels/{made['id']}/platform/check")
    else:
        on_day(Day())

    assert admin.get(f"/channels/{made['id']}/platform").json()["trouble"] == ""
    assert {*NEEDED} <= {*(fake_graph.account("messenger").subscribed or ())}


@pytest.mark.parametrize("kind", KINDS)
def test_an_account_that_was_connected_while_the_platform_was_away_is_told_of_afterwards(
    admin: Browser, fake_graph: RunningGraph, kind: str
) -> None:
    fake_graph.account(kind).subscribed = None
    fake_graph.fail(status=500, code=1, times=99)
    made = admin.post("/channels", an_account(fake_graph, kind)).json()
    assert made["platform"]["trouble"] == "unchecked"
    fake_graph.state.failures.clear()

    checked = admin.post(f"/channels/{made['id']}/platform/check").json()

    assert checked["trouble"] == ""
    assert fake_graph.account(kind).subscribed is not None


def test_a_check_without_the_permission_for_webhooks_says_what_is_missing_and_keeps_the_token(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    made = admin.post("/channels", a_page(fake_graph)).json()
    fake_graph.account("messenger").subscribed = None
    fake_graph.fail("/subscribed_apps", method="POST", code=200)

    checked = admin.post(f"/channels/{made['id']}/platform/check").json()

    assert (checked["trouble"], checked["missing"]) == ("missing", ["subscribed_apps"])


def test_nothing_is_asked_for_on_an_account_that_is_not_the_one_typed_in(
    admin: Browser, fake_graph: RunningGraph
) -> None:
    fake_graph.account("messenger").subscribed = None

    answer = admin.post("/channels", a_page(fake_graph, page_id="123"))

    assert answer.problem == (422, "Invalid", "page_token")
    assert answer.json()["reason"] == "platform_token_elsewhere"
    assert fake_graph.account("messenger").subscribed is None


@pytest.mark.parametrize("kind", KINDS)
def test_an_account_of_which_nothing_is_told_is_connected_and_could_not_be_checked(
    admin: Browser, fake_graph: RunningGraph, kind: str
) -> None:
    account = fake_graph.account(kind)
    node = account.id if kind == "whatsapp" else "me"
    fake_graph.fail(f"/{node}", method="GET", code=100, times=2)

    answer = admin.post("/channels", an_account(fake_graph, kind))

    platform = answer.json()["platform"]
    assert answer.status == 201
    assert (platform["trouble"], platform["missing"], platform["detail"]) == ("unchecked", [], "account")
    assert admin.post(f"/channels/{platform['id']}/platform/check").json()["trouble"] == ""
