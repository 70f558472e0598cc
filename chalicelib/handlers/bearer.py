"""`Authorization: Bearer bnd_…`: a request of a program, in the name of whoever made its token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain import limits
from chalicelib.handlers import problems, reading
from chalicelib.handlers.log import say_also
from chalicelib.ports.bundle import Ports

if TYPE_CHECKING:
    from chalicelib.usecases.check_token import CheckedToken

SCHEME = "bearer"


def is_given(request: Request) -> bool:
    """Whether it says so, be the token good or not. Another scheme is for somebody on the way here."""
    return _parts(request)[0].lower() == SCHEME


def checked(ports: Ports, request: Request) -> CheckedToken:
    """Whose token it is. Every log line says the token's id from here on, and none ever the token.

    Raises what `check_token` does.
    """
    from chalicelib.usecases.check_token import check_token  # a process that serves people only has no need

    source = reading.source_of(request, through_site=bool(wiring.origin_secret()))
    found = check_token(ports, _parts(request)[1], source=source)
    say_also(token=found.token.id)
    return found


def budget(found: CheckedToken) -> dict[str, str]:
    """How much the token may still ask in this minute, as headers."""
    return problems.budget_headers(limits.TOKEN_REQUESTS, found.left, found.resets_in)


def _parts(request: Request) -> tuple[str, str]:
    scheme, _, token = str(request.headers.get("authorization", "")).strip().partition(" ")
    return scheme, token.strip()
