"""An admin deletes a webhook of events: nothing is told any more, not even what waits."""

from __future__ import annotations

from chalicelib.ports.bundle import Ports


def unsubscribe_from_events(ports: Ports, subscription_id: str) -> None:
    """Gone already is fine."""
    ports.workspace.drop_subscription(subscription_id)
    ports.channel_secrets.forget(subscription_id)
