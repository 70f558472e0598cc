"""Mail that a team address forwarded: whether it came that way, and who really wrote it.

What a mail service checks of forwarded mail says little: it comes from the forwarder's servers, so SPF fails,
and DMARC with it where the forwarder touched the text (RFC 7960).
"""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.channels.email.addresses import parse_addresses
from chalicelib.channels.email.inbound_mail import InboundMail, Mailbox
from chalicelib.channels.email.notification import MailNotice
from chalicelib.domain.entry import Why
from chalicelib.domain.workspace import Channel

FORWARDED = frozenset({"x-forwarded-for", "x-forwarded-to"})
ORIGINAL = ("x-original-from", "x-original-sender")


def came_through_forwarding(mail: InboundMail, channel: Channel) -> bool:
    """Whether it was written to the team address, and that is proven to be forwarded to us.

    Mail that names only the hosted address came directly. A channel proven before team addresses were kept
    has none, and is taken at its word.
    """
    if not channel.forwarding_verified:
        return False
    return not channel.team_address or channel.team_address in set(_ways(mail))


def _ways(mail: InboundMail) -> Iterator[str]:
    yield from mail.delivered_to
    for mailbox in (*mail.to, *mail.cc):
        yield mailbox.address
    for name, value in mail.headers:
        if name.lower() in FORWARDED:
            yield from value.lower().replace(",", " ").split()


def suspect(notice: MailNotice, mail: InboundMail, channel: Channel) -> Why | None:
    """Why it goes to Spam. SPF alone never does; DMARC not for what a verified forwarding brought."""
    if notice.spam:
        return Why("spam_verdict")
    if notice.dmarc_failed and not came_through_forwarding(mail, channel):
        return Why("dmarc_failed")
    return None


def author(mail: InboundMail, channel: Channel) -> Mailbox:
    """Who wrote it: a group that forwards may put its own address in the place of theirs.

    Then From is the team address, and the person stands in a header of the group's or in Reply-To.
    """
    if not channel.team_address or mail.sender.address != channel.team_address:
        return mail.sender
    if not came_through_forwarding(mail, channel):
        return mail.sender
    for mailbox in _originals(mail):
        if mailbox.address and mailbox.address not in channel.addresses:
            return Mailbox(mailbox.address, mailbox.name or mail.sender.name)
    return mail.sender


def _originals(mail: InboundMail) -> Iterator[Mailbox]:
    values = {name.lower(): value for name, value in reversed(mail.headers)}
    for name in ORIGINAL:
        yield from parse_addresses(values.get(name, ""))[:1]
    if len(mail.reply_to) == 1:
        yield mail.reply_to[0]
