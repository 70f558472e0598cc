"""Puts the product together: which adapters stand behind the ports in this process.

Everything heavy is imported inside the functions that need it, so that each entry point pays for its own.
"""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.config import BadSetting, LocalSettings, Settings, settings_from
from chalicelib.domain.ids import uuid7
from chalicelib.ports.bundle import Ports

if TYPE_CHECKING:
    from chalicelib.adapters.local.home import LocalHome
    from chalicelib.ports.outside import Clock, Notice

PRODUCT = "Bandeja"
RANDOM_BITS = 74


@cache
def settings() -> Settings:
    """What the environment says. Raises `BadSetting`."""
    return settings_from(os.environ)


@cache
def ports() -> Ports:
    """The ports of this process."""
    if settings().local:
        return local_home().ports
    raise BadSetting("The deployed home cannot send mail yet; set BANDEJA_HOME=local")


@cache
def local_home() -> LocalHome:
    """The local home of this process, opened once."""
    local = settings().local
    if local is None:
        raise BadSetting("This is not the local home; set BANDEJA_HOME=local")
    return open_local_home(local)


def now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


def id_at(moment: datetime) -> str:
    """An id that sorts by the time it was made."""
    return uuid7(int(moment.timestamp() * 1000), secrets.randbits(RANDOM_BITS))


def open_local_home(local: LocalSettings, clock: Clock = now) -> LocalHome:
    """Open everything below `local.data_dir`; whoever opens closes."""
    from chalicelib.adapters.local.home import World, open_home
    from chalicelib.adapters.local.smtp_relay import SmtpRelay
    from chalicelib.channels.email.outbound import build_mail

    world = World(
        clock=clock,
        new_id=lambda: id_at(clock()),
        build_mail=lambda outbound: build_mail(outbound, date=clock()),
        render_notice=lambda notice, address: _rendered(notice, address, clock()),
        relay=SmtpRelay(*local.smtp_relay) if local.smtp_relay else None,
    )
    return open_home(local.data_dir, world)


def _rendered(notice: Notice, address: str, at: datetime) -> bytes:
    """The product's own mail, as it goes out from `address`."""
    from chalicelib.channels.email.outbound import build_notice
    from chalicelib.domain.entry import Mailbox

    values = {**notice.values, "language": notice.language}
    return build_notice(notice.template, Mailbox(address, PRODUCT), notice.to, values, date=at)
