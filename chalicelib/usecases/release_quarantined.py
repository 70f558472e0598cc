"""Somebody looked at a mail in the quarantine and lets it in, although a rule said no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from chalicelib.domain import limits
from chalicelib.domain.entry import Why
from chalicelib.domain.errors import BandejaError, Invalid, NoSuchInbox, NotAllowed, TooLarge
from chalicelib.domain.ids import BlobId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.mail_errors import Loop, NobodyHasThisAddress
from chalicelib.domain.orders import ReleaseOrder
from chalicelib.domain.reason import Reason
from chalicelib.domain.receipt import Receipt, Taken
from chalicelib.domain.workspace import Channel, Quarantined
from chalicelib.ports.bundle import Ports
from chalicelib.ports.writing import done_before


class Reading(Protocol):
    """Makes messages of a mail that was kept: into `channel`, or wherever it was sent to.

    With `salvaged` of the little that can be read in any case, and the mail itself as a file.
    """

    def __call__(
        self, item: Quarantined, raw: bytes, channel: Channel | None, *, salvaged: bool
    ) -> tuple[InboundMessage, ...]: ...


class Receiving(Protocol):
    """Puts a message into its conversation, with further receipts in the same commit."""

    def __call__(self, ports: Ports, inbound: InboundMessage, receipts: tuple[Receipt, ...], /) -> Taken: ...


READABLE = frozenset({NobodyHasThisAddress.__name__, Loop.__name__})
"""Reasons that say nothing against the mail itself."""


@dataclass(frozen=True, slots=True)
class Door:
    """The way in that every mail takes."""

    read: Reading
    receive: Receiving


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is to be let in, and where to."""

    item: Quarantined
    raw: bytes
    channel: Channel | None


def release_quarantined(ports: Ports, order: ReleaseOrder, door: Door) -> Taken:
    """Take it in like any other mail or, where that fails, as a message with the mail itself as a file.

    It leaves the quarantine last, so an order that was broken off can be given again. Raises
    `NoSuchQuarantined`, `NotAllowed` for a mail with a virus, `NoSuchInbox`, and `Invalid` when nobody has
    the address and no inbox was picked.
    """
    if earlier := done_before(ports, order.by):
        ports.workspace.release(order.item_id)
        return earlier
    item = ports.workspace.quarantined_item(order.item_id)
    if item.is_locked:
        raise NotAllowed("A virus was found in this mail: it is never let in", reason=Reason("virus_locked"))
    raw, channel = ports.blobs.get(BlobId(item.raw)), _picked(ports, order)
    taken = None
    if len(raw) <= limits.MAIL:
        taken = _as_a_mail(ports, order, door, _Kept(item, raw, channel))
    if taken is None:
        salvaged = door.read(item, raw, channel, salvaged=True)
        taken = _received(ports, order, door, (one.explained(Why("unreadable")) for one in salvaged))
    ports.workspace.release(item.id)
    return taken


def _picked(ports: Ports, order: ReleaseOrder) -> Channel | None:
    """The channel that was picked, or the first address of the inbox that was."""
    if not order.channel_id and not order.inbox_id:
        return None
    for channel in ports.workspace.channels():
        is_wanted = order.channel_id in ("", channel.id) and order.inbox_id in ("", channel.inbox_id)
        if channel.kind == "email" and is_wanted:
            return channel
    raise NoSuchInbox(
        "There is no such inbox, or it has no email address",
        field="inbox",
        reason=Reason("inbox_without_email"),
    )


def _as_a_mail(ports: Ports, order: ReleaseOrder, door: Door, kept: _Kept) -> Taken | None:
    """`None` when it cannot be taken in like other mail, for a reason that stays.

    Should it be in all the same, with only the answer lost, then the salvaged mail is a repeat of it: both
    have one id and one content hash.
    """
    try:
        return _received(ports, order, door, door.read(kept.item, kept.raw, kept.channel, salvaged=False))
    except NobodyHasThisAddress as error:
        raise Invalid(
            "Nobody has the address: pick an inbox", field="inbox", reason=Reason("nobody_has_address")
        ) from error
    except TooLarge:
        return None
    except BandejaError:
        raise
    except Exception:
        if kept.item.reason in READABLE:
            raise
        return None  # whatever it is, it stopped this mail before; and there is a plainer way


def _received(ports: Ports, order: ReleaseOrder, door: Door, messages: Iterable[InboundMessage]) -> Taken:
    """The order's receipt stands in the last commit: until then it is not carried out."""
    by = Why("released_by", order.by.agent.name)
    *others, last = [replace(one.explained(by), let_in=True) for one in messages]
    for one in others:
        door.receive(ports, one, ())
    return door.receive(ports, last, order.by.receipts)
