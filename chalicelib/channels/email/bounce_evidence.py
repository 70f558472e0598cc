"""Whether a mail is a delivery report in plain words: who speaks, how it begins, what it proves."""

import re
from dataclasses import dataclass

from chalicelib.channels.email import bounce_phrases as known
from chalicelib.channels.email import bounce_senders as senders
from chalicelib.channels.email.automatic_phrases import AUTO_REPLY_SUBJECT, REPLY_PREFIX
from chalicelib.channels.email.bounce_openings import ARRIVED, OPENING
from chalicelib.channels.email.bounce_subjects import DELAY_SUBJECT, SUBJECT
from chalicelib.channels.email.inbound_mail import Mailbox

READ_AT_MOST = 50_000
SMTP_LINE = re.compile(r"(?<![\d.:-])([45]\d\d)[ -](?:#?\d\.\d{1,3}\.\d{1,3})?.{3,300}")
_STATUS = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])")
_PERSON = re.compile(
    r"\b(?:dear|hi|hey|hallo|guten|bonjour|hola|please|bitte|thanks|i|we|my|our)\b", re.IGNORECASE
)
_TAG = re.compile(r"\A\s*(?:\[[^\]\n]{1,100}\]\s*){1,5}")
_TOP_LINES, _TOP_LETTERS = 3, 1_500
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers and parts say about a report: enough to tell it from a mail about reports.

    `calls_itself_report`: the type of the whole mail is that of a delivery report (RFC 6522).
    `has_fields`: a part holds the fields of RFC 3464 under a type that does not say so.
    `brings_back`: a part is a mail from one of those whom this mail was sent to.
    `wraps_report`: a part is a mail of a mail system that reports trouble.
    """

    sender: Mailbox
    subject: str
    return_path: str | None
    related_ids: tuple[str, ...] = ()
    failed_recipients: tuple[str, ...] = ()
    reported_to: tuple[str, ...] = ()
    calls_itself_report: bool = False
    is_list_mail: bool = False
    is_automatic_answer: bool = False
    has_fields: bool = False
    has_copy: bool = False
    brings_back: bool = False
    wraps_report: bool = False


def verdict(envelope: Envelope, text: str) -> str:
    """failed, delayed or "": a mail system (or nobody) must speak, of a mail that did not arrive."""
    body = text[:READ_AT_MOST]
    if not speaks_of_delivery(envelope, body):
        return ""
    is_delay = DELAY_SUBJECT.search(envelope.subject) or known.DELAYED.search(body)
    return "delayed" if is_delay and not known.FINAL.search(body) else "failed"


def speaks_of_delivery(envelope: Envelope, body: str) -> bool:
    """True when there is enough evidence; mails without any in their headers are read no further."""
    if _is_about_a_report(envelope):
        return False
    points = _points_of_headers(envelope)
    opens = _points_of_opening(body, points > 0)
    if _begins_like_a_person(envelope, body):
        points -= 2
    if points <= 0 and not opens:
        return False
    says_failed = bool(known.FAILED.search(body) or known.DELAYED.search(body))
    has_proof = bool(SMTP_LINE.search(body) or _STATUS.search(body))
    if ARRIVED.search(body) and not has_proof:
        return False
    enough = _ENOUGH if points > 0 else _ENOUGH + 1
    points += opens
    has_mail = bool(envelope.has_copy or known.ORIGINAL_FOLLOWS.search(body))
    points += says_failed + has_proof + has_mail
    is_machine = _is_no_person(envelope.sender)
    is_told = (
        says_failed
        or opens > 2
        or envelope.has_fields
        or envelope.wraps_report
        or (is_machine and (has_proof or about(envelope) or envelope.brings_back))
    )
    is_shown = (
        (opens > 2 and _names_anyone(envelope, body))
        or has_proof
        or has_mail
        or _names_others(envelope, body)
    )
    return points + (is_machine and has_proof) >= enough and is_told and is_shown


def _begins_like_a_person(envelope: Envelope, body: str) -> bool:
    """True for a greeting, or a line about oneself, by a sender whom nothing shows to be a machine.

    A postmaster who greets is a person where an answer would reach them.
    """
    if envelope.return_path == "" or _is_no_person(envelope.sender) or not envelope.sender.address:
        return False
    if is_daemon(envelope.sender) and not envelope.return_path:
        return False
    first = next((line for line in body[:_TOP_LETTERS].split("\n") if line.strip()), "")
    return bool(_PERSON.search(first)) and not OPENING.search(first)


def _points_of_opening(body: str, is_worth_reading: bool) -> int:
    """Mail systems begin with their sentence; people quote it further down."""
    top = [line for line in body[:_TOP_LETTERS].split("\n") if line.strip()][:_TOP_LINES]
    if top and OPENING.search(top[0]):
        return 4
    if not (top and _PERSON.search(top[0])) and OPENING.search("\n".join(top)):
        return 3
    return 2 * bool(is_worth_reading and OPENING.search(body))


def _names_others(envelope: Envelope, body: str) -> bool:
    """True when a daemon speaks from an address of its own, or of addresses beside those it writes to.

    Others must show more: shops and carriers tell people of deliveries that failed, and await no answer.
    """
    if not is_daemon(envelope.sender) and envelope.sender.address:
        return False
    if senders.DAEMON_ADDRESS.match(envelope.sender.address) or not envelope.sender.address:
        return True
    for address in envelope.reported_to[:10]:
        body = body.replace(address, "") if address else body
    return "@" in body


def _names_anyone(envelope: Envelope, body: str) -> bool:
    """False where a sender who is no mail system speaks of no address at all: of parcels, not of mails."""
    return (
        "@" in body
        or bool(envelope.failed_recipients)
        or envelope.return_path == ""
        or is_daemon(envelope.sender)
    )


def about(envelope: Envelope) -> bool:
    """True when the subject is one that delivery reports have."""
    return bool(SUBJECT.search(envelope.subject) or DELAY_SUBJECT.search(envelope.subject))


def is_daemon(sender: Mailbox) -> bool:
    """True for addresses and names that mail systems use for themselves."""
    return bool(senders.DAEMON_ADDRESS.match(sender.address)) or bool(senders.DAEMON_NAME.search(sender.name))


def _is_no_person(sender: Mailbox) -> bool:
    return bool(senders.MACHINE_ONLY.search(f"{sender.name} {sender.address}"))


def _is_about_a_report(envelope: Envelope) -> bool:
    """A person answers or forwards a report, or a list talks about one."""
    if envelope.calls_itself_report or envelope.failed_recipients:
        return False
    return (envelope.is_list_mail and not is_daemon(envelope.sender)) or is_passed_on(envelope)


def is_passed_on(envelope: Envelope) -> bool:
    """True when a person answers or forwards a report, with or without its parts."""
    if envelope.calls_itself_report or envelope.failed_recipients:
        return False
    subject = _TAG.sub("", envelope.subject)
    return bool(REPLY_PREFIX.match(subject)) and not (
        envelope.return_path == "" or senders.MACHINE_ONLY.search(envelope.sender.address)
    )


def _points_of_headers(envelope: Envelope) -> int:
    points = 0
    if is_daemon(envelope.sender):
        # people write as postmaster, too
        points += 3 if _is_no_person(envelope.sender) else 2
    if envelope.return_path and not any(
        senders.DAEMON_ADDRESS.match(address) for address in (envelope.return_path, envelope.sender.address)
    ):
        points -= 2  # a mail system neither awaits an answer nor calls itself after one
    points += 2 * (envelope.return_path == "" or not envelope.sender.address)
    points += 2 * about(envelope) + envelope.is_automatic_answer + 2 * envelope.brings_back
    points -= 3 * bool(AUTO_REPLY_SUBJECT.match(envelope.subject))
    points += 4 * bool(envelope.failed_recipients) + 4 * envelope.has_fields + 2 * envelope.wraps_report
    return points + _ENOUGH * envelope.calls_itself_report
