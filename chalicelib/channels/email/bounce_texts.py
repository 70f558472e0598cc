"""Delivery reports in plain words: how mail systems without RFC 3464 say that a mail did not arrive."""

import re
from dataclasses import dataclass

from chalicelib.channels.email import bounce_phrases as known
from chalicelib.channels.email.automatic_phrases import REPLY_PREFIX
from chalicelib.channels.email.bounce_status import CLASS_BY_STATUS, STATUS_BY_WORDS
from chalicelib.channels.email.bounce_subjects import DELAY_SUBJECT, SUBJECT
from chalicelib.channels.email.inbound_mail import Mailbox

_ADDRESS = re.compile(r"[A-Za-z0-9._%+/=&'!#$*?^{}~`|-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_ON_ITS_OWN_LINE = re.compile(
    r"^\s{0,8}[<\"(]?([!#-'*+/-9=?A-Z^-~-]{1,64}@[A-Za-z0-9.-]{1,255})[>\")]?(?::|\s*$|\s+\(|\s*\.{3}|,)",
    re.MULTILINE,
)
_SMTP_LINE = re.compile(r"(?<![\d.:-])([45]\d\d)[ -](?:#?\d\.\d{1,3}\.\d{1,3})?.{3,300}")
_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_READ_AT_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers say about who sent a report: enough to tell a report from a mail about reports.

    `calls_itself_report`: the type of the whole mail is that of a delivery report (RFC 6522).
    """

    sender: Mailbox
    subject: str
    return_path: str | None
    related_ids: tuple[str, ...] = ()
    failed_recipients: tuple[str, ...] = ()
    reported_to: tuple[str, ...] = ()
    calls_itself_report: bool = False


def verdict(envelope: Envelope, text: str) -> str:
    """failed, delayed or "": a mail system (or nobody) must speak, of a mail that did not arrive."""
    body = text[:_READ_AT_MOST]
    if not _speaks_of_delivery(envelope, body):
        return ""
    is_delay = DELAY_SUBJECT.search(envelope.subject) or known.DELAYED.search(body)
    if is_delay and not known.FINAL.search(body):
        return "delayed"
    if known.FAILED.search(body) or SUBJECT.search(envelope.subject):
        return "failed"
    return ""


def _speaks_of_delivery(envelope: Envelope, body: str) -> bool:
    """Who writes decides how much the words must say."""
    if envelope.calls_itself_report or envelope.failed_recipients:
        return True
    if REPLY_PREFIX.match(envelope.subject) and envelope.return_path != "":
        return False  # a person answers a report
    about = bool(SUBJECT.search(envelope.subject) or DELAY_SUBJECT.search(envelope.subject))
    has_proof = bool(_SMTP_LINE.search(body) or _STATUS.search(body) or known.ORIGINAL_FOLLOWS.search(body))
    says_failed = bool(known.FAILED.search(body))
    if is_daemon(envelope.sender):
        return about or (says_failed and (has_proof or not envelope.sender.address.startswith("postmaster")))
    if envelope.return_path == "" or not envelope.sender.address:
        return (about and (says_failed or has_proof)) or (says_failed and has_proof)
    is_weak = bool(known.WEAK_DAEMON_ADDRESS.match(envelope.sender.address))
    return is_weak and about and says_failed


def is_daemon(sender: Mailbox) -> bool:
    """True for addresses and names that mail systems use for themselves."""
    return bool(known.DAEMON_ADDRESS.match(sender.address)) or bool(known.DAEMON_NAME.search(sender.name))


def split_original(text: str) -> tuple[str, str]:
    """The report itself, and the returned mail below it."""
    text = text[:_READ_AT_MOST]
    found = known.ORIGINAL_FOLLOWS.search(text)
    if not found or found.start() < 40:
        return text, ""
    return text[: found.start()], text[found.end() :]


def recipients_in(report: str, reported_to: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The addresses the report is about, those on lines of their own first.

    Never the mail systems, and not those who got the report.
    """
    found = [match[1] for match in _ON_ITS_OWN_LINE.finditer(report)] + _ADDRESS.findall(report)
    lowered = (address.strip("<>.,;:\"'()[]").lower() for address in found)
    return tuple(
        dict.fromkeys(
            one for one in lowered if one not in reported_to and not known.DAEMON_ADDRESS.match(one)
        )
    )[:50]


def reason_in(report: str) -> str:
    """The line that says why, at most 500 characters; "" if there is none."""
    report = report[:_READ_AT_MOST]
    if found := _SMTP_LINE.search(report):
        return " ".join(report[found.start() : found.start() + 500].split("\n\n")[0].split())
    found = known.REASON_LINE.search(report)
    return " ".join(found[0].split())[:500] if found else ""


def status_of(report: str) -> str:
    """The enhanced status (RFC 3463) that the words amount to; "" when they say nothing."""
    report = report[:_READ_AT_MOST]
    return next((status for words, status in STATUS_BY_WORDS if words.search(report)), "")


def reason_class(status: str, reason: str) -> str:
    """The reason in a few words for the screen: unknown address, mailbox full, rejected …"""
    if not status or status.endswith(".0.0"):
        status = status_of(reason) or status
    return next((words for prefix, words in CLASS_BY_STATUS if status.startswith(prefix)), "other")
