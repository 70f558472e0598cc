"""Why a request with an API token is refused: each of them a code that a program can act on.

The first two say nothing of what is stored, not even whether there is a token of that id. The others are
told only to whoever has the whole secret.
"""

from __future__ import annotations

from chalicelib.domain.errors import NotFound, Refused, TooManyTries


class NoSuchToken(NotFound):
    title = "There is no such token"


class TokenRefused(Refused):
    status = 401


class MalformedToken(TokenRefused):
    title = "This is no API token, or a part of it is missing"


class UnknownToken(TokenRefused):
    title = "This token is not known"


class RevokedToken(TokenRefused):
    title = "This token was revoked"


class ExpiredToken(TokenRefused):
    title = "This token has expired; make a new one"


class TokenWithoutOwner(TokenRefused):
    title = "Whoever made this token has no account here any more"


class NotForTokens(Refused):
    """Accounts, and what hangs on a session such as a socket, are for people who signed in."""

    title = "This cannot be done with a token; sign in instead"


class TooManyRequests(TooManyTries):
    """More than a token may ask in a minute. `retry_after` is when the next minute begins."""

    title = "More requests than a token may make in a minute"

    def __init__(self, *, limit: int, retry_after: int) -> None:
        super().__init__(f"At most {limit} requests in a minute", retry_after=retry_after)
        self.limit = limit
