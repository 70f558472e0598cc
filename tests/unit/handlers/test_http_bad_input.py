"""Whatever is sent to any route, the answer is a clear 4xx that names the field, and never a 500."""

from __future__ import annotations

import json
import os
import re
from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.http import Route
from chalicelib.handlers.openapi import all_routes
from tests.unit.handlers.house import ADA, Browser, House
from tests.unit.handlers.website import Visitor

EXAMPLES = 200 if os.environ.get("BANDEJA_SOAK") else 8  # for each route
ROUTES = all_routes()
WITH_BODY = [route for route in ROUTES if route.method in {"POST", "PUT"} and route.body is not EmptyBody]
WITH_QUERY = [route for route in ROUTES if route.query is not Query]
NOT_JSON = [
    b"{",
    b"nonsense",
    b"\xff\xfe",
    b'{"a": "\xff"}',
    b'{"a": "\\ud800"}',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"\x00",
    b"{} {}",
    b"NaN",
]
WRONG_SHAPE = [b"[]", b"null", b"1", b'"text"', b'{"no such field": 1}']
STRANGE = [
    "x",
    "%00",
    "..",
    "%2e%2e%2f",
    "é",
    "0" * 31,
    "0" * 33,
    "A" * 32,
    "0" * 5000,
    "'; drop table",
    "-1",
    "1e9",
    "９",
    "99999999999",
]
WRONG_IN_QUERIES = ["-1", "x", "1e400", "99999999999999999999", "é", "\x00", "a" * 3000]
WRONG_KEYS = ["", " ", "é", "a" * 201, "a b", "\x01"]
OTHER_MEDIA_TYPES = ["text/plain", "application/x-www-form-urlencoded", "", "json", "é;"]
OF_ANOTHER = frozenset({"chatflow"})  # it is looked for in a channel that is there: test_widget.py
NAMES_OF_THINGS = {"inbox": "NoSuchInbox", "channel": "NoSuchChannel"}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda children: (
        st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4)
    ),
    max_leaves=6,
)


@pytest.fixture
def admin(site: House) -> Browser:
    """An admin, whose browser is a visitor of the website's chat too: nothing but what is sent is wrong."""
    visitor = Visitor(site)
    visitor.chatting()
    browser = site.browser(ADA)
    browser.headers["x-bandeja-visitor"] = visitor.token
    return browser


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def filled(route: Route, house: House) -> str:
    """The path with ids of things that are there, so that the body is what is wrong."""
    head = house.began()
    path = route.path.replace("{conversation_id}", head.id).replace("{contact_id}", head.contact_id)
    path = path.replace("{inbox_id}", head.inbox_id)
    for name in ("{channel_id}", "{webhook_id}"):  # nobody's: what is asked of them is looked at first
        path = path.replace(name, "0" * 32)
    return path.replace("{seq}", "1").replace("{attachment_id}", f"{head.id}-1-0").replace("{item_id}", "x")


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_what_is_no_json_cannot_be_read(route: Route, house: House, admin: Browser) -> None:
    path = filled(route, house)
    for raw in NOT_JSON:
        answer = admin.send(route.method, path, raw=raw)

        assert answer.status in (400, 422), (raw[:12], answer.body)
        assert answer.problem[1] in ("BadRequest", "Invalid"), raw[:12]


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_json_of_another_shape_is_refused(route: Route, house: House, admin: Browser) -> None:
    path = filled(route, house)
    for raw in WRONG_SHAPE:
        answer = admin.send(route.method, path, raw=raw)

        assert answer.problem[:2] == (422, "Invalid"), raw
        assert answer.json().get("field") == ("no such field" if b"no such" in raw else None), raw


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_a_wrong_type_names_its_field(route: Route, house: House, admin: Browser) -> None:
    path = filled(route, house)
    fields = msgspec.structs.fields(route.body)
    required = {field.encode_name: _good(field.type) for field in fields if field.required}
    for field in fields:
        raw = json.dumps({**required, field.encode_name: {"wrong": [1]}}).encode()
        answer = admin.send(route.method, path, raw=raw)

        status, code, named = answer.problem
        assert (status, code, named.partition(".")[0]) == (422, "Invalid", field.encode_name)


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_json_at_all_gets_a_clear_answer(
    route: Route, house: House, admin: Browser, data: st.DataObject
) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(route.body)]
    body = data.draw(st.dictionaries(st.sampled_from(names), json_values, max_size=len(names)))

    answer = admin.send(route.method, filled(route, house), raw=json.dumps(body).encode("utf-8", "replace"))

    assert answer.status < 500, (body, answer.body)
    if answer.status == 422:
        assert answer.problem[2] or answer.json()["code"] != "Invalid"
    admin.cookie = house.browser(ADA).cookie  # a password may have been changed on the way


def test_text_that_is_no_utf8_cannot_be_read(house: House, agent: Browser) -> None:
    answer = agent.send("POST", f"/conversations/{house.began().id}/comments", raw=b'{"text": "\xff"}')

    assert answer.problem == (400, "BadRequest", "")


