"""HTTP: webhooks of events, for integrators: making, changing, trying, replaying them. For admins only.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from http import HTTPStatus

from chalicelib import wiring
from chalicelib.domain.errors import Invalid
from chalicelib.domain.permission import Permission
from chalicelib.domain.reason import Reason
from chalicelib.handlers.answers import Page
from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.event_webhook_shapes import (
    DeliveriesQuery,
    DeliveryJson,
    EventWebhookBody,
    EventWebhookJson,
    NewEventWebhookBody,
    NewEventWebhookJson,
    ReplayBody,
    ReplayedJson,
    SecretJson,
    TestedJson,
    delivery_json,
    tested_json,
    webhook_json,
)
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.reading import place_in_log

routes = AgentRoutes(__name__)
MANAGE = Permission.MANAGE_WEBHOOKS
ALL, ONE = "/event-webhooks", "/event-webhooks/{webhook_id}"
PAGE = 50


@routes.route(ALL, permission=MANAGE, answer=Page[EventWebhookJson])
def get_event_webhooks(call: AgentCall[Query]) -> Page[EventWebhookJson]:
    """All of them, in the order in which they were made."""
    return Page([webhook_json(one) for one in call.ports.workspace.subscriptions()], None)


@routes.route(
    ALL,
    method="POST",
    permission=MANAGE,
    body=NewEventWebhookBody,
    answer=NewEventWebhookJson,
    status=HTTPStatus.CREATED,
)
def post_event_webhooks(call: AgentCall[NewEventWebhookBody]) -> NewEventWebhookJson:
    """Make one, which tells of what happens from now on. `secret` is told only here."""
    from chalicelib.ports.event_subscriptions import WantedSubscription
    from chalicelib.usecases.subscribe_to_events import subscribe_to_events

    given = call.given
    wanted = WantedSubscription(given.name, given.url, tuple(given.events), given.inbox)
    made, secret = subscribe_to_events(call.ports, wanted)
    return NewEventWebhookJson(webhook_json(made), secret)


@routes.route(ONE, permission=MANAGE, answer=EventWebhookJson)
def get_event_webhook(call: AgentCall[Query], webhook_id: str) -> EventWebhookJson:
    """One of them, and how it does."""
    from chalicelib.ports.event_subscriptions import subscription_of

    return webhook_json(subscription_of(call.ports, webhook_id))


@routes.route(ONE, method="PUT", permission=MANAGE, body=EventWebhookBody, answer=EventWebhookJson)
def put_event_webhook(call: AgentCall[EventWebhookBody], webhook_id: str) -> EventWebhookJson:
    """Change it, or switch it on or off. 409 when somebody else changed it meanwhile."""
    from chalicelib.domain.subscription import SubscriptionState
    from chalicelib.ports.event_subscriptions import WantedSubscription, subscription_of
    from chalicelib.usecases.change_subscription import change_subscription

    given, stored = call.given, subscription_of(call.ports, webhook_id)
    wanted = WantedSubscription(
        name=stored.name if given.name is None else given.name,
        url=stored.url if given.url is None else given.url,
        events=stored.events if given.events is None else tuple(given.events),
        inbox_id=stored.inbox_id if given.inbox is None else given.inbox,
    )
    state = None if given.state is None else SubscriptionState(given.state)
    return webhook_json(change_subscription(call.ports, webhook_id, given.version, (wanted, state)))


@routes.route(ONE, method="DELETE", permission=MANAGE, answer=None, status=HTTPStatus.NO_CONTENT)
def delete_event_webhook(call: AgentCall[EmptyBody], webhook_id: str) -> None:
    """Nothing is told any more, not even what waits. Again is harmless."""
    from chalicelib.usecases.unsubscribe_from_events import unsubscribe_from_events

    unsubscribe_from_events(call.ports, webhook_id)


@routes.route(f"{ONE}/secret", method="POST", permission=MANAGE, body=EmptyBody, answer=SecretJson)
def post_event_webhook_secret(call: AgentCall[EmptyBody], webhook_id: str) -> SecretJson:
    """A new secret; the old one signs too, for a day."""
    from chalicelib.usecases.renew_subscription_secret import renew_subscription_secret

    return SecretJson(renew_subscription_secret(call.ports, webhook_id))


@routes.route(f"{ONE}/test", method="POST", permission=MANAGE, body=EmptyBody, answer=TestedJson)
def post_event_webhook_test(call: AgentCall[EmptyBody], webhook_id: str) -> TestedJson:
    """A signed `webhook.test` now, and what the other side said."""
    from chalicelib.ports.event_calls import tested
    from chalicelib.ports.event_subscriptions import subscription_of

    subscription = subscription_of(call.ports, webhook_id)
    return tested_json(tested(call.ports, subscription, wiring.public_url()))


@routes.route(f"{ONE}/deliveries", permission=MANAGE, query=DeliveriesQuery, answer=Page[DeliveryJson])
def get_event_webhook_deliveries(call: AgentCall[DeliveriesQuery], webhook_id: str) -> Page[DeliveryJson]:
    """Every try of the last 14 days, the newest first."""
    from chalicelib.ports.event_subscriptions import subscription_of

    after = place_in_log(call.given.cursor)
    subscription = subscription_of(call.ports, webhook_id)
    found = call.ports.call_log.page(subscription.id, after=after, limit=PAGE)
    return Page([delivery_json(one) for one in found], found[-1].id if len(found) == PAGE else None)


@routes.route(
    f"{ONE}/replay",
    method="POST",
    permission=MANAGE,
    body=ReplayBody,
    answer=ReplayedJson,
    status=HTTPStatus.ACCEPTED,
)
def post_event_webhook_replay(call: AgentCall[ReplayBody], webhook_id: str) -> ReplayedJson:
    """Tell events once more: one by its id, or all of a time within 14 days, at most 1,000."""
    from chalicelib.usecases.replay_events import Span, replay_events

    given = call.given
    if given.event_id:
        return ReplayedJson(replay_events(call.ports, webhook_id, given.event_id))
    if given.from_ is None or given.to is None:
        raise Invalid(
            "Name one event, or both ends of a time", field="from", reason=Reason("replay_time_required")
        )
    if given.from_.tzinfo is None or given.to.tzinfo is None:
        raise Invalid("A time says its zone, as in 2026-03-02T09:30:00Z", field="from")
    return ReplayedJson(replay_events(call.ports, webhook_id, Span(given.from_, given.to)))
