"""Hands mail to an SMTP relay (RFC 5321) and says exactly how far it got when something breaks."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence

from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure

TIMEOUT_SECONDS = 30.0
LINE_END = re.compile(rb"\r\n|\r|\n")
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class SmtpRelay:
    """One mail, one connection, without TLS: meant for a relay on this machine or network."""

    def __init__(self, host: str, port: int, timeout: float = TIMEOUT_SECONDS) -> None:
        self._host = host
        self._port = port
        self._timeout = timeout

    def send(self, mail: bytes, sender: str, recipients: Sequence[str]) -> None:
        """All recipients get it, or none. Raises `SendRefused`, `SendDelayed`, `SendUnsure`."""
        line = smtplib.SMTP(timeout=self._timeout)
        try:
            line.connect(self._host, self._port)
            line.ehlo_or_helo_if_needed()
            self._announce(line, sender, recipients, needs_utf8=not mail.isascii())
            self._hand_over(line, mail)
        except (OSError, smtplib.SMTPException) as error:
            raise SendDelayed(f"The relay {self._host}:{self._port} cannot be reached: {error}") from error
        finally:
            line.close()  # without QUIT: an error of the goodbye must not look like one of the mail

    def _announce(
        self, line: smtplib.SMTP, sender: str, recipients: Sequence[str], *, needs_utf8: bool
    ) -> None:
        international = not "".join([sender, *recipients]).isascii()
        options = ["SMTPUTF8"] if international and line.has_extn("smtputf8") else []
        if (needs_utf8 or international) and line.has_extn("8bitmime"):
            options.append("BODY=8BITMIME")
        if "SMTPUTF8" in options:
            line.command_encoding = "utf-8"
        elif international:
            raise SendRefused("The relay does not take addresses with letters beyond ASCII")
        _expect(line.mail(sender, options), "sender")
        for recipient in recipients:
            _expect(line.rcpt(recipient), recipient)
        _expect(line.docmd("DATA"), "mail")

    def _hand_over(self, line: smtplib.SMTP, mail: bytes) -> None:
        """Before the last dot has left, the mail surely was not sent; after it, only the answer tells."""
        line.send(LEADING_DOT.sub(b"..", LINE_END.sub(b"\r\n", mail).removesuffix(b"\r\n")))
        try:
            line.send(b"\r\n.\r\n")
            answer = line.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise SendUnsure("The line broke after the mail was handed over") from error
        _expect(answer, "mail")


def _expect(answer: tuple[int, bytes], what: str) -> None:
    """2xx and 354 go on; 5xx is for ever, anything else is for now."""
    code, text = answer
    if 200 <= code < 400:
        return
    said = f"{what}: {code} {text.decode('utf-8', 'replace')}"
    raise SendRefused(said) if code >= 500 else SendDelayed(said)
