"""The mail provider asks whether the forwarding is wanted: keep its code and link where the admin looks."""

from __future__ import annotations

from chalicelib.domain.forwarding import Confirmation
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.limits import ADDRESS
from chalicelib.domain.receipt import Taken
from chalicelib.domain.shortening import fitting
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import channel_named
from chalicelib.ports.retry import again_when_stale


@again_when_stale
def note_forwarding_request(ports: Ports, inbound: InboundMessage, taken: Taken) -> None:
    """`taken` is where the mail itself stands. Again is harmless."""
    channel = channel_named(ports, inbound.channel.id)
    if channel is None or inbound.asks is None or channel.team_address != inbound.channel.team_address:
        return
    confirmation = Confirmation(
        at=inbound.received_at,
        sender=fitting(inbound.message.sender.address, ADDRESS),
        conversation_id=taken.conversation_id,
        seq=taken.seq,
        code=inbound.asks.code,
        link=inbound.asks.link,
    )
    if channel.forwarding.confirmation == confirmation:
        return
    ports.workspace.change_channel(channel.changed(forwarding=channel.forwarding.asked(confirmation)))
