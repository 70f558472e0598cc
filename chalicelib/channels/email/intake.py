"""From the notification that a mail arrived to what the product takes in: one message for each channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from chalicelib.channels.email.addresses import parse_addresses
from chalicelib.channels.email.forwarded import author, came_through_forwarding, suspect
from chalicelib.channels.email.forwarding_requests import forwarding_request
from chalicelib.channels.email.html import remote_image_count
from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.inbound_mail import Attachment as ReadAttachment
from chalicelib.channels.email.inbound_mail import InboundMail
from chalicelib.channels.email.inbound_mail import Mailbox as ReadMailbox
from chalicelib.channels.email.notification import MailNotice
from chalicelib.channels.email.protection import protection_of
from chalicelib.channels.email.shown_pictures import picture_type, shown_pictures
from chalicelib.domain import limits
from chalicelib.domain.avatar import PICTURES
from chalicelib.domain.entry import Attachment, Direction, Mailbox, Message, Why
from chalicelib.domain.forwarding_token import proves
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.inbound import Bounce, InboundMessage
from chalicelib.domain.mail_errors import HasVirus, NobodyHasThisAddress
from chalicelib.domain.reply_token import PREFIX, conversation_of
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import BlobStore

NAMELESS = {
    "message/rfc822": "forwarded.eml",
    "text/calendar": "invitation.ics",
    "text/x-amp-html": "amp.html",
    "text/vcard": "contact.vcf",
    "application/pgp-encrypted": "pgp-version.txt",
    "application/pgp-signature": "signature.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
}
MOST_FILES = 500
MOST_PEOPLE = 1_000
MOST_REFERENCES = 100
MOST_CHANNELS = 6
MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class MailRoom:
    """What the intake needs to know: our channels, where content goes, whose reply tokens are ours.

    `channel_of` tells the channel of a conversation, or `None` when there is no such conversation.
    `picked` is where a person wants it, whoever it was sent to; `read` is how it is read.
    """

    channels: Sequence[Channel]
    blobs: BlobStore
    token_key: bytes
    channel_of: Callable[[ConversationId], ChannelId | None]
    picked: Channel | None = None
    read: Callable[[bytes], InboundMail] = read_mail


def take_in(notice: MailNotice, raw: bytes, room: MailRoom) -> tuple[InboundMessage, ...]:
    """One message for each channel the mail came to; all its content is kept before this returns.

    Raises `HasVirus`, and `NobodyHasThisAddress` when no channel takes it.
    """
    if notice.virus:
        raise HasVirus("The mail service found a virus in this mail")
    mail = room.read(raw)
    addresses = _addresses(notice, mail)
    tokens = _tokens(addresses, room.token_key)
    channels = _picked(room) or _channels(notice.recipients or addresses, tokens, room)
    if not channels:
        named = ", ".join(notice.recipients) or "no recipient"
        raise NobodyHasThisAddress(f"No inbox has the address {named}")
    message = _message(mail, raw, room.blobs)
    everywhere = _everywhere(channels, addresses, room)
    messages = (
        InboundMessage(
            channel=channel,
            external_id=mail.message_id or mail.content_hash,
            content_hash=mail.content_hash,
            message=replace(message, why=(Why("came_to", address), *message.why)),
            received_at=notice.received_at,
            delivered_to=address,
            tokens=tuple(tokens.values()),
            proven=not notice.dmarc_failed or came_through_forwarding(mail, channel),
            suspect=suspect(notice, mail, channel),
            bounce=_bounce(mail),
            verified=notice.dmarc_passed and _has_one_author(mail),
            people=_people_outside(mail, room),
            also_on=tuple(one for one in everywhere if one != channel.id),
            came_home=_came_home(mail, room),
            listed=mail.list_id is not None,
            let_in=bool(notice.quarantined),
        )
        for channel, address in channels.items()
    )
    return tuple(_as_forwarded(one, mail, room.token_key) for one in messages)


def _as_forwarded(inbound: InboundMessage, mail: InboundMail, key: bytes) -> InboundMessage:
    """With what the forwarding of its channel has to do with it: who wrote it, and what it is to us."""
    channel, message, person = inbound.channel, inbound.message, author(mail, inbound.channel)
    if person is not mail.sender:
        message = replace(message, sender=Mailbox(person.address, fitting(person.name, limits.NAME)))
    asks = None if inbound.suspect else forwarding_request(mail, channel)
    if asks:
        message = replace(message, automatic=True, why=(*message.why, Why("asks_forwarding")))
    is_proof = proves(key, channel, mail.text[:MOST_READ], inbound.received_at)
    return replace(inbound, message=message, asks=asks, proves_forwarding=is_proof)


def _picked(room: MailRoom) -> dict[Channel, str]:
    return {room.picked: room.picked.address} if room.picked else {}


def _addresses(notice: MailNotice, mail: InboundMail) -> list[str]:
    """Wherever a recipient may stand: the envelope first, then every header that names one."""
    named = [mailbox.address for mailbox in (*mail.to, *mail.cc)]
    return list(dict.fromkeys(a.lower() for a in (*notice.recipients, *mail.delivered_to, *named) if a))


def _has_one_author(mail: InboundMail) -> bool:
    """DMARC is about the author's domain: with two of them nobody knows whose it was."""
    written = [value for name, value in mail.headers if name.lower() == "from"]
    return len(written) == 1 and len({one.address for one in parse_addresses(written[0])}) == 1


