"""An agent looks at a conversation, writes in it or leaves it: whoever else has it open is to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.ids import ConversationId
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import Connection, Presence

LASTS = timedelta(seconds=45)
LEFT = "left"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the agent does there, over all their sockets, and the sockets that are to be told.

    `visitors` are those of a chat's visitor, who is told of typing only.
    """

    doing: str
    tell: tuple[str, ...]
    visitors: tuple[str, ...] = ()


def show_presence(
    ports: Ports, connection: Connection, agent: Agent, conversation_id: ConversationId, doing: str
) -> Shown:
    """Keep it for 45 seconds (`left` ends it). Only those who watch this conversation are told.

    What comes and goes that fast touches nothing but the live table: of a conversation that there is not,
    nobody watches anything. An agent who leaves on one of two screens is still there on the other.
    """
    now = ports.now()
    ports.live.put_presence(
        Presence(conversation_id, agent.id, agent.name, connection.id, doing, now + LASTS)
    )
    if doing == LEFT:
        elsewhere = [row for row in ports.live.present(conversation_id, now) if row.agent_id == agent.id]
        doing = elsewhere[0].doing if elsewhere else LEFT
    watchers = ports.live.watchers_of(conversation_id, now)
    return Shown(
        doing,
        tuple(one.id for one in watchers if one.agent_id and one.agent_id != agent.id),
        tuple(one.id for one in watchers if one.visitor_id),
    )
