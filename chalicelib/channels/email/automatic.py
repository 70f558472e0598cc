"""Mail that no person typed: auto-replies, out-of-office, lists, feedback reports, receipts, challenges."""

from chalicelib.channels.email import automatic_phrases as known
from chalicelib.channels.email.encoded_words import header_string
from chalicelib.channels.email.header_block import HeaderBlock
from chalicelib.channels.email.inbound_mail import Attachment

_COPIES = ("message/rfc822", "text/rfc822-headers")


def is_auto_reply(headers: HeaderBlock, subject: str) -> bool:
    """An answer by a machine to a mail it got (RFC 3834, vendor headers, subjects of programs)."""
    if value_of(headers, b"auto-submitted") == "no":
        return False
    for name, beginning in known.AUTO_REPLY_HEADERS:
        values = headers.fields.get(name)
        if values and any(_says(value, beginning) for value in values):
            return True
    if known.AUTO_REPLY_SUBJECT.match(subject):
        return True
    return not known.REPLY_PREFIX.match(subject) and bool(known.AUTO_REPLY_ANYWHERE.search(subject))


def is_automatic(headers: HeaderBlock) -> bool:
    """Sent by a machine, answer or not: lists, notifications, newsletters. Never answered automatically."""
    submitted = value_of(headers, b"auto-submitted")
    if submitted and submitted != "no":
        return True
    if value_of(headers, b"precedence") in ("bulk", "junk", "list", "auto_reply"):
        return True
    return any(name in headers.fields for name in known.AUTOMATIC_HEADERS)


def is_feedback_report(root_type: str, attachments: list[Attachment], words: tuple[str, str, str]) -> bool:
    """A complaint passed on by a mailbox provider (ARF, RFC 5965, and older forms).

    `root_type` is the type of the whole mail with its report type; `words` are sender, subject and text.
    """
    if root_type == "multipart/report feedback-report":
        return True
    if any(item.content_type == "message/feedback-report" for item in attachments):
        return True
    sender, subject, text = words
    if known.FEEDBACK_FIELD.search(text[:20_000]):
        return True
    has_copy = any(item.content_type in _COPIES for item in attachments)
    about_complaint = bool(known.FEEDBACK_SUBJECT.search(subject))
    return (
        (has_copy or about_complaint)
        and bool(known.FEEDBACK_SENDER.match(sender))
        or (has_copy and about_complaint)
    )


def is_read_receipt(root_type: str, attachments: list[Attachment]) -> bool:
    """A message disposition notification (RFC 8098)."""
    if root_type == "multipart/report disposition-notification":
        return True
    return any(item.content_type == "message/disposition-notification" for item in attachments)


def is_challenge(headers: HeaderBlock, subject: str) -> bool:
    """A spam filter that wants a person to confirm that they wrote."""
    if any(name in headers.fields for name in known.CHALLENGE_HEADERS):
        return True
    return bool(known.CHALLENGE_SUBJECT.search(subject))


def value_of(headers: HeaderBlock, name: bytes) -> str:
    """The first word of a header, in lower case, without comments and parameters."""
    return header_string(headers.first(name)).lower().partition(";")[0].partition("(")[0].strip()


def _says(value: bytes, beginning: str) -> bool:
    """True when the value begins so, and does not say no."""
    text = header_string(value).lower()
    return text.startswith(beginning) and text not in ("no", "false", "0", "none", "off", "")
