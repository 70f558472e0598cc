"""One signed POST to a server of other people, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.webhook_signature import HEADER, signature_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import CallState, LoggedCall
from chalicelib.ports.outgoing_http import AddressRefused, OutgoingHttp, Posted, ServerAway, ServerSilent

GONE = 410


@dataclass(frozen=True, slots=True)
class Called:
    """What came of a call. `status` is 0 where there was no answer; `wait` is what they ask for."""

    is_taken: bool
    is_unsure: bool = False
    status: int = 0
    detail: str = ""
    wait: timedelta | None = None
    took_ms: int = 0

    @property
    def is_gone(self) -> bool:
        """They say that nobody is there any more, and never will be."""
        return self.status == GONE

    @property
    def state(self) -> CallState:
        """Where it is not tried again by itself."""
        if self.is_taken:
            return CallState.TAKEN
        return CallState.UNSURE if self.is_unsure else CallState.FAILED


def signed_post(
    http: OutgoingHttp, url: str, told: Mapping[str, Any], secrets: Iterable[str], at: datetime, **more: str
) -> Posted:
    """Post JSON under our signature; `more` are further headers. Raises what `OutgoingHttp.post` does."""
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    named = {name.replace("_", "-"): value for name, value in more.items()}
    signed = {"Content-Type": "application/json", HEADER: signature_of(body, secrets, at), **named}
    return http.post(url, signed, body)


def called(ports: Ports, url: str, told: Mapping[str, Any], secrets: Iterable[str], **more: str) -> Called:
    """The same, with whatever the other side does as the answer."""
    began = ports.now()
    try:
        posted = signed_post(ports.outgoing_http, url, told, secrets, began, **more)
    except (AddressRefused, ServerAway) as error:
        found = Called(is_taken=False, detail=error.detail or error.title)
    except ServerSilent as error:
        found = Called(is_taken=False, is_unsure=True, detail=error.detail or error.title)
    else:
        detail = "" if posted.is_taken else f"The server answered {posted.status}"
        found = Called(posted.is_taken, status=posted.status, detail=detail, wait=posted.wait)
    return replace(found, took_ms=max(0, int((ports.now() - began).total_seconds() * 1000)))


def logged(call: LoggedCall, found: Called) -> LoggedCall:
    """The line of the log with what came of it."""
    return replace(call, status=found.status, detail=found.detail, took_ms=found.took_ms)
