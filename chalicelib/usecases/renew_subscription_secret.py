"""An admin gives a webhook of events a new secret. The old one signs too, for a day."""

from __future__ import annotations

import secrets

from chalicelib.domain.signing_secrets import renewed
from chalicelib.ports.bundle import Ports
from chalicelib.ports.event_subscriptions import subscription_of

SECRET_BYTES = 32


def renew_subscription_secret(ports: Ports, subscription_id: str) -> str:
    """The new one, told only here. Raises `NoSuchSubscription`."""
    subscription = subscription_of(ports, subscription_id)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    held = ports.channel_secrets.of(subscription.id)
    ports.channel_secrets.put(subscription.id, renewed(held, secret, ports.now()))
    return secret
