"""Delivery reports in plain words: how mail systems without RFC 3464 say that a mail did not arrive."""

import re

from chalicelib.channels.email import bounce_phrases as known
from chalicelib.channels.email.bounce_evidence import READ_AT_MOST, SMTP_LINE
from chalicelib.channels.email.bounce_senders import DAEMON_ADDRESS
from chalicelib.channels.email.bounce_status import (
    CLASS_BY_STATUS,
    REFUSED,
    SPAM,
    STATUS_BY_CODE,
    STATUS_BY_WORDS,
    VAGUE,
)

# Each run of letters is tried once, from its beginning: a long one without @ costs no more than its length.
ADDRESS = re.compile(
    r"(?<![A-Za-z0-9._%+/=&'!#$*?^{}~`|\u00c0-\u04ff-])"
    r"[A-Za-z0-9._%+/=&'!#$*?^{}~`|\u00c0-\u04ff-]{1,320}"
    r"@[A-Za-z0-9\u00a1-\u1fff-]{1,63}(?:\.[A-Za-z0-9\u00a1-\u1fff-]{1,63})+"
)
_ON_ITS_OWN_LINE = re.compile(
    r"^\s{0,8}[<\"('>]{0,2}([!#-'*+/-9=?A-Z^-~-]{1,320}@[A-Za-z0-9.-]{1,255})[>\")']{0,2}"
    r"(?::|\s*$|\s+\(|\s*\.{3}|,|<mailto:)",
    re.MULTILINE,
)
# Addresses here are of no one that was written to.
_OTHER_ADDRESSES = re.compile(
    r"^[ \t>*|]{0,8}(?:[\w-]{0,20}message[- ]?id|return-path|from|sender|original sender|reporting-mta|"
    r"references|in-reply-to|reply-to|errors-to|absender|de|von|remitente|发件人|差出人)[ \t]*[:：].*$",
    re.MULTILINE | re.IGNORECASE,
)
_PERMANENT_CODE = re.compile(r"(?<![\d.,:-])(5[0-5]\d)(?=[ -]\D)")
_TEMPORARY_CODE = re.compile(r"(?<![\d.,:-])(4[25]\d)(?=[ -]\D)")


def split_original(text: str) -> tuple[str, str]:
    """The report itself, and the returned mail below it."""
    text = text[:READ_AT_MOST]
    found = known.ORIGINAL_FOLLOWS.search(text)
    if not found or found.start() < 15:
        return text, ""
    return text[: found.start()], text[found.end() :]


def recipients_in(report: str, reported_to: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The addresses the report is about, those on lines of their own first.

    Never the mail systems, and not those who got the report.
    """
    report = _OTHER_ADDRESSES.sub("", report)
    found = [match[1] for match in _ON_ITS_OWN_LINE.finditer(report)] + ADDRESS.findall(report)
    lowered = (address.strip("<>.,;:\"'()[]").lower() for address in found)
    return tuple(
        dict.fromkeys(one for one in lowered if one not in reported_to and not DAEMON_ADDRESS.match(one))
    )[:50]


def reason_in(report: str) -> str:
    """The line that says why, at most 500 characters; "" if there is none."""
    report = report[:READ_AT_MOST]
    if found := SMTP_LINE.search(report):
        return " ".join(report[found.start() : found.start() + 500].split("\n\n")[0].split())
    for pattern, _ in STATUS_BY_WORDS[:-1]:  # the last one only says that the mail was refused
        if found := pattern.search(report):
            line = report[report.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0]
            return " ".join(line.split())[:500]
    found = known.REASON_LINE.search(report)
    return " ".join(found[0].split())[:500] if found else ""


def status_of(reason: str, report: str = "") -> str:
    """The enhanced status (RFC 3463) that the words amount to; "" when they say nothing.

    The report counts where its reason only says that the mail was refused.
    """
    found = _status_by_words(reason)
    if not found or (found == REFUSED and not SPAM.search(reason)):
        return _status_by_words(report[:READ_AT_MOST]) or found
    return found


def _status_by_words(words: str) -> str:
    return next((status for pattern, status in STATUS_BY_WORDS if pattern.search(words)), "")


def general_status(reason: str, report: str, action: str) -> str:
    """The status where no words are known: what the SMTP reply code stands for, else what happened."""
    report = report[:READ_AT_MOST]
    for words in (reason, report):
        for pattern in (_PERMANENT_CODE, _TEMPORARY_CODE):
            if found := pattern.search(words):
                return STATUS_BY_CODE.get(found[1], f"{found[1][0]}.0.0")
    return "4.4.7" if action == "delayed" else "5.0.0"


def reason_class(status: str, reason: str) -> str:
    """The reason in a few words for the screen: unknown address, mailbox full, rejected …"""
    if not status or status.endswith(".0.0") or status in VAGUE:
        status = status_of(reason) or status
    if status.startswith(("4.7", "5.7", "5.0", "5.5", "5.6", "4.0", "5.3.0")) and SPAM.search(reason):
        return "blocked as spam"
    return next((words for prefix, words in CLASS_BY_STATUS if status.startswith(prefix)), "other")
