"""The frame around every view: who asks, may they, what did they send; and errors as problem+json."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from chalice import Blueprint, Response
from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain import permission as permissions
from chalicelib.domain.errors import NotAllowed, WrongOrigin
from chalicelib.domain.permission import Permission
from chalicelib.domain.receipt import Receipt
from chalicelib.domain.token_errors import NotForTokens
from chalicelib.domain.workspace import Agent
from chalicelib.handlers import bearer, metrics, origin, problems, reading, session_cookie
from chalicelib.handlers.bodies import Body, EmptyBody, Query
from chalicelib.handlers.log import correlated
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Session
from chalicelib.usecases.check_session import CheckedSession, check_session

if TYPE_CHECKING:
    from chalicelib.domain.api_token import ApiToken

View = Callable[..., Any]
Given = TypeVar("Given")
HEADERS = {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Call(Generic[Given]):
    """One request, checked. `given` is its body, or its query for a GET."""

    ports: Ports
    request: Request
    given: Given


@dataclass(frozen=True, slots=True)
class AgentCall(Call[Given]):
    """One request of somebody who is signed in, or of a token of theirs, and may do this.

    `command` is its Idempotency-Key. The `ports` of a token reach no further than the token.
    """

    agent: Agent
    command: Receipt | None
    token: ApiToken | None = None

    def require(self, permission: Permission) -> None:
        """What a route needs for some of its answers beside its own permission. Raises `NotAllowed`."""
        _require(self.agent, self.token, permission)

    def may(self, permission: Permission) -> bool:
        """The same, as a question."""
        return _may(self.agent, self.token, permission)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCall(AgentCall[Given]):
    """One request of a person, within their session."""

    session: Session


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the API: what the router, openapi.json and the tests know about it.

    `answer` is the type of the JSON, or a media type for an answer that is none; `None`: no content.
    `or_with`: each of these permissions opens it too, and the view requires the one that its order needs.
    `is_cross_origin`: pages of other sites may ask it, and read whatever it answers.
    """

    method: str
    path: str
    view: View
    answer: Any
    status: HTTPStatus = HTTPStatus.OK
    body: type[Body] = EmptyBody
    query: type[Query] = Query
    permission: Permission | None = None
    or_with: tuple[Permission, ...] = ()
    is_cross_origin: bool = False
    needs_session: bool = False

    @property
    def takes_tokens(self) -> bool:
        """Whether a program may ask it, with an API token."""
        return self.permission in permissions.FOR_TOKENS and not self.needs_session


class PublicRoutes(Blueprint):
    """Routes for everybody. Chalice answers 500 to any error of its own before middleware runs, so
    views are wrapped."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self.table: list[Route] = []

    # narrower than Chalice's own on purpose: what a route does not name here it cannot do
    def route(  # type: ignore[override]
        self, path: str, *, answer: Any, method: str = "GET", **options: Any
    ) -> Callable[[View], View]:
        """Register `view(call, **path values)`; options are those of `Route`."""

        def register(view: View) -> View:
            self._add(Route(method, path, view, answer, **options), public_call)
            return view

        return register

    def _add(self, route: Route, call: Callable[[Request, Route], tuple[Call[Any], dict[str, str]]]) -> None:
        self.table.append(route)

        @wraps(route.view)
        def answered(**path: str) -> Response:
            return answering(self.current_request, route, path, call)

        # media types are checked where bodies are read, so that the answer is a problem like all others
        super().route(route.path, methods=[route.method], content_types=["*/*"])(answered)


class AgentRoutes(PublicRoutes):
    """Routes for signed-in people and for programs with a token of theirs: each names its permission, so
    there is no way to forget it."""

    def route(  # type: ignore[override]  # narrower on purpose, as above
        self, path: str, *, permission: Permission, answer: Any, method: str = "GET", **options: Any
    ) -> Callable[[View], View]:
        """Register `view(call, **path values)`; options are those of `Route`."""

        def register(view: View) -> View:
            self._register(Route(method, path, view, answer, permission=permission, **options))
            return view

        return register

    def _register(self, route: Route) -> None:
        self._add(route, agent_call)


class SessionRoutes(AgentRoutes):
    """Routes for people only, since they are about their account or hang on their session."""

    def _register(self, route: Route) -> None:
        self._add(replace(route, needs_session=True), session_call)


MakeCall = Callable[[Request, Route], tuple[Call[Any], dict[str, str]]]


def answering(request: Request, route: Route, path: dict[str, str], make_call: MakeCall) -> Response:
    """Carry out one request; whatever goes wrong is an answer."""
    headers: dict[str, str] = {}
    with metrics.counting(), correlated(_correlation_id(request), route=route.path):
        try:
            call, headers = make_call(request, route)
            answer = route.view(call, **reading.path_values(path))
            response = answer if isinstance(answer, Response) else _json(request, route, answer)
            response.headers.update(headers)
            return response
        except Exception as error:
            metrics.count_refusal(error, route.path)
            refused = problems.told(error)
            refused.headers.update(headers)
            if route.is_cross_origin:
                refused.headers.update(shared_with(request))
            return refused


def shared_with(request: Request) -> dict[str, Any]:
    """The headers that let the page that asks read the answer; only for what tells every site the same."""
    return {
        "Access-Control-Allow-Origin": origin.site_of(request.headers.get("origin", "")) or "*",
        "Vary": "Origin",
    }


def _correlation_id(request: Request) -> str:
    """The gateway's name of the request, or that of the invocation: the same in every log line of it."""
    return str(request.context.get("requestId") or getattr(request.lambda_context, "aws_request_id", ""))


