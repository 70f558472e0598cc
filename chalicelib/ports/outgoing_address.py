"""An address that an admin types in, to be called later."""

from __future__ import annotations

from chalicelib.domain.errors import Invalid
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outgoing_http import AddressRefused


def checked_address(ports: Ports, typed: str, field: str) -> str:
    """Without blanks around it. Raises `Invalid` with the field for one that would never be called."""
    url = typed.strip()
    try:
        ports.outgoing_http.check(url)
    except AddressRefused as error:
        raise Invalid(error.detail or error.title, field=field, reason=error.reason) from error
    return url
