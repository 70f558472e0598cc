"""Mail that no person typed: auto-replies, out-of-office, lists, feedback reports, receipts, challenges."""

from chalicelib.channels.email import automatic_phrases as known
from chalicelib.channels.email import report_phrases
from chalicelib.channels.email.encoded_words import header_string
from chalicelib.channels.email.header_block import HeaderBlock
from chalicelib.channels.email.inbound_mail import Attachment

_COPIES = ("message/rfc822", "text/rfc822-headers")
_READ_AT_MOST = 20_000
_FEW_WORDS = 6


def is_auto_reply(headers: HeaderBlock, subject: str) -> bool:
    """An answer by a machine to a mail it got (RFC 3834, vendor headers, subjects of programs)."""
    if value_of(headers, b"auto-submitted") == "no":
        return False
    for name, beginning in known.AUTO_REPLY_HEADERS:
        values = headers.fields.get(name)
        if values and any(_says(value, beginning) for value in values):
            return True
    return _answers_by_rule(headers) or _has_subject_of_machine(subject, _is_from_machine(headers))


def _has_subject_of_machine(subject: str, is_from_machine: bool) -> bool:
    """People write about absences too: their words go on as a sentence, or end in a question."""
    if begins := known.AUTO_REPLY_SUBJECT.match(subject):
        return is_from_machine or bool(known.AUTO_REPLY_GOES_ON.match(subject, begins.end()))
    if is_from_machine and known.AUTO_REPLY_WITH_PROOF.match(subject):
        return True
    found = known.AUTO_REPLY_ANYWHERE.search(subject)
    if not found or known.REPLY_PREFIX.match(subject):
        return False
    is_short = len(subject.split()) <= _FEW_WORDS and not subject[found.end() :].strip(" .!)]")
    return is_from_machine or is_short


def _is_from_machine(headers: HeaderBlock) -> bool:
    """True when nobody is to answer: no envelope sender, or the wish that machines keep silent."""
    if is_list_mail(headers):
        return False
    came_from = headers.first(b"return-path")
    if came_from is not None and not header_string(came_from).strip(" <>\t"):
        return True
    return b"x-auto-response-suppress" in headers.fields or bool(value_of(headers, b"auto-submitted"))


def _answers_by_rule(headers: HeaderBlock) -> bool:
    """Exchange answered by a rule of the writer's own mailbox; what a rule passed on is by someone else."""
    rule_of = header_string(headers.first(b"x-ms-exchange-inbox-rules-loop")).strip().lower()
    return "@" in rule_of and rule_of in header_string(headers.first(b"from")).lower()


def is_automatic(headers: HeaderBlock, root_type: str, sender: str, subject: str) -> bool:
    """Sent by a machine, answer or not: lists, notifications, newsletters. Never answered automatically.

    `root_type` is the type of the whole mail: nobody but machines writes reports (RFC 6522).
    """
    if root_type.startswith("multipart/report") or known.DAILY_REPORT.search(subject):
        return True
    submitted = value_of(headers, b"auto-submitted")
    if submitted and submitted != "no":
        return True
    if value_of(headers, b"precedence") in ("bulk", "junk", "list", "auto_reply"):
        return True
    if any(_says(value, "") for name in known.AUTOMATIC_HEADERS for value in headers.fields.get(name, ())):
        return True
    if not any(name in headers.fields for name in known.SERVICE_HEADERS):
        return False
    return bool(known.NOBODY_ANSWERS.match(sender)) and b"reply-to" not in headers.fields


def is_list_mail(headers: HeaderBlock) -> bool:
    """Sent by a mailing list (RFC 2369, RFC 2919) or to many at once."""
    if value_of(headers, b"precedence") in ("list", "bulk"):
        return True
    return any(name in headers.fields for name in known.LIST_HEADERS)


def is_feedback_report(
    root_type: str, attachments: list[Attachment], words: tuple[str, str, str], headers: HeaderBlock
) -> bool:
    """A complaint passed on by a mailbox provider (ARF, RFC 5965, and older forms).

    `root_type` is the type of the whole mail with its report type; `words` are sender, subject and text.
    Fields among the words are no report by themselves: people ask about them.
    """
    if root_type == "multipart/report feedback-report" or any(_holds_complaint(item) for item in attachments):
        return True
    sender, subject, text = words
    has_copy = any(item.content_type in _COPIES for item in attachments)
    about_complaint = bool(report_phrases.FEEDBACK_SUBJECT.search(subject))
    if report_phrases.FEEDBACK_FIELD.search(text[:_READ_AT_MOST]) and not is_list_mail(headers):
        return (
            has_copy
            or about_complaint
            or bool(report_phrases.ABUSE_DESK.match(sender))
            or _is_from_machine(headers)
        )
    if report_phrases.FEEDBACK_SENDER.match(sender):
        return has_copy or about_complaint
    says_so = has_copy and report_phrases.FEEDBACK_TEXT.search(text[:_READ_AT_MOST])
    return (has_copy and about_complaint) or bool(says_so)


def _holds_complaint(item: Attachment) -> bool:
    """The fields of RFC 5965 under any type, or a mail that a provider has marked as reported."""
    if item.content_type == "message/feedback-report":
        return True
    beginning = item.content[:_READ_AT_MOST]
    if item.content_type in _COPIES:
        return bool(report_phrases.REPORTED_MAIL.search(beginning.partition(b"\n\n")[0]))
    return bool(report_phrases.FEEDBACK_FIELDS.match(beginning.lstrip()))


def is_read_receipt(
    root_type: str, attachments: list[Attachment], words: tuple[str, str, str] = ("", "", "")
) -> bool:
    """A message disposition notification (RFC 8098), or one in plain words.

    Mail filters write their refusals in the same form (RFC 5429): those are bounces.
    `words` are sender, subject and text.
    """
    _, subject, text = words
    if root_type == "multipart/report disposition-notification" or any(
        item.content_type == "message/disposition-notification" for item in attachments
    ):
        return not report_phrases.REFUSED_TEXT.search(text[:_READ_AT_MOST])
    return bool(report_phrases.READ_SUBJECT.match(subject) and report_phrases.READ_TEXT.search(text[:2_000]))


def is_challenge(headers: HeaderBlock, subject: str, text: str = "") -> bool:
    """A spam filter that wants a person to confirm that they wrote."""
    if any(name in headers.fields for name in report_phrases.CHALLENGE_HEADERS):
        return True
    if is_list_mail(headers) or known.REPLY_PREFIX.match(subject) and not _is_from_machine(headers):
        return False
    is_machine, text = _is_from_machine(headers), text[:4_000]
    if is_machine and report_phrases.CHALLENGE_SUBJECT.search(subject):
        return True
    if (is_machine or report_phrases.LINK.search(text)) and report_phrases.CHALLENGE_REQUEST.search(text):
        return True
    return bool(report_phrases.CHALLENGE_TEXT.search(text))


def value_of(headers: HeaderBlock, name: bytes) -> str:
    """The first word of a header, in lower case, without comments and parameters."""
    return header_string(headers.first(name)).lower().partition(";")[0].partition("(")[0].strip()


def _says(value: bytes, beginning: str) -> bool:
    """True when the value begins so, and does not say no."""
    text = header_string(value).lower()
    return text.startswith(beginning) and text not in ("no", "false", "0", "none", "off", "")