def public_call(request: Request, route: Route) -> tuple[Call[Any], dict[str, str]]:
    """The call of a stranger, and headers for the answer."""
    _check_origin(request)
    return Call(wiring.ports(), request, given_in(request, route)), {}


def agent_call(request: Request, route: Route) -> tuple[Call[Any], dict[str, str]]:
    """The call of somebody signed in, or of a token, who may do this. Who they are comes before what they
    sent, and the token before the cookie."""
    if bearer.is_given(request):
        return _token_call(request, route)
    return session_call(request, route)


def session_call(request: Request, route: Route) -> tuple[Call[Any], dict[str, str]]:
    """The same, for people only. Raises `NotForTokens`."""
    _check_origin(request)
    if bearer.is_given(request):
        raise NotForTokens
    ports = wiring.ports()
    checked = signed_in(ports, request)
    _admit(checked.agent, None, route)
    given = given_in(request, route)
    command = _command(request, checked.agent.id, ports)
    headers = session_cookie.renewal(reading.cookie(request, session_cookie.name()), checked)
    call = SessionCall(ports, request, given, checked.agent, command, session=checked.session)
    return call, headers


def _token_call(request: Request, route: Route) -> tuple[Call[Any], dict[str, str]]:
    """No other site can make a browser send a token, so it does not matter which page asks."""
    origin.check_door(request.headers, wiring.origin_secret())
    ports = wiring.ports()
    checked = bearer.checked(ports, request)
    token, agent = checked.token, checked.agent
    _admit(agent, token, route)
    if token.inboxes:
        ports = wiring.limited_to(ports, token.inboxes)
    given = given_in(request, route)
    command = _command(request, f"token#{token.id}", ports)
    return AgentCall(ports, request, given, agent, command, token), bearer.budget(checked)


def _admit(agent: Agent, token: ApiToken | None, route: Route) -> None:
    assert route.permission is not None  # AgentRoutes cannot register without one
    _require(agent, token, route.permission, *route.or_with)


def _may(agent: Agent, token: ApiToken | None, permission: Permission) -> bool:
    try:
        _require(agent, token, permission)
    except NotAllowed:
        return False
    return True


def _require(agent: Agent, token: ApiToken | None, *either: Permission) -> None:
    if token is None:
        permissions.require(agent, *either)
    else:
        permissions.require_of_token(agent, token.permissions, *either)


def _command(request: Request, principal: str, ports: Ports) -> Receipt | None:
    return None if request.method in SAFE else reading.command(request, principal, ports.now())


def signed_in(ports: Ports, request: Request) -> CheckedSession:
    """Whose cookie this is. Raises `NotSignedIn`."""
    return check_session(ports, reading.cookie(request, session_cookie.name()))


def given_in(request: Request, route: Route) -> Any:
    """The body that the route wants, or its query for a GET. Raises `Invalid`, `Unreadable`."""
    if request.method in SAFE:
        return reading.query(request, route.query)
    return reading.body(request, route.body)


def _check_origin(request: Request) -> None:
    """Every call comes through the site in front, if there is one; what changes something, from its pages."""
    origin.check_door(request.headers, wiring.origin_secret())
    if request.method in SAFE:
        return
    came_from = request.headers.get("origin") or request.headers.get("referer")
    host = request.headers.get("host", "")
    if came_from and not origin.is_own(came_from, host, wiring.public_url()):
        raise WrongOrigin()


def _json(request: Request, route: Route, answer: Any) -> Response:
    headers: dict[str, Any] = dict(HEADERS)
    if answer is None:
        del headers["Content-Type"]
        return Response("", headers=headers, status_code=route.status)
    encoded = msgspec.json.encode(answer)
    if request.method in SAFE:
        headers["ETag"] = f'"{hashlib.sha256(encoded).hexdigest()[:32]}"'
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            del headers["Content-Type"]
            return Response("", headers=headers, status_code=HTTPStatus.NOT_MODIFIED)
    return Response(encoded.decode(), headers=headers, status_code=route.status)
