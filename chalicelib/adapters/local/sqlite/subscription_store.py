"""Webhooks of events, in the local database."""

from __future__ import annotations

from chalicelib.adapters.local.sqlite.workspace_rows import WorkspaceRows, drop_row, item_at, put_row
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.subscription_items import how_it_does
from chalicelib.domain.subscription import Subscription


class SqliteSubscriptions(WorkspaceRows):
    """`SubscriptionStore` of the local home."""

    def subscriptions(self) -> tuple[Subscription, ...]:
        return tuple(items.thing_of(Subscription, item) for item in self._all(items.SUBSCRIPTION))

    def put_subscription(self, subscription: Subscription) -> None:
        self._put_next(subscription)

    def note_subscription(self, subscription: Subscription) -> None:
        to_set, to_remove = how_it_does(subscription)
        with self._database.writing() as write:
            stored = item_at(write, items.SUBSCRIPTION, subscription.id)
            if stored is None or stored["version"] != subscription.version:
                return
            put_row(write, {name: held for name, held in (stored | to_set).items() if name not in to_remove})

    def drop_subscription(self, subscription_id: str) -> None:
        with self._database.writing() as write:
            drop_row(write, items.SUBSCRIPTION, subscription_id)