def _people_outside(mail: InboundMail, room: MailRoom) -> tuple[str, ...]:
    """Whom it went to beside us, as its To and Cc say."""
    named = [mailbox.address for mailbox in (*mail.to, *mail.cc)][:MOST_PEOPLE]
    return tuple(one for one in dict.fromkeys(named) if one and not _is_ours(one, room))


def _is_ours(address: str, room: MailRoom) -> bool:
    return address.startswith(PREFIX) or channel_for(address, room.channels) is not None


def _came_home(mail: InboundMail, room: MailRoom) -> ConversationId | None:
    """The conversation of a mail of ours that took a way on which its Message-ID was replaced.

    It comes from our own address, and answers to it go to a token that we signed: only our mail has both.
    A contact form that writes as us has the customer in its Reply-To.
    """
    if channel_for(mail.sender.address, room.channels) is None:
        return None
    for mailbox in mail.reply_to:
        if conversation := conversation_of(room.token_key, mailbox.address):
            return conversation
    return None


def _tokens(addresses: Iterable[str], key: bytes) -> dict[str, ConversationId]:
    found = ((address, conversation_of(key, address)) for address in addresses)
    return {address: conversation for address, conversation in found if conversation}


def _channels(
    recipients: Iterable[str], tokens: dict[str, ConversationId], room: MailRoom
) -> dict[Channel, str]:
    """The channels that the recipients name, each once, with the address it came to."""
    found: dict[Channel, str] = {}
    for recipient in recipients:
        address = recipient.lower()
        if address in tokens:
            wanted = room.channel_of(tokens[address])
            channel = next((one for one in room.channels if one.id == wanted), None)
            address = channel.address if channel else address  # nobody can read a token
        else:
            channel = channel_for(address, room.channels)
        if channel:
            found.setdefault(channel, address)
    return found


def _everywhere(
    channels: Iterable[Channel], addresses: Iterable[str], room: MailRoom
) -> tuple[ChannelId, ...]:
    """Every channel that it came to, also by another way: as far as its headers name them."""
    named = (channel_for(address, room.channels) for address in addresses)
    found = dict.fromkeys(channel.id for channel in (*channels, *named) if channel)
    return tuple(found)[:MOST_CHANNELS]


def channel_for(address: str, channels: Iterable[Channel]) -> Channel | None:
    """The email channel that takes mail for `address`: its own, with a +tag, or the domain's catch-all."""
    local, _, domain = address.lower().rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    catch_all = None
    for channel in channels:
        if channel.kind != "email":
            continue
        if address.lower() in channel.addresses or plain in channel.addresses:
            return channel
        if channel.catch_all and channel.address.rpartition("@")[2] == domain:
            catch_all = channel
    return catch_all


