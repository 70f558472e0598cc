"""Our own mail inside a delivery report: the copy that came back, and its Message-ID from where it hides."""

import re

from chalicelib.channels.email import bounce_phrases as known
from chalicelib.channels.email.body_text import clean_lines
from chalicelib.channels.email.bounce_texts import ADDRESS
from chalicelib.channels.email.charsets import decoded
from chalicelib.channels.email.inbound_mail import Attachment

_COPY_TYPES = frozenset(
    (
        "message/rfc822",
        "text/rfc822-headers",
        "message/global",
        "message/global-headers",
        "text/rfc822",
        "message/rfc822-headers",
    )
)
_MESSAGE_ID = re.compile(
    r"(?<![\w-])(?:X-)?(?:Original[- ])?Message[- ]?ID(?: of)?[ \t]{0,9}"
    r"(?:[:=]?\s{0,9}<([^<>\s]{3,500})>|[:=][ \t]{0,9}([^<>\s@]{1,200}@[^<>\s]{1,200}))",
    re.IGNORECASE,
)
_FROM = re.compile(r"^From[ \t]*:(.{0,1000})", re.MULTILINE | re.IGNORECASE)
_TO = re.compile(r"^To[ \t]*:(.{0,1000})", re.MULTILINE | re.IGNORECASE)
_SPEAKER = re.compile(r"^From[ \t]*:.{0,80}(?:mailer-?daemon|postmaster)", re.MULTILINE | re.IGNORECASE)
_READ_AT_MOST = 200_000
_HEADERS_AT_MOST = 20_000


def is_copy(item: Attachment) -> bool:
    """True for a part that is a whole mail, or the headers of one."""
    return item.content_type in _COPY_TYPES


def brings_back(item: Attachment, reported_to: tuple[str, ...]) -> bool:
    """True when the part is a mail from one of those who got the report: it came back to its sender."""
    if not is_copy(item):
        return False
    found = _FROM.search(decoded(item.content[:_HEADERS_AT_MOST]).replace("\r", ""))
    sender = found[1].lower() if found else ""
    return any(address in sender for address in reported_to if address)


def wraps_report(item: Attachment) -> bool:
    """True when the part is a mail in which a mail system reports trouble."""
    if not is_copy(item) or not _SPEAKER.search(decoded(item.content[:_HEADERS_AT_MOST])):
        return False
    return bool(last_message_of(head_of(item)))


def original_message_id(related_ids: tuple[str, ...], text: str, attachments: list[Attachment]) -> str:
    """The id of our mail: from the copy that came back, the report's fields, its text or its threading."""
    copies = [item for item in attachments if is_copy(item)]
    others = [item for item in attachments if item.content_type.startswith(("message/", "text/"))]
    for item in copies:
        head = head_of(item)
        if found := _id_in(last_message_of(head) or head):
            return found
    for item in others:
        if not is_copy(item) and (found := _id_in(head_of(item))):
            return found
    return _id_in(text[:_READ_AT_MOST]) or (related_ids[-1] if related_ids else "")


def only_addressee(head: str) -> str:
    """Whom our mail was for, where it was for one only and the report leaves out the address."""
    found = _TO.search(head)
    named = set(ADDRESS.findall(found[1].lower())) if found else set()
    return named.pop() if len(named) == 1 else ""


def last_message_of(head: str) -> str:
    """What a mail system wrote in a report that came as a copy itself; "" for a copy of another kind.

    Its own id stands above, ours somewhere below.
    """
    end = head.find("\n\n")
    if end < 0 or not _SPEAKER.search(head[:end]) or not known.FAILED.search(head[end:]):
        return ""
    return head[end:]


def head_of(item: Attachment) -> str:
    """The beginning of a part as text, its folded lines made whole."""
    return clean_lines(decoded(item.content[:_READ_AT_MOST])).replace("\n ", " ").replace("\n\t", " ")


def _id_in(words: str) -> str:
    found = _MESSAGE_ID.search(words)
    return f"<{found[1] or found[2]}>" if found else ""
