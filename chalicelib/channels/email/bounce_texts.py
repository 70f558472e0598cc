"""Delivery reports in plain words: how mail systems without RFC 3464 say that a mail did not arrive."""

import re

from chalicelib.channels.email import bounce_phrases as known
from chalicelib.channels.email.inbound_mail import Mailbox

_ADDRESS = re.compile(r"[A-Za-z0-9._%+/=&'!#$*?^{}~`|-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_ON_ITS_OWN_LINE = re.compile(
    r"^\s{0,8}[<\"(]?([^\s<>()\":;,]+@[^\s<>()\":;,]+)[>\")]?(?::|\s*$|\s+\(|\s*\.{3}|,)", re.MULTILINE
)
_SMTP_LINE = re.compile(r"(?<![\d.:-])([45]\d\d)[ -](?:#?\d\.\d{1,3}\.\d{1,3})?.{3,300}")
_READ_AT_MOST = 50_000


def verdict(sender: Mailbox, subject: str, return_path: str | None, text: str) -> str:
    """failed, delayed or "": a mail system (or nobody) must speak, of a mail that did not arrive."""
    body = text[:_READ_AT_MOST]
    about = bool(known.SUBJECT.search(subject))
    about_delay = bool(known.DELAY_SUBJECT.search(subject))
    daemon = is_daemon(sender)
    nobody = return_path == "" or not sender.address
    if not daemon and not (about and (nobody or known.WEAK_DAEMON_ADDRESS.match(sender.address))):
        return ""
    if (about_delay or known.DELAYED.search(body)) and not known.FINAL.search(body):
        return "delayed"
    if known.FAILED.search(body) or (about and (daemon or _SMTP_LINE.search(body))):
        return "failed"
    return ""


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


def recipients_in(report: str) -> tuple[str, ...]:
    """The addresses the report is about, those on lines of their own first; never the mail systems."""
    found = [match[1] for match in _ON_ITS_OWN_LINE.finditer(report)] + _ADDRESS.findall(report)
    lowered = (address.strip("<>.,;:\"'()[]").lower() for address in found)
    return tuple(dict.fromkeys(one for one in lowered if not known.DAEMON_ADDRESS.match(one)))[:50]


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
    return next((status for words, status in known.STATUS_BY_WORDS if words.search(report)), "")


def reason_class(status: str, reason: str) -> str:
    """The reason in a few words for the screen: unknown address, mailbox full, rejected …"""
    if not status or status.endswith(".0.0"):
        status = status_of(reason) or status
    return next((words for prefix, words in known.CLASS_BY_STATUS if status.startswith(prefix)), "other")
