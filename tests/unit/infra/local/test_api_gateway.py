from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from chalice import Blueprint, Chalice, Response

from infra.local.answers import Request
from infra.local.api_gateway import LocalApi

AT_ONCE = 8


def an_app() -> Chalice:
    app = Chalice("sample", configure_logs=False)
    routes = Blueprint(__name__)
    met = threading.Barrier(AT_ONCE)

    @routes.route("/who")
    def who() -> dict[str, str]:
        met.wait(10)  # so many requests are under way at once that a shared one would be mixed up
        return {"cookie": routes.current_request.headers["cookie"]}

    @routes.route("/things/{thing}", methods=["GET", "POST"], content_types=["*/*"])
    def things(thing: str) -> Response:
        request = routes.current_request
        query, raw = request.query_params, request.raw_body
        told = {
            "thing": thing,
            "method": request.method,
            "query": {name: query.getlist(name) for name in query} if query else {},
            "body": raw if isinstance(raw, str) else raw.decode("latin-1"),
        }
        cookies = {"Set-Cookie": ["a=1", "b=2"]}
        return Response(json.dumps(told), headers={"Content-Type": "application/json", **cookies})

    @routes.route("/picture")
    def picture() -> Response:
        return Response(b"\x89PNG", headers={"Content-Type": "image/png"})

    @routes.route("/empty")
    def empty() -> Response:
        return Response("", status_code=204, headers={"Cache-Control": "private"})

    app.register_blueprint(routes)
    return app


@pytest.fixture
def api() -> LocalApi:
    return LocalApi(an_app())


def test_two_hundred_requests_of_two_sessions_are_not_mixed_up(api: LocalApi) -> None:
    def one(number: int) -> tuple[str, str]:
        session = f"session={number % 2}"
        answer = api.answer(Request("GET", "/api/who", "", {"cookie": session}))
        assert isinstance(answer.body, bytes)
        return session, json.loads(answer.body)["cookie"]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(one, range(200)))

    assert [pair for pair in answers if pair[0] != pair[1]] == []


def test_a_request_arrives_as_it_was_sent(api: LocalApi) -> None:
    answer = api.answer(Request("POST", "/api/things/x-1", "a=1&a=2&b=&c=%C3%B1", {}, '{"ñ": 1}'.encode()))

    assert answer.status == 200
    assert isinstance(answer.body, bytes)
    told = json.loads(answer.body)
    assert told["thing"] == "x-1"
    assert told["query"] == {"a": ["1", "2"], "b": [""], "c": ["ñ"]}
    assert told["body"].encode("latin-1") == '{"ñ": 1}'.encode()


def test_a_body_that_is_no_text_arrives_too(api: LocalApi) -> None:
    answer = api.answer(Request("POST", "/api/things/x", "", {}, b"\xff\xfe"))

    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body)["body"] == "\xff\xfe"


def test_text_of_a_binary_media_type_arrives_too(api: LocalApi) -> None:
    sent = Request("POST", "/api/things/x", "", {"content-type": "application/octet-stream"}, b"text")

    answer = api.answer(sent)

    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body)["body"] == "text"


def test_several_cookies_are_several_headers(api: LocalApi) -> None:
    answer = api.answer(Request("GET", "/api/things/x", "", {}))

    assert [value for name, value in answer.headers if name == "Set-Cookie"] == ["a=1", "b=2"]


def test_binary_answers_come_out_as_they_are(api: LocalApi) -> None:
    answer = api.answer(Request("GET", "/api/picture", "", {"accept": "image/png"}))

    assert answer.body == b"\x89PNG"


def test_an_answer_that_says_nothing_of_caching_is_not_cached(api: LocalApi) -> None:
    assert api.answer(Request("GET", "/api/things/x", "", {})).header("cache-control") == "no-store"
    assert api.answer(Request("GET", "/api/empty", "", {})).header("cache-control") == "private"


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/nothing", "/api/things", "/api//things/x", "/api/things/x/y"]
)
def test_a_path_that_is_no_route_is_a_problem(api: LocalApi, path: str) -> None:
    answer = api.answer(Request("GET", path, "", {"authorization": "Basic é"}))

    assert answer.status == 404
    assert answer.header("content-type") == "application/problem+json"
    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body)["code"] == "NotFound"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "BREW", "TRACE"])
def test_a_method_that_the_route_lacks_is_a_problem_that_names_the_others(api: LocalApi, method: str) -> None:
    answer = api.answer(Request(method, "/api/things/x", "", {}))

    assert answer.status == 405
    assert answer.header("allow") == "GET, POST, HEAD, OPTIONS"
    assert answer.header("content-type") == "application/problem+json"


def test_options_names_the_methods_and_lets_no_other_site_in(api: LocalApi) -> None:
    answer = api.answer(Request("OPTIONS", "/api/picture", "", {"origin": "http://evil.test"}))

    assert answer.status == 204
    assert answer.headers == (("allow", "GET, HEAD, OPTIONS"),)


def test_head_is_asked_like_get(api: LocalApi) -> None:
    answer = api.answer(Request("HEAD", "/api/things/x", "", {}))

    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body)["method"] == "GET"