@pytest.mark.parametrize("route", [route for route in ROUTES if "{" in route.path], ids=name_of)
def test_an_id_that_cannot_be_is_not_found(route: Route, admin: Browser) -> None:
    good = _a_good_body(route)
    for name, value in product(re.findall(r"\{(?!seq)\w+\}", route.path), STRANGE):
        path = route.path.replace(name, value).replace("{seq}", "1").replace("{conversation_id}", "0" * 32)

        answer = admin.send(route.method, path, raw=good)

        assert answer.status == 404, (path, answer.body)
        assert answer.problem[0] == 404


@pytest.mark.parametrize("seq", ["0", "-1", "x", "1.5", "９", "99999999999", "%31", "9" * 400])
def test_a_seq_that_cannot_be_is_not_found(seq: str, house: House, agent: Browser) -> None:
    at = f"/conversations/{house.began().id}/entries/{seq}"

    for answer in (
        agent.get(f"{at}/html"),
        agent.post(f"{at}/resend", {}),
        agent.post(f"{at}/arrived", {}),
    ):
        assert answer.problem[:2] == (404, "NoSuchEntry")


@pytest.mark.parametrize("route", WITH_QUERY, ids=name_of)
def test_a_wrong_query_names_its_field(route: Route, house: House, admin: Browser) -> None:
    path = filled(route, house)
    names = {field.encode_name for field in msgspec.structs.fields(route.query)} - OF_ANOTHER
    for name, value in product(sorted(names), WRONG_IN_QUERIES):
        answer = admin.get(path, {name: value})

        if name in NAMES_OF_THINGS and len(value) <= 100:
            assert answer.problem == (404, NAMES_OF_THINGS[name], name), value
        else:
            assert answer.problem == (422, "Invalid", name), value


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "====",
        "e30",
        "bnVsbA",
        "eyJwIjoxfQ",
        "eyJwIjoieCJ9",
        "eyJiIjoxfQ",
        "eyJwIjoiXHUwMDAwIn0",
        "é",
        "W10",
    ],
)
def test_a_cursor_that_nobody_gave_out_is_refused(cursor: str, house: House, agent: Browser) -> None:
    house.began()

    assert agent.get("/conversations", {"cursor": cursor}).problem == (422, "Invalid", "cursor")


@pytest.mark.parametrize("limit", ["0", "101", "1.5"])
def test_a_page_has_between_1_and_100_rows(limit: str, agent: Browser) -> None:
    assert agent.get("/conversations", {"limit": limit}).problem == (422, "Invalid", "limit")


@pytest.mark.parametrize(
    "route", [one for one in ROUTES if one.method == "POST" and one.permission], ids=name_of
)
def test_a_key_of_another_form_is_refused(route: Route, house: House, admin: Browser) -> None:
    path, good = filled(route, house), _a_good_body(route)
    for key in WRONG_KEYS:
        answer = admin.send("POST", path, raw=good, headers={"idempotency-key": key})

        assert answer.problem == (422, "Invalid", "Idempotency-Key"), key


@pytest.mark.parametrize("route", WITH_BODY, ids=name_of)
def test_a_body_that_is_not_called_json_is_refused(route: Route, house: House, admin: Browser) -> None:
    path, good = filled(route, house), _a_good_body(route)
    for media_type in OTHER_MEDIA_TYPES:
        answer = admin.send(route.method, path, raw=good, headers={"content-type": media_type})

        assert answer.problem == (415, "UnsupportedMediaType", ""), media_type


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(house: House, agent: Browser) -> None:
    answer = agent.send("POST", f"/conversations/{house.began().id}/comments", raw=b'"' + b"a" * 3_000_001)

    assert answer.problem == (413, "TooLarge", "")


@pytest.mark.parametrize("name", ["if-none-match", "origin", "referer", "host", "cookie", "x-forwarded-for"])
@pytest.mark.parametrize("value", ["", "\x00", "é", ",;=\"'", "a" * 9000, "http://[", 'W/"x", *'])
def test_strange_headers_do_no_harm(name: str, value: str, house: House, agent: Browser) -> None:
    for method in ("GET", "POST"):
        answer = agent.send(method, "/me", headers={name: value})

        assert answer.status < 500, (method, answer.body)


def _good(kind: Any) -> Any:
    """A value that the type takes, roughly; enough to be looked at before the wrong one."""
    shape = msgspec.json.schema(kind)
    if "anyOf" in shape:
        return None
    if "enum" in shape:
        return shape["enum"][0]
    by_type = {
        "string": "x" * shape.get("minLength", 1),
        "integer": shape.get("minimum", 0),
        "array": [shape.get("items", {}).get("enum", ["a@b.test"])[0]],
    }
    return by_type[shape["type"]]


def _a_good_body(route: Route) -> bytes:
    required = {
        field.encode_name: _good(field.type) for field in msgspec.structs.fields(route.body) if field.required
    }
    return json.dumps(required).encode()
