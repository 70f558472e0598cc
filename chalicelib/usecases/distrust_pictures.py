"""A person wants to be asked again before pictures of these senders are loaded."""

from __future__ import annotations

from collections.abc import Collection

from chalicelib.ports.bundle import Ports


def distrust_pictures(ports: Ports, addresses: Collection[str]) -> None:
    """Forget the addresses, for the whole team. Again is harmless."""
    ports.pictures.forget([address.lower() for address in addresses])
