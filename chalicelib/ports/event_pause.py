"""A webhook of events is paused by the product, and the admins are told by mail, once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure
from chalicelib.domain.subscription import Subscription, SubscriptionState
from chalicelib.domain.workspace import AgentState, Role
from chalicelib.ports.bundle import Ports
from chalicelib.ports.signed_call import Called

TEMPLATE = "webhook_paused"


def pause(ports: Ports, subscription: Subscription, found: Called) -> Subscription:
    """The subscription as it stands then. Where somebody else paused it meanwhile, nobody is told again."""
    now = next((one for one in ports.workspace.subscriptions() if one.id == subscription.id), None)
    since = subscription.failing_since or ports.now()
    stopped = replace(subscription, state=SubscriptionState.PAUSED, failing_since=since, detail=found.detail)
    if now is None or now.state is not SubscriptionState.ON or now.version != subscription.version:
        return stopped
    ports.workspace.note_subscription(stopped)
    for agent in ports.workspace.agents():
        if agent.role is Role.ADMIN and agent.state is AgentState.ACTIVE:
            values = {"name": agent.name, "webhook": stopped.name, "detail": found.detail}
            with suppress(SendDelayed, SendRefused, SendUnsure):
                ports.notices.send(TEMPLATE, agent.email, values, agent.language or "en")
    return stopped
