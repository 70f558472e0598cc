"""Ask a platform how one of our accounts does, and keep the answer for the team to see."""

from __future__ import annotations

from chalicelib.domain.errors import StaleChannel
from chalicelib.domain.workspace import Channel
from chalicelib.ports.account_check import checked, refused
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform import TokenRefused


def check_platform(ports: Ports, channel: Channel) -> Channel:
    """The channel as it stands afterwards. Somebody who changes it at the same moment has the last word."""
    try:
        found = checked(ports, channel)
    except TokenRefused as error:
        found = refused(channel, str(error))
    if found == channel:
        return channel
    changed = channel.changed(name=found.name, platform=found.platform)
    try:
        ports.workspace.change_channel(changed)
    except StaleChannel:
        return channel
    return changed
