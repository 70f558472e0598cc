"""Whether somebody answers in a chat now, and if not, from when on."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from chalicelib.domain.chat_settings import Availability
from chalicelib.domain.office_hours import opens_at
from chalicelib.domain.workspace import AgentState, Channel
from chalicelib.ports.bundle import Ports


class Staffed(NamedTuple):
    """`back_at` is when somebody is back, where that can be known."""

    available: bool
    back_at: datetime | None = None


def availability(ports: Ports, channel: Channel) -> Staffed:
    """One request, and two more while it depends on who is present."""
    return staffed(ports, channel, ports.workspace.chat_settings(channel.id).availability)


def staffed(ports: Ports, channel: Channel, wanted: Availability) -> Staffed:
    """The same for settings that were read already. A mode of newer code counts as always."""
    if wanted.mode == "agents":
        return Staffed(_somebody_is_present(ports, channel))
    if wanted.mode != "hours":
        return Staffed(True)
    now = ports.now()
    opening = opens_at(wanted.hours, wanted.time_zone, now)
    return Staffed(True) if opening == now else Staffed(False, opening)


def _somebody_is_present(ports: Ports, channel: Channel) -> bool:
    """An agent with a screen open who has not said that they are away."""
    here = {connection.agent_id for connection in ports.live.at_inbox(channel.inbox_id, ports.now())}
    return bool(here) and any(
        agent.id in here and agent.state is AgentState.ACTIVE and not agent.away
        for agent in ports.workspace.agents()
    )
