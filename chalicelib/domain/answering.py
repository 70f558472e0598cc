"""Whether a channel sends answers at all, whatever its platform's window says."""

from __future__ import annotations

from enum import StrEnum

from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.domain.errors import ChannelPaused, NoOutboundAddress
from chalicelib.domain.workspace import Channel


class Shut(StrEnum):
    """Why no answers go out, `NO` when they do."""

    NO = ""
    PAUSED = "paused"
    NO_ADDRESS = "no_address"


def shut_by(kind: ChannelKind | None, channel: Channel) -> Shut:
    """What keeps answers from going out on the channel."""
    if channel.paused:
        return Shut.PAUSED
    if kind is not None and kind.posts_out and not channel.outbound_url:
        return Shut.NO_ADDRESS
    return Shut.NO


def check_sends(shut: Shut) -> None:
    """Raises `ChannelPaused`, `NoOutboundAddress`."""
    match shut:
        case Shut.PAUSED:
            raise ChannelPaused("It takes in what people write, and sends no answers until somebody goes on")
        case Shut.NO_ADDRESS:
            raise NoOutboundAddress("Somebody has to enter its outbound address first")
