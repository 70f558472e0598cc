"""Files by the id that the API shows, which says where they belong, so that permission can be asked there.

`<conversation>-<seq>-<n>`: the n-th attachment of an entry, from 0. `<conversation>-<seq>-raw`: it as
it came. `quarantine-<item>`: the mail that could not be taken in. The ids are made when shown and stored
nowhere; nobody can reach a file by guessing a hash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.domain.avatar import PICTURES
from chalicelib.domain.entry import Message
from chalicelib.domain.errors import NoSuchFile, NotFound
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.queries.entry_source import source_of
from chalicelib.queries.quarantined_mail import quarantined_mail, unlocked_blob

OF_ENTRY = re.compile(r"(?P<conversation>[0-9a-f]{32})-(?P<seq>[0-9]{1,10})-(?P<which>raw|[0-9]{1,4})")
OF_QUARANTINE = re.compile(r"quarantine-(?P<item>[A-Za-z0-9_.-]{1,200})")
MAIL, JSON = "message/rfc822", "application/json"


@dataclass(frozen=True, slots=True)
class StoredFile:
    blob: BlobId
    name: str
    content_type: str


def attachment_id(conversation_id: ConversationId, seq: int, index: int) -> str:
    """How the API calls the n-th attachment of an entry."""
    return f"{conversation_id}-{seq}-{index}"


def raw_id(conversation_id: ConversationId, seq: int) -> str:
    """How the API calls the mail or the JSON that an entry was as it came."""
    return f"{conversation_id}-{seq}-raw"


def quarantined_mail_id(item_id: str) -> str:
    """How the API calls the mail of a quarantined item."""
    return f"quarantine-{item_id}"


def stored_file(ports: Ports, shown_id: str) -> StoredFile:
    """Raises `NoSuchFile` for anything that is no file of an entry or of the quarantine, `NotAllowed` for
    a mail in which a virus was found."""
    try:
        if match := OF_ENTRY.fullmatch(shown_id):
            return _of_entry(ports, ConversationId(match["conversation"]), int(match["seq"]), match["which"])
        if match := OF_QUARANTINE.fullmatch(shown_id):
            return StoredFile(unlocked_blob(quarantined_mail(ports, match["item"])), "mail.eml", MAIL)
    except NotFound as error:
        raise NoSuchFile() from error
    raise NoSuchFile()


def file_link(ports: Ports, shown_id: str, *, inline: bool) -> str:
    """A URL that serves the file for some minutes; in its place only when it is a harmless picture."""
    file = stored_file(ports, shown_id)
    if not ports.blobs.has(file.blob):
        raise NoSuchFile()
    in_place = inline and file.content_type.lower() in PICTURES
    return ports.blobs.link(file.blob, name=file.name, content_type=file.content_type, inline=in_place)


def _of_entry(ports: Ports, conversation_id: ConversationId, seq: int, which: str) -> StoredFile:
    message = ports.conversations.entry(conversation_id, seq).content
    if which == "raw":
        source = source_of(message)
        named = (f"mail-{seq}.eml", MAIL) if source.is_mail else (f"message-{seq}.json", JSON)
        return StoredFile(source.blob, *named)
    if not isinstance(message, Message):
        raise NoSuchFile()
    index = int(which)
    if index >= len(message.attachments):
        raise NoSuchFile()
    attachment = message.attachments[index]
    return StoredFile(attachment.blob, attachment.name or f"file-{index + 1}", attachment.content_type)
