"""An admin says which address the team has, so that its mail can be forwarded here."""

from __future__ import annotations

from chalicelib.domain.errors import AlreadyThere, Invalid
from chalicelib.domain.ids import InboxId
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import email_channel
from chalicelib.ports.retry import again_when_stale


@again_when_stale
def connect_team_address(ports: Ports, inbox_id: InboxId, address: str) -> Channel:
    """The channel with this address (lower case), or with none for "". Another one is to be proven anew.

    Raises `NoSuchInbox`, `Invalid` for an address that mail reaches without forwarding, `AlreadyThere` for
    one of another inbox.
    """
    channel = email_channel(ports, inbox_id)
    if _domain(address) in {_domain(one.address) for one in ports.workspace.channels()}:
        raise Invalid(
            "Mail to this domain comes here without forwarding",
            field="address",
            reason=Reason("address_comes_here"),
        )
    changed = channel.with_team_address(address)
    if changed is channel:
        return channel
    try:
        ports.workspace.change_channel(changed)
    except AlreadyThere as error:
        raise AlreadyThere(
            "Another inbox has this address", field="address", reason=Reason("address_used")
        ) from error
    return changed


def _domain(address: str) -> str:
    return address.rpartition("@")[2]
