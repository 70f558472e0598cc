"""Once a day: every account on a platform is asked how it does, so that the team hears of it first."""

from __future__ import annotations

from typing import Any

from chalicelib import wiring
from chalicelib.handlers.log import correlated, log, trace_of


def on_day(event: Any) -> None:
    """A channel that cannot be asked keeps nobody else from being asked."""
    from chalicelib.usecases.check_platform import check_platform

    ports = wiring.ports()
    with correlated(str(event.to_dict().get("id", ""))):
        for channel in ports.workspace.channels():
            if channel.platform is None:
                continue
            try:
                found = check_platform(ports, channel)
            except Exception as error:
                log.error(
                    "an account was not checked", extra={"channel": channel.id, "trace": trace_of(error)}
                )
                continue
            if found.platform and found.platform.trouble:
                seen = {"channel": channel.id, "reason": found.platform.trouble}
                log.warning("an account on a platform needs somebody", extra=seen)
