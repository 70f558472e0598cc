"""An admin revokes an API token: from now on it opens nothing. It stays listed for 30 days."""

from __future__ import annotations

from chalicelib.ports.bundle import Ports


def revoke_token(ports: Ports, token_id: str) -> None:
    """Again is harmless. Raises `NoSuchToken`."""
    ports.workspace.revoke_token(token_id, ports.now())
