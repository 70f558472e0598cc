"""A job of the queue `followups`: how a person on a platform looks is asked for and kept."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.platform_event import Person
from chalicelib.handlers.log import log
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.portray_person import portray_person


def portray(ports: Ports, asked: Mapping[str, str]) -> None:
    """As `ports/portraits.py` asks for it. Without a picture everything goes on, so that is no failure."""
    channel = next((one for one in ports.workspace.channels() if one.id == asked["channel"]), None)
    if channel is None:
        return
    if why := portray_person(ports, channel, Person(asked["person"], picture=asked["picture"])):
        log.info("a picture of a person was not kept", extra={"channel": channel.id, "reason": why})
