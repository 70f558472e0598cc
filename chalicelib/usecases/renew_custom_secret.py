"""An admin gives a channel of any other platform a new signing secret. The old one holds for a day more."""

from __future__ import annotations

import secrets

from chalicelib.domain.signing_secrets import renewed
from chalicelib.ports.bundle import Ports
from chalicelib.ports.custom_channel import custom_channel

SECRET_BYTES = 32


def renew_custom_secret(ports: Ports, channel_id: str) -> str:
    """The new one, told only here. Raises `NoSuchChannel`."""
    channel = custom_channel(ports, channel_id)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    held = ports.channel_secrets.of(channel.id)
    ports.channel_secrets.put(channel.id, renewed(held, secret, ports.now()))
    return secret
