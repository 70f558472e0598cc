"""The machine-readable part of a delivery report (RFC 3464): who was not reached, and why."""

import re

from chalicelib.channels.email.bounce_texts import ADDRESS, reason_in
from chalicelib.channels.email.inbound_mail import Bounce

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
STATUS_FIELDS = re.compile(
    r"^(?:Final-Recipient|Original-Recipient|Reporting-MTA)[ \t]*:", re.MULTILINE | re.IGNORECASE
)
RECIPIENT_FIELD = re.compile(r"^(?:Final|Original)-Recipient[ \t]*:(.*)", re.MULTILINE | re.IGNORECASE)
SAYS_WHAT_HAPPENED = re.compile(r"^(?:Action|Status)[ \t]*:[ \t]*\w", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,60})[ \t]*:[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_RECIPIENT_FIELDS = ("final-recipient", "original-recipient", "x-actual-recipient", "x-original-recipient")
_DIAGNOSTIC_FIELDS = (
    "diagnostic-code",
    "x-diagnostic-code",
    "x-postfix",
    "x-supplementary-info",
    "remote-status",
)
_PACKED = re.compile(r"\Aimcea(?:smtp|ex|x400|fax)?-", re.IGNORECASE)
_PACKED_LETTER = re.compile(r"\+([0-9a-f]{2})", re.IGNORECASE)


def read_fields(report: str, text: str) -> Bounce | None:
    """The first recipient that failed; one that is only delayed where none failed; None without trouble."""
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
    status = first_of(STATUS, worst.get("status", "")) or first_of(STATUS, reason)
    if status.endswith(".0.0") and (better := first_of(STATUS, reason)) and better[0] == status[0]:
        status = better
    return Bounce(
        _recipient(worst) or first_of(ADDRESS, text).lower(),
        status,
        reason or reason_in(text),
        "",
        _action(worst),
        "",
        everyone,
    )


def first_of(pattern: re.Pattern[str], text: str) -> str:
    """What the pattern (its group, if it has one) finds first; "" for nothing."""
    found = pattern.search(text)
    return (found[1] if pattern.groups else found[0]) if found else ""


def unpacked(address: str) -> str:
    """The address inside the one that Exchange made of it: IMCEASMTP-tom+40example+2Eorg@gateway."""
    packed = _PACKED.match(address)
    if not packed or not packed[0].lower().startswith("imceasmtp"):
        return address
    inner = address[packed.end() :].rpartition("@")[0]
    plain = _PACKED_LETTER.sub(lambda found: chr(int(found[1], 16)), inner)
    return plain if ADDRESS.fullmatch(plain) else address


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
    """The final recipient; the original one where the final one is a name inside the other system."""
    found = ""
    for name in _RECIPIENT_FIELDS:
        value = group.get(name, "").rpartition(";")[2].strip(" <>\"'")
        if "@" in value:
            address = unpacked(first_of(ADDRESS, value) or value).lower()
            if not _PACKED.match(address):
                return address
            found = found or address
    return found


def _diagnostic(group: dict[str, str]) -> str:
    for name in _DIAGNOSTIC_FIELDS:
        if value := group.get(name, ""):
            kind, semicolon, rest = value.partition(";")
            return rest.strip() if semicolon and len(kind) < 20 else value
    return ""
