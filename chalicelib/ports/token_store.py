"""Where API tokens are kept: the promises that both homes keep."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the API is loaded without it, until a token comes
    from chalicelib.domain.api_token import ApiToken


class TokenStore(Protocol):
    """API tokens. What changes of one is written by itself, so that no use takes a revocation back."""

    def tokens(self) -> tuple[ApiToken, ...]:
        """All of them, also what has expired or was revoked, in the order in which they were made."""
        ...

    def token(self, token_id: str) -> ApiToken | None: ...

    def add_token(self, token: ApiToken) -> None:
        """Raises `AlreadyThere`."""
        ...

    def note_token_use(self, token_id: str, at: datetime) -> None:
        """Nothing else of it is written. Raises `NoSuchToken`."""
        ...

    def revoke_token(self, token_id: str, at: datetime) -> None:
        """For ever; revoked already, it keeps the time it has. Raises `NoSuchToken`."""
        ...

    def drop_token(self, token_id: str) -> None:
        """Gone already is fine."""
        ...
