"""An admin connects an account of a platform such as Messenger to an inbox."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from chalicelib.domain.errors import AlreadyThere, NoSuchInbox
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel
from chalicelib.ports.account_check import connected, not_taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chatflows import id_for
from chalicelib.ports.platform import TokenRefused


@dataclass(frozen=True, slots=True)
class AccountOrder:
    """`account_id` is the page, the Instagram account or the phone number id, typed in as `account_field`.
    `secrets` are `app_secret`, `token` and `verify_token`."""

    kind: str
    inbox_id: InboxId
    account_id: str
    name: str
    app_id: str
    secrets: dict[str, str] = field(repr=False)
    business_id: str = ""
    instant_reply: str = ""
    instant_reply_on: bool = True
    account_field: str = "page_id"


def connect_platform(ports: Ports, order: AccountOrder, by: Order) -> Channel:
    """The new channel, whose token was asked what it may do. The same command again answers the same.

    Raises `NoSuchInbox`, `AlreadyThere` for an account that is connected, `Invalid` (field `page_token` or
    `app_secret`) for what the platform does not take. What cannot be asked now is asked again within a day,
    and stands at the channel until then.
    """
    if all(inbox.id != order.inbox_id for inbox in ports.workspace.inboxes()):
        raise NoSuchInbox(field="inbox")
    channel_id = ChannelId(id_for(ports, by, "channel"))
    for known in ports.workspace.channels():
        if known.id == channel_id:
            return known
        if (known.kind, known.address) == (order.kind, order.account_id):
            raise AlreadyThere(
                "This account is connected already",
                field=order.account_field,
                reason=Reason("account_connected"),
            )
    account = PlatformAccount(
        app_id=order.app_id,
        business_id=order.business_id,
        instant_reply=order.instant_reply,
        instant_reply_on=order.instant_reply_on,
    )
    channel = Channel(channel_id, order.inbox_id, order.kind, order.name, order.account_id, platform=account)
    ports.channel_secrets.put(channel_id, order.secrets)  # first: what asks the platform reads them there
    try:
        found = connected(ports, channel)
    except TokenRefused as error:
        ports.channel_secrets.forget(channel_id)
        raise not_taken(error) from error
    named = replace(found, name=order.name or found.name)
    ports.workspace.put_channel(named)
    return named
