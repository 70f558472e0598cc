"""Routes of forms: sent from the pages of other sites, in whatever way a page can, without a session."""

from __future__ import annotations

import binascii
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.chat_settings import is_allowed
from chalicelib.domain.errors import TooLarge, WrongOrigin
from chalicelib.domain.form import Form
from chalicelib.handlers import origin, reading
from chalicelib.handlers.chat_http import preflight, preflight_call
from chalicelib.handlers.http import Call, PublicRoutes, Route, View, shared_with
from chalicelib.handlers.problems import Unreadable

MOST_BYTES = 4_500_000  # Lambda takes 6 MB, and is handed a third more for what is no text
PAGE = 500


@dataclass(frozen=True, slots=True)
class FormCall(Call[bytes]):
    """One request; `given` is its body as it came. `own`: it came from a page of ours, `page` is which one.

    `site` is the origin of the page, "" where nothing says it, `source` the asker's address.
    """

    site: str
    own: bool
    page: str
    source: str

    @property
    def query(self) -> dict[str, str]:
        return dict(self.request.query_params or {})

    @property
    def body(self) -> bytes:
        """Raises `TooLarge`."""
        if len(self.given) > MOST_BYTES:
            raise TooLarge(f"A form may have {MOST_BYTES} bytes; larger files go to /forms/{{id}}/uploads")
        return self.given

    def check_site(self, form: Form) -> None:
        """Raises `WrongOrigin` unless pages of this site may send the form."""
        if not self.own and form.origins and not is_allowed(self.site, form.origins):
            raise WrongOrigin("This site may not send this form")


class FormRoutes(PublicRoutes):
    """`given` of a call is the body as it came. What other sites may ask (`shared`) answers preflights."""

    def route(  # type: ignore[override]  # narrower than Chalice's own on purpose, as in `http.py`
        self, path: str, *, answer: Any, method: str = "GET", shared: bool = False, **options: Any
    ) -> Callable[[View], View]:
        """Register `view(call, **path values)`; options are those of `Route`."""

        def register(view: View) -> View:
            self._add(Route(method, path, view, answer, is_cross_origin=shared, **options), form_call)
            if shared:
                asked = Route("OPTIONS", path, preflight, None, HTTPStatus.NO_CONTENT, is_cross_origin=True)
                self._add(asked, preflight_call)
            return view

        return register


def form_call(request: Request, route: Route) -> tuple[FormCall, dict[str, Any]]:
    """The call of a page, wherever it is. Raises `Unreadable` (400)."""
    origin.check_door(request.headers, wiring.origin_secret())
    try:
        raw = reading.raw_body(request) if route.method == "POST" else b""
    except (binascii.Error, ValueError) as error:
        raise Unreadable(400, "The body cannot be decoded") from error
    referer, host = request.headers.get("referer", ""), request.headers.get("host", "")
    site = origin.site_of(request.headers.get("origin", "")) or origin.site_of(referer)
    call = FormCall(
        wiring.ports(),
        request,
        raw,
        site=site,
        own=origin.is_own(site, host, wiring.public_url()),
        page=referer[:PAGE] if origin.site_of(referer) else site,
        source=reading.source_of(request, through_site=bool(wiring.origin_secret())),
    )
    return call, shared_with(request) if route.is_cross_origin else {}
