"""Delivery reports, standard (RFC 3464) or in plain words, and what they say about our mail."""

import re
from dataclasses import replace

from chalicelib.channels.email import bounce_texts
from chalicelib.channels.email.body_text import clean_lines
from chalicelib.channels.email.bounce_texts import Envelope
from chalicelib.channels.email.charsets import decoded
from chalicelib.channels.email.inbound_mail import Attachment, Bounce
from chalicelib.channels.email.message_ids import message_ids

_STATUS_TYPES = frozenset(
    ("message/delivery-status", "message/global-delivery-status", "message/delivery_status")
)
_ORIGINAL_TYPES = frozenset(
    (
        "message/rfc822",
        "text/rfc822-headers",
        "message/global",
        "message/global-headers",
        "text/rfc822",
        "message/rfc822-headers",
    )
)
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_ADDRESS = re.compile(r"[^\s<>()\[\];,:\"]+@[^\s<>()\[\];,:\"]+")
_MESSAGE_ID = re.compile(
    r"^[> \t]{0,8}(?:X-Original-|Original-)?Message-?ID[ \t]*:\s*(<[^<>\s]{3,500}>)",
    re.MULTILINE | re.IGNORECASE,
)
_STATUS_FIELDS = re.compile(r"^(?:Final-Recipient|Reporting-MTA)[ \t]*:", re.MULTILINE | re.IGNORECASE)
_RECIPIENT_FIELDS = ("final-recipient", "original-recipient", "x-actual-recipient", "x-original-recipient")
_READ_AT_MOST = 200_000


def read_delivery_report(envelope: Envelope, text: str, attachments: list[Attachment]) -> Bounce | None:
    """What a delivery report says, with `action` failed or delayed; None for mails that report no trouble."""
    status_part = next((item for item in attachments if item.content_type in _STATUS_TYPES), None)
    if status_part is not None:
        found = _from_status_part(_head(status_part), text)
    else:
        found = _from_text(envelope, text, attachments)
    if found is None:
        return None
    return replace(
        found,
        original_message_id=_original_message_id(envelope, text, attachments),
        reason_class=bounce_texts.reason_class(found.status, found.reason),
    )


def _from_status_part(report: str, text: str) -> Bounce | None:
    """The first recipient that failed; one that is only delayed where none failed."""
    groups = [_fields(group) for group in re.split(r"\n[ \t]*\n", report)]
    recipients = [
        group for group in groups if any(name in group for name in (*_RECIPIENT_FIELDS, "action", "status"))
    ]
    troubled = [group for group in recipients if _action(group) in ("failed", "delayed")]
    if not troubled:
        return None
    worst = next((group for group in troubled if _action(group) == "failed"), troubled[0])
    everyone = tuple(dict.fromkeys(address for group in troubled if (address := _recipient(group))))
    reason = _diagnostic(worst)
    status = _first(_STATUS, worst.get("status", "")) or _first(_STATUS, reason)
    if status.endswith(".0.0") and (better := _first(_STATUS, reason)) and better[0] == status[0]:
        status = better
    return Bounce(
        _recipient(worst) or _first(_ADDRESS, text),
        status,
        reason or bounce_texts.reason_in(text),
        "",
        _action(worst),
        "",
        everyone,
    )


def _fields(group: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(group):
        found.setdefault(name.lower(), " ".join(value.split()))
    return found


def _action(group: dict[str, str]) -> str:
    """failed, delayed, delivered, relayed …; where the report does not say, the status decides."""
    word = group.get("action", "").lower().split(" ")[0].strip(";,()")
    if word.startswith("fail"):
        return "failed"
    if word in ("delayed", "delivered", "relayed", "expanded"):
        return word
    status = group.get("status", "")
    if status[:1] in ("4", "5") or (not status and "diagnostic-code" in group):
        return "failed"
    return ""


def _recipient(group: dict[str, str]) -> str:
    for name in _RECIPIENT_FIELDS:
        value = group.get(name, "").rpartition(";")[2].strip(" <>\"'")
        if "@" in value:
            return (_first(_ADDRESS, value) or value).lower()
    return ""


def _diagnostic(group: dict[str, str]) -> str:
    for name in (
        "diagnostic-code",
        "x-diagnostic-code",
        "x-postfix",
        "x-supplementary-info",
        "remote-status",
    ):
        if value := group.get(name, ""):
            kind, semicolon, rest = value.partition(";")
            return rest.strip() if semicolon and len(kind) < 20 else value
    return ""


def _from_text(envelope: Envelope, text: str, attachments: list[Attachment]) -> Bounce | None:
    """A report without a machine-readable part: what the text families of mail systems look like."""
    verdict = bounce_texts.verdict(envelope, text)
    if not verdict:
        return None
    for words in (text, *(_head(item) for item in attachments if item.content_type.startswith("text/"))):
        if (fields := _STATUS_FIELDS.search(words)) and (
            found := _from_status_part(words[fields.start() :], text)
        ):
            return found
    report, _ = bounce_texts.split_original(text)
    recipients = envelope.failed_recipients or bounce_texts.recipients_in(report, envelope.reported_to)
    status = _first(_STATUS, report) or bounce_texts.status_of(report)
    recipient = recipients[0] if recipients else ""
    return Bounce(recipient, status, bounce_texts.reason_in(report), "", verdict, "", recipients)


def _original_message_id(envelope: Envelope, text: str, attachments: list[Attachment]) -> str:
    """The id of our mail: from the copy that came back, the report's fields, its text or its threading."""
    for item in attachments:
        if item.content_type in _ORIGINAL_TYPES and (found := _MESSAGE_ID.search(_head(item))):
            return found[1]
    for item in attachments:
        if item.content_type in _STATUS_TYPES and (found := _MESSAGE_ID.search(_head(item))):
            return found[1]
    if found := _MESSAGE_ID.search(text[:_READ_AT_MOST]):
        return found[1]
    if envelope.related_ids:
        return envelope.related_ids[-1]
    ids = [
        found
        for item in attachments
        if item.content_type.startswith("text/")
        for found in message_ids(_line_of_id(_head(item)))
    ]
    return ids[0] if ids else ""


def _head(item: Attachment) -> str:
    return clean_lines(decoded(item.content[:_READ_AT_MOST])).replace("\n ", " ").replace("\n\t", " ")


def _line_of_id(head: str) -> str:
    found = re.search(r"^message-id:.*$", head, re.MULTILINE | re.IGNORECASE)
    return found[0] if found else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return (found[1] if pattern.groups else found[0]) if found else ""
