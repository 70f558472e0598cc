"""An admin says how far they are at their mail provider, which only they can know."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from chalicelib.domain.errors import NoTeamAddress
from chalicelib.domain.ids import InboxId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import email_channel
from chalicelib.ports.retry import again_when_stale

Step = Literal["added", "confirmed"]


@again_when_stale
def tell_forwarding_step(ports: Ports, inbox_id: InboxId, step: Step, *, done: bool) -> Channel:
    """The channel after it. A step that is taken back takes those behind it along; no proof is touched.

    Raises `NoSuchInbox`, `NoTeamAddress`.
    """
    channel = email_channel(ports, inbox_id)
    if not channel.team_address:
        raise NoTeamAddress
    told = replace(
        channel.forwarding,
        added=done or step == "confirmed",
        confirmed=done if step == "confirmed" else done and channel.forwarding.confirmed,
    )
    if told == channel.forwarding:
        return channel
    changed = channel.changed(forwarding=told)
    ports.workspace.change_channel(changed)
    return changed