def _message(mail: InboundMail, raw: bytes, blobs: BlobStore) -> Message:
    text = mail.reply_text or mail.text  # a bare forward has nothing newly written: show what it forwards
    shown = fitting(text, limits.INLINE_TEXT)
    whole = mail.text or text
    return Message(
        direction=Direction.IN,
        text=shown,
        text_cut=shown != text,
        sender=Mailbox(mail.sender.address, fitting(mail.sender.name, limits.NAME)),
        to=_people(mail.to),
        cc=_people(mail.cc),
        reply_to=_people(mail.reply_to),
        subject=fitting(" ".join(mail.subject.split()), limits.SUBJECT_IN_ENTRY),
        full_text=blobs.put(whole.encode("utf-8", "replace")) if whole != shown else None,
        html=blobs.put(mail.html.encode("utf-8", "replace")) if mail.html else None,
        raw=blobs.put(raw),
        quoted=bool(mail.reply_text) and mail.reply_text.strip() != mail.text.strip(),
        remote_images=remote_image_count(mail.html) if mail.html else 0,
        attachments=_files(mail, blobs),
        message_id=fitting(mail.message_id or "", limits.MESSAGE_ID),
        in_reply_to=_id(mail.in_reply_to[0]) if mail.in_reply_to else "",
        references=_references(mail),
        automatic=_is_automatic(mail),
        protection=protection_of(mail),
        why=(Why("automatic_mail"),) if _is_automatic(mail) else (),
    )


def _is_automatic(mail: InboundMail) -> bool:
    return mail.is_automatic or mail.is_auto_reply or mail.is_bounce or mail.is_feedback_report


def _people(mailboxes: tuple[ReadMailbox, ...]) -> tuple[Mailbox, ...]:
    kept = mailboxes[:MOST_PEOPLE]
    return tuple(Mailbox(fitting(one.address, 320), fitting(one.name, 100)) for one in kept)


def _references(mail: InboundMail) -> tuple[str, ...]:
    """All ids that say which thread: further In-Reply-To ids count like references."""
    ids = tuple(dict.fromkeys(_id(one) for one in (*mail.references, *mail.in_reply_to[1:])))
    return ids if len(ids) <= MOST_REFERENCES else ids[: MOST_REFERENCES // 2] + ids[-MOST_REFERENCES // 2 :]


def _id(message_id: str) -> str:
    return fitting(message_id, limits.MESSAGE_ID)


def _files(mail: InboundMail, blobs: BlobStore) -> tuple[Attachment, ...]:
    """Every file; beyond a number that no person sends the rest stays in the raw mail, which is kept."""
    files = mail.attachments[:MOST_FILES]
    shown = shown_pictures(mail.html or "", files)
    return tuple(_file(index, file, shown.get(index), blobs) for index, file in enumerate(files))


def _file(index: int, file: ReadAttachment, shown_as: str | None, blobs: BlobStore) -> Attachment:
    """`inline` only when the HTML really shows it: what stands nowhere in it is listed, or nobody sees it."""
    kind = file.content_type if shown_as is None else picture_type(file)
    return Attachment(
        id=str(index),
        blob=blobs.put(file.content),
        name=fitting(file.name or NAMELESS.get(file.content_type, ""), limits.FILE_NAME),
        content_type=fitting(kind, 200),
        size=len(file.content),
        inline=shown_as is not None and kind in PICTURES,
        content_id=fitting(shown_as or file.content_id, limits.MESSAGE_ID),
    )


def _bounce(mail: InboundMail) -> Bounce | None:
    report = mail.bounce
    if report is None:
        return None
    original = report.original_message_id or (mail.in_reply_to[0] if mail.in_reply_to else "")
    return Bounce(
        recipient=fitting(report.recipient, limits.ADDRESS),
        status=report.status,
        reason=fitting(report.reason, 300),
        original_message_id=original,
        kind=report.reason_class,
        is_delay=mail.is_delay,
    )
