"""What a password may be: the same in both homes, so that one chosen at home would do in Cognito too."""

from __future__ import annotations

import unicodedata

from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason

SHORTEST = 12
LONGEST = 256  # Cognito takes no more


def check_password(password: str, field: str) -> None:
    """Raises `Invalid` for `field` with the reason.

    No kinds of characters are asked for (NIST SP 800-63B, 3.1.1.2).
    """
    if len(password) < SHORTEST:
        raise Invalid(
            f"A password has {SHORTEST} characters or more",
            field=field,
            reason=Reason("too_short", limit=SHORTEST),
        )
    if len(password.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST:
        raise Invalid(
            f"A password has at most {LONGEST} characters",
            field=field,
            reason=Reason("too_long", limit=LONGEST),
        )
    if password != password.strip():
        raise Invalid(
            "A password neither begins nor ends with a space", field=field, reason=Reason("password_space")
        )
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in password):
        raise Invalid("A password has no control characters", field=field, reason=Reason("password_control"))
