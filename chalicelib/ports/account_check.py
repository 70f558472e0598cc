"""How a channel's account on a platform does: its token, scopes and webhook fields, asked and remembered."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.errors import StaleChannel
from chalicelib.domain.platform_account import MISSING, TOKEN, UNCHECKED, PlatformAccount
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform import PlatformBusy


def checked(ports: Ports, channel: Channel) -> Channel:
    """The channel with what the platform says of its account now; not written. Raises `TokenRefused`.

    Where the platform cannot be asked, that is what stands there.
    """
    account, platform = channel.platform or PlatformAccount(), ports.platforms[channel.kind]
    try:
        found = platform.check(channel)
    except PlatformBusy as error:
        detail = fitting(str(error), limits.SUBJECT)
        return replace(channel, platform=replace(account, trouble=UNCHECKED, detail=detail))
    account = replace(
        account,
        picture=found.picture or account.picture,
        trouble=MISSING if found.missing else "",
        detail=", ".join(found.unsure),
        missing=found.missing,
        token_ends=found.expires_at,
        checked_at=ports.now(),
    )
    name = fitting(channel.name or found.name or channel.address, limits.NAME)
    return replace(channel, name=name, platform=account)


def refused(channel: Channel, detail: str) -> Channel:
    """The channel whose token the platform takes no more; not written."""
    account = channel.platform or PlatformAccount()
    return replace(channel, platform=replace(account, trouble=TOKEN, detail=fitting(detail, limits.SUBJECT)))


def connected(ports: Ports, channel: Channel) -> Channel:
    """Webhooks are asked for, and then how the account does; not written. Raises `TokenRefused`.

    What could not be asked for is missing in the answer to the second question.
    """
    with suppress(PlatformBusy):
        ports.platforms[channel.kind].subscribe(channel)
    return checked(ports, channel)


def token_broke(ports: Ports, channel: Channel, detail: str) -> None:
    """The platform takes the token no more: the team sees it at the channel until it is connected again."""
    current = next((one for one in ports.workspace.channels() if one.id == channel.id), None)
    if current is None or current.platform is None or current.platform.trouble == TOKEN:
        return
    marked = refused(current, detail)
    with suppress(StaleChannel):  # somebody changes it right now
        ports.workspace.change_channel(current.changed(platform=marked.platform))
