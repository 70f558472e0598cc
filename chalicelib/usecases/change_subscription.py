"""An admin changes a webhook of events, or switches it on or off."""

from __future__ import annotations

from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.subscription import Subscription, SubscriptionState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.event_subscriptions import WantedSubscription, checked, subscription_of


def change_subscription(
    ports: Ports,
    subscription_id: str,
    version: int,
    wanted: tuple[WantedSubscription, SubscriptionState | None],
) -> Subscription:
    """As it stands then; `None` leaves it on, off or paused. Switching it on ends a pause, and all that it
    missed meanwhile is told.

    Raises `NoSuchSubscription`, `ChangedMeanwhile` when `version` is not the one that is stored, `Invalid`
    with the field.
    """
    stored = subscription_of(ports, subscription_id)
    if stored.version != version:
        raise ChangedMeanwhile
    sound, state = checked(ports, wanted[0]), wanted[1]
    changed = stored.changed(name=sound.name, url=sound.url, events=sound.events, inbox_id=sound.inbox_id)
    if state is not None and state is not stored.state:
        changed = changed.switched(state, ports.now())
    ports.workspace.put_subscription(changed)
    return changed
