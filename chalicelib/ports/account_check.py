"""How a channel's account on a platform does: its token, scopes and webhook fields, asked and remembered."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid, StaleChannel
from chalicelib.domain.platform_account import MISSING, TOKEN, UNCHECKED, PlatformAccount
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform import (
    ACCOUNT,
    APP_SECRET,
    SUBSCRIPTION,
    Account,
    PlatformBusy,
    TokenRefused,
    WebhookFields,
)


def checked(ports: Ports, channel: Channel) -> Channel:
    """The channel with what the platform says of its account now; not written. Raises `TokenRefused`.

    Where webhooks are missing they are asked for again. Where the platform cannot be asked, that is what
    stands there.
    """
    account, is_taken = channel.platform or PlatformAccount(), True
    try:
        found = ports.platforms[channel.kind].check(channel)
        if found.is_subscribed is False or found.is_subscribed is None and account.trouble:
            is_taken = _subscribed_again(ports, channel)
            found = ports.platforms[channel.kind].check(channel)
    except PlatformBusy as error:
        return _unchecked(channel, error)
    return _with(ports, channel, found if is_taken else _not_subscribed(found))


def refused(channel: Channel, detail: str) -> Channel:
    """The channel whose token the platform takes no more; not written."""
    account = channel.platform or PlatformAccount()
    return replace(channel, platform=replace(account, trouble=TOKEN, detail=fitting(detail, limits.SUBJECT)))


def connected(ports: Ports, channel: Channel) -> Channel:
    """Webhooks are asked for, and then how the account does; not written. Raises `TokenRefused`.

    What could not be asked for is missing in the answer to the second question.
    """
    is_taken, platform = False, ports.platforms[channel.kind]
    try:
        with suppress(PlatformBusy):
            is_taken = platform.subscribe(channel, _beside(ports, channel))
        found = platform.check(channel)
    except PlatformBusy as error:
        return _unchecked(channel, error)
    return _with(ports, channel, found if is_taken else _not_subscribed(found))


def not_taken(error: TokenRefused) -> Invalid:
    """What somebody typed in and the platform refused, by the field that it stood in."""
    if error.secret == APP_SECRET:
        return Invalid(str(error), field="app_secret", reason=error.reason)
    detail = f"The platform does not take this token: {error}"
    return Invalid(detail, field="page_token", reason=error.reason)


def _subscribed_again(ports: Ports, channel: Channel) -> bool:
    """Whether the platform took it. What keeps it from doing so is no reason to break off."""
    with suppress(PlatformBusy, TokenRefused):
        return ports.platforms[channel.kind].subscribe(channel, _beside(ports, channel))
    return False


def _beside(ports: Ports, channel: Channel) -> WebhookFields:
    """What other channels of the same app want to be told: a page has one list for all of them."""
    wanted, app = WebhookFields(), channel.platform.app_id if channel.platform else ""
    for other in ports.workspace.channels():
        is_beside = other.platform is not None and other.platform.app_id == app and other.id != channel.id
        if app and is_beside and (platform := ports.platforms.get(other.kind)):
            wanted = wanted.joined(platform.fields())
    return wanted


def _not_subscribed(found: Account) -> Account:
    """Webhooks were refused: they are missing, unless the platform says that they are there."""
    if found.is_subscribed is not None:
        return found
    unsure = tuple(one for one in found.unsure if one != SUBSCRIPTION)
    return replace(found, missing=(*found.missing, SUBSCRIPTION), unsure=unsure)


def _unchecked(channel: Channel, error: PlatformBusy) -> Channel:
    account, detail = channel.platform or PlatformAccount(), fitting(str(error), limits.SUBJECT)
    return replace(channel, platform=replace(account, trouble=UNCHECKED, detail=detail))


def _trouble(found: Account) -> str:
    """Whose token it is has to be known before anybody may say that all is well."""
    if found.missing:
        return MISSING
    return UNCHECKED if ACCOUNT in found.unsure else ""


def _with(ports: Ports, channel: Channel, found: Account) -> Channel:
    account = channel.platform or PlatformAccount()
    account = replace(
        account,
        picture=found.picture or account.picture,
        trouble=_trouble(found),
        detail=", ".join(found.unsure),
        missing=found.missing,
        token_ends=found.expires_at,
        checked_at=ports.now(),
    )
    name = fitting(channel.name or found.name or channel.address, limits.NAME)
    return replace(channel, name=name, platform=account)


def token_broke(ports: Ports, channel: Channel, detail: str) -> None:
    """The platform takes the token no more: the team sees it at the channel until it is connected again."""
    current = next((one for one in ports.workspace.channels() if one.id == channel.id), None)
    if current is None or current.platform is None or current.platform.trouble == TOKEN:
        return
    marked = refused(current, detail)
    with suppress(StaleChannel):  # somebody changes it right now
        ports.workspace.change_channel(current.changed(platform=marked.platform))


def token_works(ports: Ports, channel: Channel) -> None:
    """A message went out: nobody has to connect again. `channel` is as it was when the message was begun."""
    if channel.platform is None or channel.platform.trouble != TOKEN:
        return
    current = next((one for one in ports.workspace.channels() if one.id == channel.id), None)
    if current is None or current.platform is None or current.platform.trouble != TOKEN:
        return
    trouble = MISSING if current.platform.missing else ""
    with suppress(StaleChannel):  # somebody changes it right now
        ports.workspace.change_channel(
            current.changed(platform=replace(current.platform, trouble=trouble, detail=""))
        )
