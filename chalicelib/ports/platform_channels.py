"""The channels that are accounts on a platform."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from chalicelib.domain.errors import NoSuchChannel, PlatformUnavailable
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform import PlatformBusy, TokenRefused

Answer = TypeVar("Answer")


def platform_channel(ports: Ports, channel_id: str) -> Channel:
    """Raises `NoSuchChannel` for one that is not there, no platform's, or of an inbox out of reach."""
    found = next((one for one in ports.workspace.channels() if one.id == channel_id), None)
    if found is None or found.platform is None:
        raise NoSuchChannel
    if all(inbox.id != found.inbox_id for inbox in ports.workspace.inboxes()):
        raise NoSuchChannel
    return found


def asked(question: Callable[[], Answer]) -> Answer:
    """The platform's answer to a question that somebody waits for. Raises `PlatformUnavailable`."""
    try:
        return question()
    except PlatformBusy as error:
        raise PlatformUnavailable(str(error)) from error
    except TokenRefused as error:
        raise PlatformUnavailable(str(error), reason=error.reason) from error
