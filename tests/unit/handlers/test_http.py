"""The frame around every view: who may, from where, and what every answer has in common."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO

import pytest

from chalicelib import wiring
from chalicelib.domain.permission import ADMIN_ONLY
from chalicelib.domain.workspace import AgentState
from chalicelib.handlers.http import AgentRoutes, Route
from chalicelib.handlers.log import log
from chalicelib.handlers.openapi import all_routes
from tests.unit.handlers.house import ADA, NOBODYS_ID, SITE, Browser, House
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock

PATH_VALUES = {
    "{conversation_id}": NOBODYS_ID,
    "{contact_id}": NOBODYS_ID,
    "{inbox_id}": NOBODYS_ID,
    "{seq}": "1",
    "{attachment_id}": f"{NOBODYS_ID}-1-0",
    "{item_id}": "nothing",
    "{avatar}": "0" * 64,
    "{channel_id}": NOBODYS_ID,
    "{chatflow_id}": NOBODYS_ID,
    "{token_id}": NOBODYS_ID,
}
ROUTES = all_routes()
# what a chat's page asks has a visitor's token instead: test_chat_http.py
PUBLIC = [one for one in ROUTES if not one.permission and not one.is_cross_origin]


def path_of(route: Route) -> str:
    path = route.path
    for name, value in PATH_VALUES.items():
        path = path.replace(name, value)
    return path


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.mark.parametrize("route", [one for one in ROUTES if one.permission], ids=name_of)
def test_nobody_gets_past_the_door(route: Route, nobody: Browser) -> None:
    answer = nobody.send(route.method, path_of(route))

    assert answer.problem == (401, "NotSignedIn", "")


@pytest.mark.parametrize("route", PUBLIC, ids=name_of)
def test_public_routes_ask_for_no_session(route: Route, nobody: Browser) -> None:
    answer = nobody.send(route.method, path_of(route))

    assert answer.status != 403
    assert answer.status != 401 or answer.json()["code"] == "WrongPassword"


@pytest.mark.parametrize("route", [one for one in ROUTES if one.permission], ids=name_of)
def test_an_agent_may_do_everything_but_what_only_admins_may(route: Route, agent: Browser) -> None:
    answer = agent.send(route.method, path_of(route))

    if route.permission in ADMIN_ONLY:
        assert answer.problem == (403, "NotAllowed", "")
    else:
        assert answer.status not in (401, 403), answer.body


@pytest.mark.parametrize("route", [one for one in ROUTES if one.permission], ids=name_of)
def test_an_admin_may_do_everything(route: Route, admin: Browser) -> None:
    answer = admin.send(route.method, path_of(route))

    assert answer.status not in (401, 403), answer.body


def test_a_route_without_a_permission_cannot_be_registered() -> None:
    routes = AgentRoutes("somewhere")

    with pytest.raises(TypeError, match="permission"):
        routes.route("/open", answer=None)  # type: ignore[call-arg]  # that is what is tried here


def test_a_deactivated_agent_is_out_at_once(house: House, agent: Browser) -> None:
    assert agent.get("/me").status == 200
    house.ports.workspace.change_agent(replace(ANA, state=AgentState.DEACTIVATED))

    assert agent.get("/me").problem == (401, "NotSignedIn", "")


def test_a_permission_that_was_taken_away_is_gone_with_the_next_request(house: House, admin: Browser) -> None:
    invitation = {"email": "new@bandeja.test", "name": "New"}
    assert admin.post("/agents", invitation).status == 201
    house.ports.workspace.change_agent(replace(ADA, role=ANA.role))

    assert admin.post("/agents", invitation).problem == (403, "NotAllowed", "")


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "é.ü", "a" * 5000, ".", "=", "\x7f"])
def test_an_invented_cookie_is_nobodys(cookie: str, house: House) -> None:
    assert Browser(house, cookie or " ").get("/me").problem == (401, "NotSignedIn", "")


def test_a_session_ends_seven_days_after_its_last_day_of_use(
    house: House, agent: Browser, clock: Clock
) -> None:
    clock.ahead(days=6)
    renewed = agent.get("/me")
    clock.ahead(days=6)
    still = agent.get("/me")
    clock.ahead(days=8)

    assert "Max-Age=604800" in renewed.headers["set-cookie"]
    assert still.status == 200
    assert agent.get("/me").problem == (401, "NotSignedIn", "")


def test_a_session_used_all_day_sets_no_new_cookie(agent: Browser, clock: Clock) -> None:
    clock.ahead(hours=20)

    assert "set-cookie" not in agent.get("/me").headers


@pytest.mark.parametrize(
    "came_from",
    [
        {"origin": "https://elsewhere.test"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:8001"},
        {"origin": "http://[::1"},
        {"origin": "http://127.0.0.1:8000@elsewhere.test"},
        {"referer": "https://elsewhere.test/page"},
    ],
)
def test_orders_from_another_site_are_refused(came_from: dict[str, str], agent: Browser) -> None:
    answer = agent.send("POST", "/me", raw=b'{"name": "Eve"}', headers=came_from)

    assert answer.problem == (403, "WrongOrigin", "")
    assert agent.get("/me").json()["name"] == "Ana"


@pytest.mark.parametrize("came_from", [{"origin": SITE}, {"referer": f"{SITE}/#/inbox"}, {}])
def test_orders_from_our_own_site_are_carried_out(came_from: dict[str, str], agent: Browser) -> None:
    assert agent.send("POST", "/me", raw=b'{"name": "Anna"}', headers=came_from).status == 200


def test_the_same_list_twice_is_sent_once(house: House, agent: Browser) -> None:
    house.began()
    first = agent.get("/conversations")

    again = agent.get("/conversations", if_none_match=first.headers["etag"])
    house.began()
    changed = agent.get("/conversations", if_none_match=first.headers["etag"])

    assert (again.status, again.body) == (304, b"")
    assert changed.status == 200
    assert len(changed.json()["items"]) == 2


def test_answers_are_kept_by_nobody_on_the_way(agent: Browser) -> None:
    headers = agent.get("/me").headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_mistake_of_ours_tells_a_reference_and_nothing_else(
    house: House, agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(house.ports.workspace), "inboxes", lambda self: 1 / 0)

    answer = agent.get("/inboxes")

    assert answer.problem == (500, "Unexpected", "")
    assert answer.json()["reference"]
    assert "division" not in answer.body.decode()


def test_another_method_is_a_problem_like_all_others(agent: Browser) -> None:
    answer = agent.send("PUT", "/me")

    assert answer.problem == (405, "MethodNotAllowed", "")
    assert "POST" in answer.headers["allow"]


def test_the_log_tells_where_it_happened_and_nobodys_words(
    house: House, agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, words = "carla@customer.test", "she wrote: my order is late"

    def fails(_: object) -> None:
        try:
            raise KeyError(address)
        except KeyError as error:
            raise ValueError(words) from error

    monkeypatch.setattr(type(house.ports.workspace), "inboxes", fails)
    written = StringIO()
    handler = log.registered_handler
    monkeypatch.setattr(handler, "stream", written)

    reference = agent.get("/inboxes").json()["reference"]

    line = json.loads(written.getvalue())
    assert (line["reference"], line["route"]) == (reference, "/inboxes")
    assert line["correlation_id"]
    assert "KeyError" in line["trace"]
    assert "inbox_overview" in line["trace"]
    assert address not in written.getvalue()
    assert words not in written.getvalue()


def test_parallel_requests_of_two_agents_never_see_each_other(
    house: House, agent: Browser, admin: Browser
) -> None:
    def who(number: int) -> tuple[str, str]:
        browser, name = (agent, "Ana") if number % 2 else (admin, "Ada")
        return name, browser.get("/me").json()["name"]

    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(who, range(200)))

    assert [name for name, shown in told if name != shown] == []


def test_the_entry_point_loads_nothing_heavy() -> None:
    """What a cold start of a REST call pays for."""
    heavy = "boto3 botocore.session pynamodb jinja2 pydantic nh3 sqlite3 argon2"
    code = f"import sys, app; print([name for name in {heavy.split()!r} if name in sys.modules])"

    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "given", [{}, {"x-bandeja-origin": "between us "}, {"x-bandeja-origin": "betwéen us"}]
)
@pytest.mark.parametrize("path", ["/health", "/conversations", "/session"])
def test_a_call_beside_the_site_in_front_is_refused_with_a_code(
    given: dict[str, str], path: str, agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "origin_secret", lambda: "between us")

    answer = agent.send("POST" if path == "/session" else "GET", path, raw=b"{}", headers=given)

    assert answer.problem == (403, "NotThroughTheSite", "")


def test_a_call_through_the_site_in_front_is_answered(
    agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "origin_secret", lambda: "between us")

    assert agent.get("/conversations", x_bandeja_origin="between us").status == 200
