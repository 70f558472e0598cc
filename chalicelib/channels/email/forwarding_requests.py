"""The mail in which a provider asks whether a forwarding is wanted: its code, its link, or both.

Anybody can write such a mail. So it counts only while a team address is waiting for it, a link only when it
leads to the sender's own domain, and the screen shows where it leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from chalicelib.channels.email.inbound_mail import InboundMail
from chalicelib.domain.inbound import ForwardingRequest
from chalicelib.domain.workspace import Channel

LOOKED_AT = 8_000
LONGEST_LINK = 1_000
BEFORE_A_LINK = 400

GMAIL = re.compile(r"forwarding-noreply@google(?:mail)?\.com")
FORWARDING = re.compile(
    r"forward|redirec|reenv[ií]|weiterleit|umleit|transf[ée]r|r[ée]achemin|encaminha|inoltr|doorstu",
    re.IGNORECASE,
)
CONFIRMING = re.compile(
    r"confirm|verif|v[ée]rif|valid|autori[sz]|bestätig|approv|conferm|bevestig|aceptar|accept", re.IGNORECASE
)
REFUSING = re.compile(
    r"cancel|unsubscribe|reject|decline|did not|didn't|not request|stop|anular|rechazar|no solicit|"
    r"no reconoc|baja|abbrechen|ablehnen|annul|refus",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"no[-._]?reply|do[-._]?not[-._]?reply|forward|verif|confirm|notif|mailer|postmaster|support|account|"
    r"alert|system|security|service|admin|mail",
    re.IGNORECASE,
)
SUBJECT_CODE = re.compile(r"\(#\s?(\d{4,12})\)")
CODE = re.compile(
    r"(?:\bcode|c[oó]digo|codice|kennung|\bpin)\b[^\n:：]{0,60}[:：]?\s{0,5}"
    r"((?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{2,14}[A-Z0-9])\b",
    re.IGNORECASE,
)
LINK = re.compile(r"https://[^\s<>\"'\\^`{|}]{4,1000}", re.IGNORECASE)
TRAILING = ".,;:!?)]"


def forwarding_request(mail: InboundMail, channel: Channel) -> ForwardingRequest | None:
    """What a provider asks of whoever reads the channel, or `None` for every other mail."""
    if not channel.team_address or not _may_ask(mail, channel):
        return None
    text = _text(mail)
    code, link = _code(mail.subject, text), _link(text, mail.sender.address)
    return ForwardingRequest(code, link) if code or link else None


def _may_ask(mail: InboundMail, channel: Channel) -> bool:
    if GMAIL.fullmatch(mail.sender.address):
        return True
    if channel.forwarding_verified or mail.in_reply_to or mail.references:
        return False
    local = mail.sender.address.partition("@")[0]
    if not (mail.is_automatic or MACHINE.search(local)):
        return False
    whole = f"{mail.subject}\n{_text(mail)}"
    is_about_us = any(address in whole.lower() for address in channel.addresses)
    has_words = FORWARDING.search(mail.subject) and CONFIRMING.search(whole)
    return bool(is_about_us and has_words)


def _text(mail: InboundMail) -> str:
    """The words, with the targets of links that only the HTML has."""
    if mail.html and "https://" not in mail.text:
        from chalicelib.channels.email.outgoing_text import text_beside

        return text_beside(mail.html[: 10 * LOOKED_AT])[:LOOKED_AT]
    return mail.text[:LOOKED_AT]


def _code(subject: str, text: str) -> str:
    found = SUBJECT_CODE.search(subject) or CODE.search(LINK.sub("", text))
    return found[1] if found else ""


def _link(text: str, sender: str) -> str:
    """The first that leads to the sender's own domain and is not the one that refuses."""
    home = _site(sender.rpartition("@")[2])
    for link, before in _links(text):
        if _site(urlsplit(link).hostname or "") == home and not REFUSING.search(before):
            return link
    return ""


def _links(text: str) -> Iterator[tuple[str, str]]:
    """Each link, and the words between it and the one before."""
    begin = 0
    for match in LINK.finditer(text):
        link = match[0].rstrip(TRAILING)
        if len(link) < LONGEST_LINK and "@" not in link.partition("//")[2].partition("/")[0]:
            yield link, text[max(begin, match.start() - BEFORE_A_LINK) : match.start()]
        begin = match.end()


def _site(host: str) -> str:
    """`zoho.com` for `accounts.zoho.com`, `example.co.uk` for `mail.example.co.uk`."""
    labels = host.lower().rstrip(".").split(".")
    is_short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if is_short else -2 :])
