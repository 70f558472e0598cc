"""Does what API Gateway and Lambda do for `/api`: a request becomes an event, and Chalice's answer HTTP."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from chalice import Chalice
from chalice.config import Config
from chalice.local import LocalChalice, LocalGateway, LocalGatewayException, RouteMatcher

from infra.local.answers import Answer, Request, problem

PREFIX = "/api"


def thread_safe(app: Chalice) -> Chalice:
    """Give the app a request for each thread: as it comes, all threads would share the current one,
    and answers would carry the cookie of whoever asked last."""
    if not isinstance(app, LocalChalice):
        app.__class__ = type("ThreadSafeApp", (LocalChalice, app.__class__), {})
    return app


class LocalApi:
    """The API of `app`. May be called from many threads at once."""

    def __init__(self, app: Chalice) -> None:
        self._routes: Mapping[str, Mapping[str, Any]] = app.routes
        self._matcher = RouteMatcher(list(app.routes))
        self._binary_types = frozenset(app.api.binary_types)
        self._gateway = LocalGateway(thread_safe(app), Config())

    def answer(self, request: Request) -> Answer:
        """The answer to a request whose path begins with `/api`."""
        target = request.target.removeprefix(PREFIX) or "/"
        methods = self._methods(target)
        if methods is None:
            return problem(404, "NotFound", "There is no such thing in the API")
        method = "GET" if request.method == "HEAD" and "HEAD" not in methods else request.method
        if method not in methods:
            return _other_method(method, methods)
        try:
            answered = self._gateway.handle_request(method, target, request.headers, self._body(request))
        except LocalGatewayException as error:
            return problem(error.CODE, "NotAllowed")
        return _answer(answered)

    def _body(self, request: Request) -> Any:
        """API Gateway hands bodies on as text, and as bytes (in base64) what is of a binary media type."""
        is_binary = request.headers.get("content-type", "") in self._binary_types
        return request.body if is_binary else _text(request.body)

    def _methods(self, target: str) -> tuple[str, ...] | None:
        if not target.startswith("/") or target.startswith("//"):
            return None  # what stands after two slashes would be read as the name of a host
        try:
            route = self._matcher.match_route(target).route
        except ValueError:
            return None
        return tuple(sorted(self._routes[route]))


def _other_method(method: str, methods: tuple[str, ...]) -> Answer:
    allow = (("allow", ", ".join([*methods, *(["HEAD"] if "GET" in methods else []), "OPTIONS"])),)
    if method == "OPTIONS":
        return Answer(204, allow)  # one origin: no CORS headers, so other sites stay out
    return problem(405, "MethodNotAllowed", "This cannot be done here", allow)


def _text(body: bytes) -> Any:
    """API Gateway hands bodies on as text; what is no UTF-8 goes on as it came, and is refused as JSON."""
    if not body:
        return None
    try:
        return body.decode()
    except UnicodeDecodeError:
        return body


def _answer(answered: Mapping[str, Any]) -> Answer:
    headers = [(name, str(value)) for name, value in (answered.get("headers") or {}).items()]
    for name, values in (answered.get("multiValueHeaders") or {}).items():
        headers += [(name, str(value)) for value in values]
    body = answered.get("body") or ""
    if answered.get("isBase64Encoded"):
        body = base64.b64decode(body)
    content = body.encode() if isinstance(body, str) else bytes(body)
    if not any(name.lower() == "cache-control" for name, _ in headers):
        headers.append(("cache-control", "no-store"))
    return Answer(int(answered["statusCode"]), tuple(headers), content)
