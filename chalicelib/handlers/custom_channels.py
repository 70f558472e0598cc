"""HTTP: channels of any other platform: their settings, and what the program that speaks for one tells.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from http import HTTPStatus

from chalicelib import wiring
from chalicelib.domain.ids import InboxId
from chalicelib.domain.permission import Permission
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.answers import Page
from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.custom_shapes import (
    CustomBody,
    CustomDeliveriesQuery,
    CustomDeliveryJson,
    CustomJson,
    TakenJson,
    custom_delivery_json,
)
from chalicelib.handlers.event_webhook_shapes import SecretJson, TestedJson, tested_json
from chalicelib.handlers.http import AgentCall, AgentRoutes, Call
from chalicelib.handlers.reading import place_in_log
from chalicelib.handlers.webhook_routes import WebhookRoutes
from chalicelib.ports.bundle import Ports

SET_UP = Permission.SET_UP_PLATFORMS
ONE = "/channels/{channel_id}/custom"
PAGE = 50


public = WebhookRoutes(__name__)
routes = AgentRoutes(__name__)


@public.route("/webhooks/custom/{channel_id}", method="POST", answer=TakenJson, status=HTTPStatus.ACCEPTED)
def post_custom(call: Call[bytes], channel_id: str) -> TakenJson:
    """One event, or `{"events": […]}` of up to 100: all of them are taken, or none.

    403, and nothing is kept, unless the body is signed with the channel's secret, not longer than 5 minutes
    ago. An event told again is the same one, by its `external_id`.
    """
    from chalicelib.handlers.custom_intake import take_in

    header = call.request.headers.get("bandeja-signature", "")
    return TakenJson(take_in(call.ports, channel_id, call.given, header))


@routes.route(ONE, permission=Permission.SEE_TEAM, answer=CustomJson)
def get_custom(call: AgentCall[Query], channel_id: str) -> CustomJson:
    """How it is connected, and how its program does."""
    from chalicelib.ports.custom_channel import custom_channel

    return _shown(call.ports, custom_channel(call.ports, channel_id))


@routes.route(ONE, method="PUT", permission=SET_UP, body=CustomBody, answer=CustomJson)
def put_custom(call: AgentCall[CustomBody], channel_id: str) -> CustomJson:
    """Change it; what is not named stays. 409 when somebody else changed it meanwhile."""
    from chalicelib.usecases.change_custom import CustomChange, change_custom

    given = call.given
    inbox = InboxId(given.inbox) if given.inbox else None
    change = CustomChange(given.version, given.name, inbox, given.outbound_url, given.paused)
    return _shown(call.ports, change_custom(call.ports, channel_id, change))


@routes.route(f"{ONE}/secret", method="POST", permission=SET_UP, answer=SecretJson)
def post_custom_secret(call: AgentCall[EmptyBody], channel_id: str) -> SecretJson:
    """A new signing secret; the old one holds for a day more."""
    from chalicelib.usecases.renew_custom_secret import renew_custom_secret

    return SecretJson(renew_custom_secret(call.ports, channel_id))


@routes.route(f"{ONE}/test", method="POST", permission=SET_UP, answer=TestedJson)
def post_custom_test(call: AgentCall[EmptyBody], channel_id: str) -> TestedJson:
    """A signed ping to the program now, and what it said."""
    from chalicelib.ports.custom_channel import custom_channel
    from chalicelib.ports.custom_ping import pinged

    return tested_json(pinged(call.ports, custom_channel(call.ports, channel_id)))


@routes.route(
    f"{ONE}/deliveries",
    permission=SET_UP,
    query=CustomDeliveriesQuery,
    answer=Page[CustomDeliveryJson],
)
def get_custom_deliveries(
    call: AgentCall[CustomDeliveriesQuery], channel_id: str
) -> Page[CustomDeliveryJson]:
    """Every try of the last 14 days, the newest first."""
    from chalicelib.ports.custom_channel import custom_channel

    after = place_in_log(call.given.cursor)
    channel = custom_channel(call.ports, channel_id)
    found = call.ports.call_log.page(channel.id, after=after, limit=PAGE)
    return Page([custom_delivery_json(one) for one in found], found[-1].id if len(found) == PAGE else None)


def webhook_url_of(channel: Channel) -> str:
    """Where the program tells what happens on its platform."""
    return f"{wiring.public_url()}/webhooks/custom/{channel.id}"


def _shown(ports: Ports, channel: Channel) -> CustomJson:
    from chalicelib.ports.custom_channel import trouble_of

    trouble = trouble_of(ports, channel)
    return CustomJson(
        id=channel.id,
        inbox=channel.inbox_id,
        name=channel.name,
        webhook_url=webhook_url_of(channel),
        outbound_url=channel.outbound_url,
        trouble=trouble.name,
        failing_since=trouble.since,
        paused=channel.paused,
        heard_at=channel.heard_at,
        version=channel.version,
    )
