"""A test of the program that speaks for a channel: a signed ping now, and its line in the log."""

from __future__ import annotations

import json
from dataclasses import replace

from chalicelib.domain.errors import Invalid
from chalicelib.domain.webhook_signature import HEADER, signature_of
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import CallState, LoggedCall
from chalicelib.ports.custom_channel import signing_secrets
from chalicelib.ports.outgoing_http import AddressRefused, ServerAway, ServerSilent


def pinged(ports: Ports, channel: Channel) -> LoggedCall:
    """What came of it. Raises `Invalid` for a channel without an outbound address."""
    if not channel.outbound_url:
        raise Invalid("Enter an outbound address first", field="outbound_url")
    now, id_ = ports.now(), ports.new_id()
    told = {"type": "ping", "id": id_, "channel": channel.id, "at": now.isoformat().replace("+00:00", "Z")}
    body = json.dumps(told).encode()
    secrets = signing_secrets(ports.channel_secrets.of(channel.id), now)
    headers = {"Content-Type": "application/json", HEADER: signature_of(body, secrets, now)}
    call = LoggedCall(channel.id, id_, now, "ping", CallState.FAILED, event_id=id_)
    try:
        posted = ports.outgoing_http.post(channel.outbound_url, headers, body)
    except (AddressRefused, ServerAway, ServerSilent) as error:
        call = replace(call, detail=error.detail or error.title)
    else:
        state = CallState.TAKEN if posted.is_taken else CallState.FAILED
        detail = "" if posted.is_taken else f"The program answered {posted.status}"
        call = replace(call, state=state, status=posted.status, detail=detail)
    took = int((ports.now() - now).total_seconds() * 1000)
    call = replace(call, took_ms=max(0, took))
    ports.call_log.add(call)
    return call
