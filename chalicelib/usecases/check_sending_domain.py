"""Look whether the team's domain lets us send in its name, and remember what was seen."""

from __future__ import annotations

from chalicelib.domain.errors import NoTeamAddress
from chalicelib.domain.ids import InboxId
from chalicelib.domain.sending_domain import SendingDomain, compared
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import email_channel
from chalicelib.ports.sending_state import tell_of_domain

DKIM = "dkim"


def check_sending_domain(ports: Ports, inbox_id: InboxId) -> SendingDomain:
    """What stands in the DNS now. From now on answers go out, or no longer, from the team addresses there.

    Raises `NoSuchInbox`, `NoTeamAddress`, `Throttled`, `Invalid`.
    """
    channel = email_channel(ports, inbox_id)
    if not channel.team_address:
        raise NoTeamAddress
    name = channel.team_address.rpartition("@")[2]
    wanted = ports.domains.wanted(name)
    records = tuple(compared(one, ports.domains.look_up(one.type, one.name)) for one in wanted.records)
    is_signed = all(one.is_found for one in records if one.purpose == DKIM)
    verified = is_signed if wanted.verified is None else wanted.verified
    checked = SendingDomain(name, ports.now(), verified, records)
    tell_of_domain(ports, checked)
    return checked
