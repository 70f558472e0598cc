"""An admin makes a webhook of events. Its secret is told now, and never again."""

from __future__ import annotations

import secrets

from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason
from chalicelib.domain.signing_secrets import renewed
from chalicelib.domain.subscription import Subscription
from chalicelib.ports.bundle import Ports
from chalicelib.ports.event_subscriptions import WantedSubscription, checked

SECRET_BYTES = 32


def subscribe_to_events(ports: Ports, wanted: WantedSubscription) -> tuple[Subscription, str]:
    """The subscription and its secret. It tells of what happens from now on.

    Raises `Invalid` with the field.
    """
    if len(ports.workspace.subscriptions()) >= limits.SUBSCRIPTIONS:
        raise Invalid(
            f"There are {limits.SUBSCRIPTIONS} webhooks already; delete one first",
            reason=Reason("too_many_webhooks", limit=limits.SUBSCRIPTIONS),
        )
    sound = checked(ports, wanted)
    now, secret = ports.now(), secrets.token_urlsafe(SECRET_BYTES)
    made = Subscription(
        ports.new_id(),
        sound.name,
        sound.url,
        sound.events,
        created_at=now,
        since=now,
        inbox_id=sound.inbox_id,
    )
    ports.channel_secrets.put(made.id, renewed({}, secret, now))  # first: nothing goes out unsigned
    ports.workspace.put_subscription(made)
    return made, secret
