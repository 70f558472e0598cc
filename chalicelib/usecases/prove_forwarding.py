"""Our test mail came back through the team address: its forwarding works."""

from __future__ import annotations

from chalicelib.domain.inbound import InboundMessage
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import channel_named
from chalicelib.ports.retry import again_when_stale


@again_when_stale
def prove_forwarding(ports: Ports, inbound: InboundMessage) -> None:
    """Again is harmless. Nothing happens when another team address was named meanwhile."""
    channel = channel_named(ports, inbound.channel.id)
    if channel is None or channel.team_address != inbound.channel.team_address:
        return
    earlier = channel.forwarding.proven_at
    if channel.forwarding_verified and earlier and earlier >= inbound.received_at:
        return
    proven = channel.forwarding.proven(inbound.received_at)
    ports.workspace.change_channel(channel.changed(forwarding=proven, forwarding_verified=True))
