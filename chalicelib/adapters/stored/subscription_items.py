"""What is written of a webhook of events as it is used."""

from __future__ import annotations

from chalicelib.adapters.stored.plain_form import Plain, plain
from chalicelib.domain.subscription import Subscription


def how_it_does(subscription: Subscription) -> tuple[Plain, list[str]]:
    """What to set and what to remove."""
    seen: Plain = {"state": subscription.state.value}
    if subscription.failing_since is not None:
        seen["failing_since"] = plain(subscription.failing_since)
    if subscription.detail:
        seen["detail"] = subscription.detail
    return seen, [name for name in ("failing_since", "detail") if name not in seen]
