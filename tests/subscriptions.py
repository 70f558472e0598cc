"""Webhooks of events, and how far they were told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.subscription import EVENTS, Subscription
from chalicelib.domain.telling import Telling
from tests.builders import NOW, an_id


def a_subscription(**changed: Any) -> Subscription:
    """One that is told everything, and does well."""
    made = Subscription(an_id(), "Orders", "https://shop.test/hook", EVENTS, created_at=NOW, since=NOW)
    return replace(made, **changed)


def a_telling(conversation_id: ConversationId, **changed: Any) -> Telling:
    """Of a webhook that was told nothing of this conversation yet."""
    return replace(Telling(conversation_id, an_id(), version=1), **changed)
