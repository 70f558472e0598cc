"""The door of the email channel: one raw mail in, everything it says out."""

from chalicelib.channels.email.inbound_mail import Attachment, Bounce, InboundMail, Mailbox

__all__ = ["Attachment", "Bounce", "InboundMail", "Mailbox", "read_mail"]


def read_mail(raw: bytes) -> InboundMail:
    """Read any bytes as a mail. Pure, never raises; time and memory grow with the mail's size only."""
    from chalicelib.channels.email.mail_reader import read  # 50 ms of patterns that only mails need

    return read(raw)
