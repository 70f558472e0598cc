"""A webhook of events is paused by the product, and the admins are told by mail."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure
from chalicelib.domain.subscription import Subscription, SubscriptionState
from chalicelib.domain.workspace import AgentState, Role
from chalicelib.ports.bundle import Ports

TEMPLATE = "webhook_paused"


def pause_subscription(ports: Ports, subscription_id: str, version: int, detail: str) -> None:
    """Nothing, where somebody changed it since `version`, where it is paused already or does well again.

    The mails go first: who dies in between tells the admins twice, and never not at all.
    """
    now = next((one for one in ports.workspace.subscriptions() if one.id == subscription_id), None)
    if now is None or now.version != version or now.state is not SubscriptionState.ON:
        return
    if now.failing_since is None:
        return
    _tell_admins(ports, now, detail)
    ports.workspace.note_subscription(replace(now, state=SubscriptionState.PAUSED, detail=detail))


def _tell_admins(ports: Ports, subscription: Subscription, detail: str) -> None:
    """A mail that cannot go out keeps nothing from being paused."""
    for agent in ports.workspace.agents():
        if agent.role is Role.ADMIN and agent.state is AgentState.ACTIVE:
            values = {"name": agent.name, "webhook": subscription.name, "detail": detail}
            with suppress(SendDelayed, SendRefused, SendUnsure):
                ports.notices.send(TEMPLATE, agent.email, values, agent.language or "en")
