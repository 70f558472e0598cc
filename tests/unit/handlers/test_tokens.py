"""API tokens: made once, used by programs, revoked."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from typing import get_args

import pytest

from chalicelib import wiring
from chalicelib.domain import limits
from chalicelib.domain.api_token import issued, taken_apart
from chalicelib.domain.permission import FOR_TOKENS, Permission
from chalicelib.domain.workspace import AgentState, Role
from chalicelib.handlers.http import Route
from chalicelib.handlers.log import log
from chalicelib.handlers.openapi import all_routes, description
from chalicelib.handlers.tokens import TokenPermission
from tests.unit.handlers.house import ADA, NOBODYS_ID, Browser, House, moment
from tests.unit.handlers.programs import READ, made, program, with_token
from tests.unit.handlers.test_http import name_of, path_of
from tests.unit.usecases.company import ANA, NOON, SALES_INBOX, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock

EVERYTHING = tuple(FOR_TOKENS)
ROUTES = [route for route in all_routes() if route.permission]


def other_secret(token: str) -> str:
    """A token of the same id that was made for another program."""
    return issued(taken_apart(token).id, bytes(32))


def test_a_token_is_told_once_and_never_again(house: House, admin: Browser) -> None:
    told = made(admin, READ, "reply", inboxes=[SUPPORT_INBOX.id], expires_in_days=90)
    listed = admin.get("/tokens").json()["items"]

    token = told.pop("token")
    assert listed == [told]
    assert told["permissions"] == ["reply", READ]
    assert told["inboxes"] == [SUPPORT_INBOX.id]
    assert (told["owner"], told["owner_name"], told["state"]) == (ADA.id, "Ada", "active")
    assert moment(told["expires_at"]) == NOON + timedelta(days=90)
    assert token.startswith(f"bnd_{told['id']}_")
    kept = house.ports.workspace.token(told["id"])
    assert token[37:80] not in repr(kept)


def test_only_admins_see_make_and_revoke_tokens(admin: Browser, agent: Browser) -> None:
    token_id = made(admin)["id"]

    assert agent.get("/tokens").problem == (403, "NotAllowed", "")
    assert agent.post("/tokens", {"name": "Mine", "permissions": [READ]}).problem == (403, "NotAllowed", "")
    assert agent.send("DELETE", f"/tokens/{token_id}").problem == (403, "NotAllowed", "")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"name": " "}, (422, "Invalid", "name")),
        ({"permissions": []}, (422, "Invalid", "permissions")),
        ({"permissions": ["fly"]}, (422, "Invalid", "permissions[0]")),
        ({"permissions": ["own_account"]}, (422, "Invalid", "permissions[0]")),
        ({"permissions": ["manage_tokens"]}, (422, "Invalid", "permissions[0]")),
        ({"permissions": ["invite"]}, (422, "Invalid", "permissions[0]")),
        ({"inboxes": [NOBODYS_ID]}, (422, "Invalid", "inboxes")),
        ({"inboxes": [SUPPORT_INBOX.id], "permissions": ["see_quarantine"]}, (422, "Invalid", "inboxes")),
        ({"expires_in_days": 0}, (422, "Invalid", "expires_in_days")),
        ({"secret": "mine"}, (422, "Invalid", "secret")),
    ],
)
def test_a_token_that_cannot_be_is_refused_by_its_field(
    changed: dict[str, object], problem: tuple[int, str, str], admin: Browser
) -> None:
    body = {"name": "Orders", "permissions": [READ], **changed}

    assert admin.post("/tokens", body).problem == problem
    assert admin.get("/tokens").json()["items"] == []


def test_there_are_at_most_a_hundred_tokens(admin: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TOKENS", 2)
    first, _ = made(admin), made(admin)

    assert admin.post("/tokens", {"name": "x", "permissions": [READ]}).problem == (422, "Invalid", "")
    admin.send("DELETE", f"/tokens/{first['id']}")
    made(admin)


def test_the_permissions_of_a_token_are_those_that_a_token_can_have() -> None:
    assert set(get_args(TokenPermission)) == set(FOR_TOKENS)


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_a_token_may_what_its_permissions_say_and_a_session_may(
    route: Route, house: House, admin: Browser
) -> None:
    answer = with_token(house, admin, *EVERYTHING).send(route.method, path_of(route))

    if route.needs_session:
        assert answer.problem == (403, "NotForTokens", "")
    elif route.permission is Permission.INVITE:
        assert answer.problem == (403, "NotAllowed", "")
    else:
        assert answer.status not in (401, 403), answer.body
        assert answer.status == 422 or answer.headers["ratelimit-remaining"] == "599"
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("route", [one for one in ROUTES if one.takes_tokens], ids=name_of)
def test_a_token_may_nothing_that_it_was_not_given(route: Route, house: House, admin: Browser) -> None:
    assert route.permission is not None
    others = FOR_TOKENS - {route.permission, *route.or_with}

    answer = with_token(house, admin, *others).send(route.method, path_of(route))

    assert answer.problem == (403, "NotAllowed", "")


def test_accounts_and_sockets_are_for_people() -> None:
    for route in ROUTES:
        own = route.path.startswith(("/me", "/session", "/tokens", "/socket-ticket"))
        assert route.needs_session >= own, route.path
        assert route.permission is not Permission.OWN_ACCOUNT or route.needs_session, route.path


def test_files_of_the_quarantine_need_its_permission(house: House, admin: Browser) -> None:
    answer = with_token(house, admin, READ).get("/attachments/quarantine-something")

    assert answer.problem == (403, "NotAllowed", "")
    assert admin.get("/attachments/quarantine-something").problem == (404, "NoSuchFile", "")


def test_what_a_token_does_is_done_in_the_name_of_its_owner(house: House, admin: Browser) -> None:
    head = house.began()
    robot = with_token(house, admin, READ, "comment")

    robot.post(f"/conversations/{head.id}/comments", {"text": "Paid"})

    assert house.ports.conversations.entries(head.id)[-1].actor.id == ADA.id


def test_an_idempotency_key_is_the_tokens_own(house: House, admin: Browser) -> None:
    head = house.began()
    first, second = (with_token(house, admin, READ, "comment") for _ in range(2))
    path, body = f"/conversations/{head.id}/comments", {"text": "Paid"}

    seqs = [one.post(path, body, key="order-7").json()["seq"] for one in (first, first, second, admin)]

    assert seqs == [seqs[0], seqs[0], seqs[0] + 1, seqs[0] + 2]
    assert first.post(path, {"text": "Other"}, key="order-7").problem[:2] == (409, "KeyUsedForAnotherRequest")


def test_a_program_needs_no_origin_and_still_sends_json(house: House, admin: Browser) -> None:
    head = house.began()
    robot = with_token(house, admin, READ, "comment")
    path, raw = f"/conversations/{head.id}/comments", json.dumps({"text": "Paid"}).encode()

    elsewhere = robot.send("POST", path, raw=raw, headers={"origin": "https://elsewhere.example"})
    as_form = robot.send("POST", path, raw=raw, headers={"content-type": "text/plain"})

    assert elsewhere.status == 201
    assert as_form.status == 415


def test_a_token_comes_before_a_cookie(house: House, agent: Browser, admin: Browser) -> None:
    both = program(house, made(admin)["token"], agent.cookie)
    wrong = program(house, "bnd_wrong", agent.cookie)

    assert both.get("/inboxes").headers["ratelimit-limit"] == "600"
    assert both.get("/agents").problem == (403, "NotAllowed", "")
    assert wrong.get("/inboxes").problem == (401, "MalformedToken", "")


def test_another_scheme_is_somebody_elses_and_the_cookie_counts(house: House, agent: Browser) -> None:
    behind = Browser(house, agent.cookie, headers={"authorization": "Basic dTpw"})

    assert behind.get("/inboxes").status == 200


def test_a_token_says_nothing_of_what_is_stored_unless_all_of_it_is_right(
    house: House, admin: Browser, clock: Clock
) -> None:
    token = made(admin, expires_in_days=1)["token"]
    revoked = made(admin)
    admin.send("DELETE", f"/tokens/{revoked['id']}")
    clock.ahead(days=2)
    unknown = issued(NOBODYS_ID, bytes(32))

    def said(given: str) -> tuple[int, str, str]:
        reply = program(house, given).get("/inboxes")
        assert reply.headers["www-authenticate"].startswith("Bearer")
        return reply.problem

    assert said(token) == (401, "ExpiredToken", "")
    assert said(revoked["token"]) == (401, "RevokedToken", "")
    assert said(other_secret(token)) == said(other_secret(revoked["token"])) == said(unknown)
    assert said(unknown) == (401, "UnknownToken", "")
    assert said(token[:-1]) == said("") == said("bnd_é_x") == (401, "MalformedToken", "")


def test_a_token_goes_with_its_owner_and_with_what_they_may(house: House, admin: Browser) -> None:
    robot = with_token(house, admin, "see_team", "drop_quarantine")
    change = house.ports.workspace.change_agent

    change(replace(ADA, role=Role.AGENT))
    assert robot.get("/agents").status == 200
    assert robot.post("/quarantine/x/put-back").problem == (403, "NotAllowed", "")

    change(replace(ADA, state=AgentState.DEACTIVATED))
    assert robot.get("/agents").problem == (401, "TokenWithoutOwner", "")

    change(ADA)
    assert robot.get("/agents").status == 200


def test_the_list_says_which_tokens_work(house: House, admin: Browser, clock: Clock) -> None:
    house.ports.workspace.change_agent(replace(ANA, role=Role.ADMIN))
    anas = made(house.browser(ANA))
    ended, revoked = made(admin, expires_in_days=1), made(admin)
    made(admin)
    admin.send("DELETE", f"/tokens/{revoked['id']}")
    admin.send("DELETE", f"/tokens/{revoked['id']}")
    house.ports.workspace.change_agent(replace(ANA, state=AgentState.DEACTIVATED))
    clock.ahead(days=2)

    states = {one["id"]: one["state"] for one in admin.get("/tokens").json()["items"]}

    assert (states[anas["id"]], states[ended["id"]], states[revoked["id"]]) == (
        "ownerless",
        "expired",
        "revoked",
    )
    clock.ahead(days=30)
    admin = house.browser(ADA)
    assert revoked["id"] not in {one["id"] for one in admin.get("/tokens").json()["items"]}
    made(admin)
    assert house.ports.workspace.token(revoked["id"]) is None


def test_a_token_that_is_not_there_cannot_be_revoked(admin: Browser) -> None:
    assert admin.send("DELETE", f"/tokens/{NOBODYS_ID}").problem == (404, "NoSuchToken", "")
    assert admin.send("DELETE", "/tokens/x").problem == (404, "NoSuchToken", "")


def test_when_it_was_used_is_written_once_in_ten_minutes(house: House, admin: Browser, clock: Clock) -> None:
    robot = with_token(house, admin)

    def used() -> object:
        robot.get("/inboxes")
        return admin.get("/tokens").json()["items"][0]["last_used_at"]

    assert admin.get("/tokens").json()["items"][0]["last_used_at"] is None
    first = used()
    clock.ahead(minutes=9)
    assert used() == first
    clock.ahead(minutes=1)
    assert used() != first


def test_a_token_asks_so_often_in_a_minute_and_is_told_when_it_may_again(
    house: House, admin: Browser, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TOKEN_REQUESTS", 2)
    robot, other = with_token(house, admin), with_token(house, admin)
    clock.ahead(seconds=20)

    left = [robot.get("/inboxes").headers["ratelimit-remaining"] for _ in range(2)]
    refused = robot.get("/inboxes")

    assert left == ["1", "0"]
    assert refused.problem == (429, "TooManyRequests", "")
    told = [refused.headers[name] for name in ("retry-after", "ratelimit-limit", "ratelimit-reset")]
    assert told == ["40", "2", "40"]
    assert other.get("/inboxes").status == 200
    clock.ahead(seconds=40)
    assert robot.get("/inboxes").status == 200


def test_a_refused_request_says_what_is_left_too(house: House, admin: Browser) -> None:
    robot = with_token(house, admin)

    answer = robot.get(f"/conversations/{NOBODYS_ID}")

    assert answer.problem == (404, "NoSuchConversation", "")
    assert answer.headers["ratelimit-remaining"] == "599"


def test_an_address_that_sends_wrong_tokens_is_told_to_wait_and_a_good_one_still_works(
    house: House, admin: Browser, clock: Clock
) -> None:
    token = made(admin)["token"]
    wrong = program(house, other_secret(token))

    codes = [wrong.get("/inboxes").problem[1] for _ in range(limits.WRONG_TOKENS + 1)]

    assert set(codes[:-1]) == {"UnknownToken"}
    assert codes[-1] == "TooManyTries"
    assert wrong.get("/inboxes").headers["retry-after"] == "300"
    assert program(house, token).get("/inboxes").status == 200
    clock.ahead(minutes=5)
    assert wrong.get("/inboxes").problem[1] == "UnknownToken"


def test_the_log_says_the_id_of_a_token_and_never_the_token(
    house: House, admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = made(admin)
    lines = StringIO()
    for handler in log.handlers:
        monkeypatch.setattr(handler, "stream", lines)

    def broken() -> None:
        raise RuntimeError(told["token"])

    monkeypatch.setattr(type(house.ports.workspace), "inboxes", lambda self: broken())
    reply = program(house, told["token"]).get("/inboxes")

    assert reply.status == 500
    assert json.loads(lines.getvalue())["token"] == told["id"]
    assert told["token"] not in lines.getvalue()
    assert told["token"].encode() not in reply.body


def test_a_token_comes_in_by_the_site_in_front(
    house: House, admin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    robot = with_token(house, admin)
    monkeypatch.setattr(wiring, "origin_secret", lambda: "by the front door")

    assert robot.get("/inboxes").problem == (403, "NotThroughTheSite", "")
    assert robot.get("/inboxes", x_bandeja_origin="by the front door").status == 200


def test_the_description_says_which_routes_take_a_token() -> None:
    paths = description()["paths"]
    of = {name_of(route): paths[route.path][route.method.lower()]["security"] for route in ROUTES}

    assert of["GET /conversations"] == [{"session": []}, {"bearer": []}]
    for name in ("GET /me", "POST /tokens", "POST /socket-ticket", "POST /agents"):
        assert of[name] == [{"session": []}]


def test_a_token_of_one_inbox_does_not_hold_more_by_being_made_anew(admin: Browser) -> None:
    """Named twice is once, and the order does not matter."""
    told = made(admin, READ, READ, inboxes=[SUPPORT_INBOX.id, SALES_INBOX.id, SUPPORT_INBOX.id])

    assert told["inboxes"] == sorted([SUPPORT_INBOX.id, SALES_INBOX.id])
    assert told["permissions"] == [READ]
