"""Whether answers may go out from a team's own domain: what its last check and its channels remember."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.ports.bundle import Ports
from chalicelib.ports.retry import again_when_stale


def tell_of_domain(ports: Ports, domain: SendingDomain) -> None:
    """From now on the team addresses of this domain send, or send no longer. Again is harmless."""
    ports.workspace.put_sending_domain(domain)
    _tell_channels(ports, domain.id, verified=domain.verified)


def domain_broke(ports: Ports, name: str) -> None:
    """The provider refused a sender there: the hosted addresses send until somebody checks it again."""
    known = ports.workspace.sending_domain(name)
    if known and known.verified:
        ports.workspace.put_sending_domain(replace(known, verified=False))
    _tell_channels(ports, name, verified=False)


@again_when_stale
def _tell_channels(ports: Ports, name: str, *, verified: bool) -> None:
    for channel in ports.workspace.channels():
        is_there = channel.team_address.rpartition("@")[2] == name
        if is_there and channel.domain_verified is not verified:
            ports.workspace.change_channel(channel.changed(domain_verified=verified))
