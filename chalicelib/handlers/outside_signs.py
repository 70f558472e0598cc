"""Signs of an agent at work for people on platforms, asked for at the edge: never in the way of an answer."""

from __future__ import annotations

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.handlers.log import log, trace_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.shown_outside import ask_to_show_seen, ask_to_show_typing


def agent_types(ports: Ports, conversation_id: ConversationId, agent_id: AgentId) -> None:
    """Whatever goes wrong is noted, and no more."""
    try:
        ask_to_show_typing(ports, conversation_id, agent_id)
    except Exception as error:
        log.warning("typing is not shown outside", extra={"trace": trace_of(error)})


def team_opened(ports: Ports, head: Conversation) -> None:
    """Whatever goes wrong is noted, and no more."""
    try:
        ask_to_show_seen(ports, head)
    except Exception as error:
        log.warning("what was read is not shown outside", extra={"trace": trace_of(error)})
