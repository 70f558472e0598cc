"""Heads of conversations as long as people's are: what lists are filled with."""

from __future__ import annotations

from datetime import timedelta

from bench.scene import ANA, BEGAN, CHANNEL, SUPPORT, WORDS
from chalicelib.domain import limits
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.shortening import preview_of


def a_conversation(number: int) -> Conversation:
    """One of many, open, every second one Ana's, each seven minutes younger than the one before."""
    at = BEGAN + timedelta(minutes=7 * number)
    return Conversation(
        id=ConversationId(f"{number:032x}"),
        number=number,
        inbox_id=SUPPORT.id,
        channel_id=CHANNEL.id,
        channel_kind="email",
        contact_id=ContactId(f"{number:032x}"),
        contact_name=f"Mira Adaeze Okafor-Lindqvist {number}",
        contact_address=f"mira.okafor.{number}@customers.example",
        subject=f"Order {number}: the lamp arrived with a broken switch",
        started_at=at,
        last_activity_at=at,
        seq=7,
        owner=ANA.id if number % 2 else None,
        preview=preview_of(WORDS * 2),
        preview_by="agent",
        preview_agent=ANA.id[-limits.AGENT_MARK :],
        waiting_since=at,
        last_inbound_seq=7,
        wrote_at=at,
    )
