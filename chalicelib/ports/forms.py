"""Which form an order or somebody's page is about, and how its pages are signed."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.errors import NoSuchChannel
from chalicelib.domain.form import Form
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports

KIND = "form"


@dataclass(frozen=True, slots=True)
class FormChannel:
    channel: Channel
    form: Form


def form_channel(ports: Ports, channel_id: str) -> FormChannel:
    """As it is now. Raises `NoSuchChannel`, also for a channel of another kind."""
    for channel in ports.workspace.channels():
        if channel.id == channel_id and channel.kind == KIND:
            return FormChannel(channel, ports.workspace.form(channel.id))
    raise NoSuchChannel("There is no such form", field="channel")
