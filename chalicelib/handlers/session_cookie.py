"""The cookie of a session: never seen by scripts, never sent by other sites, gone after 7 days."""

from __future__ import annotations

from chalicelib import wiring
from chalicelib.domain.session_token import SESSION
from chalicelib.usecases.check_session import CheckedSession


def name() -> str:
    """`__Host-` binds the cookie to this host and to https (RFC 6265bis, 4.1.3.2).

    On plain http, which is the loopback of somebody's own machine, browsers keep no such cookie.
    """
    return "__Host-bandeja" if _secure() else "bandeja"


def setting(token: str) -> dict[str, str]:
    """The header that keeps the session in the browser."""
    return {"Set-Cookie": _cookie(token, int(SESSION.total_seconds()))}


def removing() -> dict[str, str]:
    """The header that makes the browser forget it."""
    return {"Set-Cookie": _cookie("", 0)}


def renewal(token: str, checked: CheckedSession) -> dict[str, str]:
    """Nothing, or the cookie with its new end when the session was renewed."""
    return setting(token) if checked.renewed else {}


def _cookie(value: str, seconds: int) -> str:
    secure = "; Secure" if _secure() else ""
    return f"{name()}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"


def _secure() -> bool:
    return not wiring.public_url().startswith("http://")
