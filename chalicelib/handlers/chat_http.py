"""Routes of a chat's visitor: asked from the pages of other sites (CORS), with a token in a header.

A preflight is answered for every site, since it says nothing of the channel; whether a site may have the
chat is decided when it asks. No cookie is ever read or set here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from chalice import Response
from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.errors import NoSuchChannel, NotSignedIn, WrongOrigin
from chalicelib.domain.visitor_token import Visitor
from chalicelib.handlers import origin, reading
from chalicelib.handlers.http import Call, PublicRoutes, Route, View, given_in, shared_with
from chalicelib.ports.recent_chats import ChatChannel, chat_with_settings
from chalicelib.ports.visits import check_not_blocked, contact_of_visitor, visitor_by_token

Given = TypeVar("Given")
TOKEN_HEADER = "x-bandeja-visitor"  # noqa: S105 - the name of a header
SECONDS = "600"


@dataclass(frozen=True, slots=True)
class ChatCall(Call[Given]):
    """One request of a visitor's page. `own`: it is a page of ours. `source` is the asker's address."""

    site: str
    own: bool
    source: str

    @property
    def token(self) -> str:
        """The visitor's token, or ""."""
        return str(self.request.headers.get(TOKEN_HEADER, ""))

    def check_site(self, settings: ChatSettings) -> None:
        """Raises `WrongOrigin` unless the page may have this chat.

        Browsers say with every unsafe request where it comes from; what says nothing is no page.
        """
        is_safe = self.request.method in ("GET", "HEAD") and not self.site
        if not (self.own or is_safe or settings.allows(self.site)):
            raise WrongOrigin("This site may not show the chat of this channel")


@dataclass(frozen=True, slots=True)
class VisitorCall(ChatCall[Given], Generic[Given]):
    """One request of a visitor with a token, from a page that may have the chat."""

    visitor: Visitor
    chat: ChatChannel


class ChatRoutes(PublicRoutes):
    """Routes that pages of other sites may ask. Each path answers preflights too (Fetch Standard, 3.3)."""

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        self._preflights: set[str] = set()

    def route(  # type: ignore[override]  # narrower than Chalice's own on purpose, as in `http.py`
        self, path: str, *, answer: Any, method: str = "GET", visitor: bool = True, **options: Any
    ) -> Callable[[View], View]:
        """Register `view(call, **path values)`: with `visitor` it gets a `VisitorCall`, else a `ChatCall`."""

        def register(view: View) -> View:
            route = Route(method, path, view, answer, is_cross_origin=True, **options)
            self._add(route, visitor_call if visitor else chat_call)
            if path not in self._preflights:
                self._preflights.add(path)
                asked = Route("OPTIONS", path, preflight, None, HTTPStatus.NO_CONTENT, is_cross_origin=True)
                self._add(asked, preflight_call)
            return view

        return register


def preflight(call: Call[Any], **values: Any) -> Response:
    """What a page of another site may send here; whether it may have the chat is decided when it does."""
    del call, values
    headers: dict[str, Any] = {
        "Access-Control-Allow-Methods": "GET, POST",
        "Access-Control-Allow-Headers": f"content-type, {TOKEN_HEADER}",
        "Access-Control-Max-Age": SECONDS,
        "Cache-Control": "no-store",
    }
    return Response("", headers=headers, status_code=HTTPStatus.NO_CONTENT)


def preflight_call(request: Request, route: Route) -> tuple[Call[Any], dict[str, Any]]:
    """The question of a browser, before it sends what the page wants to."""
    del route
    origin.check_door(request.headers, wiring.origin_secret())
    return Call(wiring.ports(), request, None), shared_with(request)


def chat_call(request: Request, route: Route) -> tuple[ChatCall[Any], dict[str, Any]]:
    """The call of somebody who may have no token yet."""
    origin.check_door(request.headers, wiring.origin_secret())
    came_from = request.headers.get("origin", "")
    host = request.headers.get("host", "")
    call: ChatCall[Any] = ChatCall(
        wiring.ports(),
        request,
        given_in(request, route),
        site=origin.site_of(came_from),
        own=origin.is_own(came_from, host, wiring.public_url()),
        source=reading.source_of(request, through_site=bool(wiring.origin_secret())),
    )
    return call, shared_with(request)


def visitor_call(request: Request, route: Route) -> tuple[VisitorCall[Any], dict[str, Any]]:
    """The call of a visitor. Raises `NotSignedIn` when a new session is the way on, `WrongOrigin`,
    `Blocked`."""
    call, headers = chat_call(request, route)
    visitor = visitor_by_token(call.ports, call.token)
    try:
        chat = chat_with_settings(call.ports, visitor.channel_id)
    except NoSuchChannel as gone:
        raise NotSignedIn("This chat is no longer there") from gone
    call.check_site(chat.settings)
    check_not_blocked(contact_of_visitor(call.ports, visitor))
    checked: VisitorCall[Any] = VisitorCall(
        call.ports, call.request, call.given, call.site, call.own, call.source, visitor, chat
    )
    return checked, headers
