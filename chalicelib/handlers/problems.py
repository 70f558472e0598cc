"""Errors as the API tells them: `application/problem+json` (RFC 9457), with a code and the field at fault."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import msgspec
from chalice import ChaliceViewError, Response

from chalicelib.domain.errors import BandejaError, TooLarge, WrongSecret
from chalicelib.domain.token_errors import TokenRefused, TooManyRequests
from chalicelib.handlers.answers import ProblemJson
from chalicelib.handlers.entry_answers import EntryJson
from chalicelib.handlers.log import log, trace_of

HEADERS = {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
TITLES = {
    400: ("BadRequest", "The request cannot be read"),
    403: ("NotAllowed", "This is not allowed"),
    404: ("NotFound", "There is no such thing"),
    405: ("MethodNotAllowed", "This cannot be done here"),
    413: ("TooLarge", "This is larger than can be stored"),
    415: ("UnsupportedMediaType", "Send JSON, with Content-Type: application/json"),
}


class Unreadable(Exception):
    """The request is not even the JSON it should be. `status` is 400, 413 or 415."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def problem(error: BandejaError, entries: Sequence[EntryJson] = ()) -> Response:
    """What a refused request answers."""
    # the wrong password or code of somebody who is signed in must not look like the end of their session
    status = 422 if isinstance(error, WrongSecret) and error.field else error.status
    told = ProblemJson(
        title=error.title,
        status=status,
        code=error.code,
        detail=error.detail,
        field=error.field,
        entries=list(entries),
        retry_after=error.retry_after,
        tries_left=error.tries_left if isinstance(error, WrongSecret) else None,
        reason=error.reason.word if error.reason else None,
        values=error.reason.values if error.reason else {},
    )
    if status >= 500 and status != 503:
        log.error("refused", code=error.code, trace=trace_of(error))
    response = _response(told)
    response.headers.update(_of_tokens(error))
    return response


def _of_tokens(error: BandejaError) -> dict[str, str]:
    """What a program looks for: how to say who it is (RFC 6750, 3), and when it may go on."""
    if isinstance(error, TokenRefused):
        return {"WWW-Authenticate": 'Bearer realm="Bandeja", error="invalid_token"'}
    if isinstance(error, TooManyRequests):
        return budget_headers(error.limit, 0, error.retry_after)
    return {}


def budget_headers(limit: int, left: int, resets_in: int) -> dict[str, str]:
    """How much may still be asked, and in how many seconds all of it again."""
    told = {"RateLimit-Limit": limit, "RateLimit-Remaining": left, "RateLimit-Reset": resets_in}
    return {name: str(value) for name, value in told.items()}


def plain_problem(status: int, detail: str = "") -> Response:
    """A problem that is no error of the product: the request never got that far."""
    code, title = TITLES.get(status, (f"Http{status}", "The request was refused"))
    return _response(ProblemJson(title=title, status=status, code=code, detail=detail))


def unexpected(error: Exception) -> Response:
    """A mistake of ours: logged under a reference that the answer names, and nothing else told."""
    reference = uuid.uuid4().hex[:12]
    log.error("unexpected", reference=reference, trace=trace_of(error))
    return _response(
        ProblemJson(title="Something went wrong", status=500, code="Unexpected", reference=reference)
    )


def told(error: Exception) -> Response:
    """Whatever a view raised, as an answer."""
    match error:
        case BandejaError():
            return problem(error)
        case Unreadable(status=413):
            return problem(TooLarge(error.detail))
        case Unreadable():
            return plain_problem(error.status, error.detail)
        case ChaliceViewError():
            return plain_problem(error.STATUS_CODE)
        case _:
            return unexpected(error)


def everywhere(event: Any, get_response: Any) -> Response:
    """Middleware: what Chalice answers by itself (405, 415 …) becomes a problem like all others."""
    response: Response = get_response(event)
    if response.status_code >= 400 and isinstance(response.body, dict):
        allowed = response.headers.get("Allow")
        response = plain_problem(response.status_code)
        if allowed:
            response.headers["Allow"] = allowed
    return response


def _response(told: ProblemJson) -> Response:
    headers: dict[str, Any] = dict(HEADERS)
    if told.retry_after:
        headers["Retry-After"] = str(told.retry_after)
    return Response(msgspec.json.encode(told).decode(), headers=headers, status_code=told.status)
