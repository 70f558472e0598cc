"""Routes that other servers call: their bodies are signed bytes, and no page of a browser asks them."""

from __future__ import annotations

import binascii
from collections.abc import Callable
from typing import Any

from chalice.app import Request

from chalicelib import wiring
from chalicelib.handlers import origin
from chalicelib.handlers.http import Call, PublicRoutes, Route, View
from chalicelib.handlers.log import log
from chalicelib.handlers.problems import Unreadable
from chalicelib.handlers.reading import raw_body

MOST_BYTES = 4_000_000


class WebhookRoutes(PublicRoutes):
    """`given` of a call is the body as it came, byte for byte."""

    def route(  # type: ignore[override]  # narrower than Chalice's own on purpose, as in `http.py`
        self, path: str, *, answer: Any, method: str = "GET", **options: Any
    ) -> Callable[[View], View]:
        """Register `view(call, **path values)`; options are those of `Route`."""

        def register(view: View) -> View:
            self._add(Route(method, path, view, answer, **options), webhook_call)
            return view

        return register


def webhook_call(request: Request, route: Route) -> tuple[Call[bytes], dict[str, str]]:
    """The call of another server. Raises `Unreadable` (400, 413)."""
    del route
    origin.check_door(request.headers, wiring.origin_secret())
    try:
        raw = raw_body(request)
    except (binascii.Error, ValueError) as error:
        log.info("a webhook was refused", extra={"reason": "base64"})
        raise Unreadable(400, "The body cannot be decoded") from error
    if len(raw) > MOST_BYTES:
        log.info("a webhook was refused", extra={"reason": "too_large", "bytes": len(raw)})
        raise Unreadable(413, f"A body may have {MOST_BYTES} bytes")
    return Call(wiring.ports(), request, raw), {}
