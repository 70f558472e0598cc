"""An agent changes what they may change about themselves: name, language, what visitors see, being away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.domain.chat_settings import is_https
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports


@dataclass(frozen=True, slots=True)
class OwnSettings:
    """What to change; `None` leaves as it is."""

    name: str | None = None
    language: str | None = None
    public_name: str | None = None
    meeting_url: str | None = None
    meeting_text: str | None = None
    away: bool | None = None


def change_own_settings(ports: Ports, agent: Agent, wanted: OwnSettings) -> Agent:
    """The agent as they are now. A repeat says the same again.

    Raises `Invalid` for a meeting link that visitors must not be sent to.
    """
    if wanted.meeting_url and not is_https(wanted.meeting_url):
        raise Invalid("A link begins with https://", field="meeting_url", reason=Reason("not_a_web_address"))
    names = OwnSettings.__slots__
    given = {name: value for name in names if (value := getattr(wanted, name)) is not None}
    changed = replace(agent, **given)
    if changed != agent:
        ports.workspace.change_agent(changed)
    return changed
