"""What people on a platform may see of an agent at work, and how often the platform is told.

A job tells it, so that neither a frame nor an order waits for the platform.
"""

from __future__ import annotations

import json

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job

TYPING, SEEN = "typing", "seen"
REACTIONS = {TYPING: "show_typing", SEEN: "show_seen"}
QUEUE = "followups"
# platforms show it for 20 seconds or more, and a screen repeats every 20 that somebody writes
TYPING_SECONDS = 18
# longer than any window in which the platform may be told
SEEN_SECONDS = 8 * 24 * 3_600


def ask_to_show_typing(ports: Ports, conversation_id: ConversationId, agent_id: AgentId) -> None:
    """An agent writes. Nothing but the live table is touched."""
    _once(ports, TYPING, conversation_id, agent_id, TYPING_SECONDS)


def ask_to_show_seen(ports: Ports, head: Conversation) -> None:
    """The team has opened it: once for each last message of the person."""
    if may_show(ports, head, SEEN):
        _once(ports, SEEN, head.id, str(head.last_inbound_seq), SEEN_SECONDS)


def may_show(ports: Ports, head: Conversation, sign: str) -> bool:
    """Whether the conversation is one of which a platform may be told this."""
    kind = ports.kinds.get(head.channel_kind)
    if kind is None or sign not in kind.shows or not head.last_inbound_seq:
        return False
    return head.status is Status.OPEN and not (sign == SEEN and head.unread)


def _once(ports: Ports, sign: str, conversation_id: ConversationId, of: str, seconds: int) -> None:
    key = f"shown#{sign}#{conversation_id}#{of}"
    if ports.live.count_try(key, ports.now(), seconds) == 1:
        body = {"reaction": REACTIONS[sign], "conversation": conversation_id}
        ports.jobs.send(Job(QUEUE, json.dumps(body)))
