"""A platform tells what somebody is called and where else they can be reached."""

from __future__ import annotations

from chalicelib.domain.contact import Contact
from chalicelib.domain.platform_event import PlatformContact
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.person_profile import learn_of_person


def know_person(ports: Ports, channel: Channel, told: PlatformContact) -> Contact:
    """The contact as it is now; see there."""
    return learn_of_person(ports, channel, told)
