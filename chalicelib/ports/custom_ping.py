"""A test of the program that speaks for a channel: a signed ping now, and its line in the log."""

from __future__ import annotations

from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason
from chalicelib.domain.rfc3339 import rfc3339
from chalicelib.domain.signing_secrets import signing_secrets
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import LoggedCall
from chalicelib.ports.custom_channel import PING
from chalicelib.ports.signed_call import Called, called, logged


def pinged(ports: Ports, channel: Channel) -> Called:
    """What came of it. Raises `Invalid` for a channel without an outbound address."""
    if not channel.outbound_url:
        raise Invalid(
            "Enter an outbound address first",
            field="outbound_url",
            reason=Reason("outbound_address_required"),
        )
    now, id_ = ports.now(), ports.new_id()
    told = {"type": PING, "id": id_, "channel": channel.id, "at": rfc3339(now)}
    secrets = signing_secrets(ports.channel_secrets.of(channel.id), now)
    found = called(ports, channel.outbound_url, told, secrets)
    ports.call_log.add(logged(LoggedCall(channel.id, id_, now, PING, found.state, event_id=id_), found))
    return found
