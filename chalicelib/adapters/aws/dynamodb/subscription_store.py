"""Webhooks of events, in DynamoDB."""

from __future__ import annotations

from contextlib import suppress

from chalicelib.adapters.aws.dynamodb.conditions import changes, equals
from chalicelib.adapters.aws.dynamodb.workspace_rows import WORKSPACE, WorkspaceRows
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.subscription_items import how_it_does
from chalicelib.domain.errors import StaleConversation
from chalicelib.domain.subscription import Subscription


class DynamoSubscriptions(WorkspaceRows):
    """`SubscriptionStore` of the deployed home."""

    def subscriptions(self) -> tuple[Subscription, ...]:
        return tuple(items.thing_of(Subscription, item) for item in self._all(items.SUBSCRIPTION))

    def put_subscription(self, subscription: Subscription) -> None:
        self._put_next(subscription)

    def note_subscription(self, subscription: Subscription) -> None:
        where = items.key(items.SUBSCRIPTION, subscription.id)
        unchanged = equals("version", subscription.version)
        with suppress(StaleConversation):
            self._writer.update(WORKSPACE, where, changes(*how_it_does(subscription)), unchanged)

    def drop_subscription(self, subscription_id: str) -> None:
        self._rows.take_out(items.key(items.SUBSCRIPTION, subscription_id))
