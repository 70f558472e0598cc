"""Delivery reports, standard (RFC 3464) or in plain words, and what they say about our mail."""

from dataclasses import replace

from chalicelib.channels.email import bounce_texts
from chalicelib.channels.email.bounce_evidence import Envelope, is_passed_on, verdict
from chalicelib.channels.email.bounce_fields import (
    RECIPIENT_FIELD,
    SAYS_WHAT_HAPPENED,
    STATUS,
    STATUS_FIELDS,
    first_of,
    read_fields,
)
from chalicelib.channels.email.bounce_original import (
    brings_back,
    head_of,
    is_copy,
    last_message_of,
    only_addressee,
    original_message_id,
    wraps_report,
)
from chalicelib.channels.email.inbound_mail import Attachment, Bounce

STATUS_TYPES = frozenset(
    ("message/delivery-status", "message/global-delivery-status", "message/delivery_status")
)
_BEGINNING = 2_000


def read_delivery_report(envelope: Envelope, text: str, attachments: list[Attachment]) -> Bounce | None:
    """What a delivery report says, with `action` failed or delayed; None for mails that report no trouble."""
    if is_passed_on(envelope):
        return None
    status_part = next((item for item in attachments if item.content_type in STATUS_TYPES), None)
    fields = head_of(status_part) if status_part else ""
    found = read_fields(fields, text)
    if not found and not SAYS_WHAT_HAPPENED.search(fields):  # no such part, or one that was cut off
        found = _from_text(_with_parts(envelope, attachments), text, attachments)
    if found is None:
        return None
    status = found.status or bounce_texts.general_status(found.reason, text, found.action)
    if found.action == "delayed" and status.startswith("5"):
        status = f"4{status[1:]}"
    return replace(
        found,
        status=status,
        original_message_id=original_message_id(envelope.related_ids, text, attachments),
        reason_class=bounce_texts.reason_class(status, found.reason),
    )


def _with_parts(envelope: Envelope, attachments: list[Attachment]) -> Envelope:
    """The evidence that the parts of the mail add."""
    return replace(
        envelope,
        has_fields=any(_has_fields(item) for item in attachments),
        has_copy=any(is_copy(item) for item in attachments),
        wraps_report=any(wraps_report(item) for item in attachments),
        brings_back=any(brings_back(item, envelope.reported_to) for item in attachments),
    )


def _has_fields(item: Attachment) -> bool:
    """True for the fields of a report under another name: a text, or a file of unknown type."""
    if is_copy(item) or item.content_type.partition("/")[0] not in ("text", "application", "message"):
        return False
    beginning = item.content[:_BEGINNING].lower()
    return b"-recipient:" in beginning and (b"action:" in beginning or b"status:" in beginning)


def _from_text(envelope: Envelope, text: str, attachments: list[Attachment]) -> Bounce | None:
    """A report without a machine-readable part: what the text families of mail systems look like."""
    says = verdict(envelope, text)
    if not says:
        return None
    heads = (head_of(item) for item in attachments if _has_fields(item))
    for words in (text, *heads):
        if (fields := STATUS_FIELDS.search(words)) and (found := read_fields(words[fields.start() :], text)):
            return found
    report, original = bounce_texts.split_original(text)
    bounce = _from_words(envelope, report, says)
    if not bounce.recipient and (named := _named_in_fields(attachments)):
        return replace(bounce, recipient=named, recipients=(named,))
    wrapped = next((item for item in attachments if is_copy(item)), None)
    if not bounce.recipient and wrapped and (inner := last_message_of(head_of(wrapped))):
        bounce = _from_words(envelope, bounce_texts.split_original(inner)[0], says)
    if not bounce.recipient and (one := only_addressee(head_of(wrapped) if wrapped else original)):
        return replace(bounce, recipient=one, recipients=(one,))
    return bounce


def _named_in_fields(attachments: list[Attachment]) -> str:
    """The recipient that a notification names which is no delivery status (mail filters, RFC 5429)."""
    heads = (
        head_of(item)
        for item in attachments
        if item.content_type.startswith("message/") and not is_copy(item)
    )
    found = (RECIPIENT_FIELD.search(head) for head in heads)
    return next((first_of(bounce_texts.ADDRESS, field[1]).lower() for field in found if field), "")


def _from_words(envelope: Envelope, report: str, says: str) -> Bounce:
    recipients = envelope.failed_recipients or bounce_texts.recipients_in(report, envelope.reported_to)
    reason = bounce_texts.reason_in(report)
    status = first_of(STATUS, report) or bounce_texts.status_of(reason, report)
    return Bounce(recipients[0] if recipients else "", status, reason, "", says, "", recipients)
