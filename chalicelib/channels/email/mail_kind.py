"""What kind of mail this is: a person's, a bounce, a delay, a complaint, a receipt, an automatic answer."""

from dataclasses import replace

from chalicelib.channels.email.addresses import parse_addresses
from chalicelib.channels.email.automatic import (
    is_auto_reply,
    is_automatic,
    is_challenge,
    is_feedback_report,
    is_list_mail,
    is_read_receipt,
)
from chalicelib.channels.email.bounce_evidence import Envelope
from chalicelib.channels.email.bounces import read_delivery_report
from chalicelib.channels.email.encoded_words import header_string
from chalicelib.channels.email.header_block import HeaderBlock
from chalicelib.channels.email.inbound_mail import Bounce, InboundMail
from chalicelib.channels.email.mime_parts import Tree

_SUBJECT_READ = 1_000
_DELIVERY_REPORT = "multipart/report delivery-status"


def classified(mail: InboundMail, tree: Tree) -> InboundMail:
    """The mail with its kind. The kinds exclude each other; all but a person's are `is_automatic`."""
    kind = tree.content_type
    root_type = f"{kind.value} {kind.params.get('report-type', '').lower()}".strip()
    files = list(mail.attachments)
    subject = mail.subject[:_SUBJECT_READ]
    words = (mail.sender.address, subject, mail.text)
    is_arf = is_feedback_report(root_type, files, words, tree.headers)
    is_receipt = not is_arf and is_read_receipt(root_type, files, words)
    challenges = root_type != _DELIVERY_REPORT and is_challenge(tree.headers, subject, mail.text)
    bounce = None if is_arf or is_receipt or challenges else _bounce(mail, tree.headers, root_type)
    is_reply = not (is_arf or is_receipt or bounce) and is_auto_reply(tree.headers, subject)
    return replace(
        mail,
        is_feedback_report=is_arf,
        is_read_receipt=is_receipt,
        bounce=bounce,
        is_bounce=bounce is not None and bounce.action == "failed",
        is_delay=bounce is not None and bounce.action == "delayed",
        is_auto_reply=is_reply,
        is_automatic=bool(
            is_arf
            or is_receipt
            or bounce
            or is_reply
            or challenges
            or is_automatic(tree.headers, root_type, mail.sender.address, subject)
        ),
        is_challenge=challenges,
    )


def _bounce(mail: InboundMail, headers: HeaderBlock, root_type: str) -> Bounce | None:
    failed = parse_addresses(header_string(headers.first(b"x-failed-recipients")))
    envelope = Envelope(
        mail.sender,
        mail.subject[:_SUBJECT_READ],
        mail.return_path,
        related_ids=mail.references + mail.in_reply_to,
        reported_to=tuple(box.address for box in mail.to),
        failed_recipients=tuple(box.address for box in failed if box.address),
        calls_itself_report=root_type == _DELIVERY_REPORT,
        is_list_mail=is_list_mail(headers),
        is_automatic_answer=mail.auto_submitted.startswith("auto-repl"),
    )
    return read_delivery_report(envelope, mail.text, list(mail.attachments))
