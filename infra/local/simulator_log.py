"""What happened in the simulator: each mail that went in or out, what became of it, and its conversation."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

from chalicelib.domain.reply_token import LOCAL_PART
from infra.local.simulator_mail import Mail

SHOWN = 100


def happened(mails: Sequence[tuple[str, Mail]], traced: Callable[[str], tuple[str, int] | None]) -> list[Any]:
    """The newest 100 lines, from mails that are sorted newest first.

    `result`: `accepted` (taken at the door), `stored`, `kept_once` (sent twice, one entry), `kept_twice`;
    `delivered` for what went out. `conversation` is an id, or null while nothing tells it.
    """
    threads = _threads(mails)
    return [_line(mail_id, mail, threads, traced) for mail_id, mail in mails[:SHOWN]]


def _line(
    mail_id: str,
    mail: Mail,
    threads: dict[str, str],
    traced: Callable[[str], tuple[str, int] | None],
) -> dict[str, Any]:
    inward = mail_id.startswith("sent:")
    found = traced(mail.message_id) if inward else None
    other = mail.sender if inward else (mail.to or (mail.sender,))[0]
    return {
        "id": mail_id,
        "at": mail.at.isoformat(),
        "way": "in" if inward else "out",
        "name": other.name,
        "address": other.address,
        "subject": mail.subject,
        "files": len(mail.files),
        "deliveries": mail.deliveries,
        "result": _result(mail, found) if inward else "delivered",
        "conversation": found[0] if found else threads.get(mail.message_id) or _conversation(mail),
    }


def _result(mail: Mail, found: tuple[str, int] | None) -> str:
    if found is None:
        return "accepted"
    if found[1] > 1:
        return "kept_twice"
    return "kept_once" if mail.deliveries > 1 else "stored"


def _threads(mails: Sequence[tuple[str, Mail]]) -> dict[str, str]:
    """Message-IDs that an answer of the team refers to, with the conversation that this answer names."""
    found: dict[str, str] = {}
    for mail_id, mail in mails:
        conversation = _conversation(mail) if mail_id.startswith("got:") else None
        if conversation:
            for message_id in (mail.message_id, *mail.references):
                found.setdefault(message_id, conversation)
    return found


def _conversation(mail: Mail) -> str | None:
    """The conversation in a reply address. Not verified: a wrong one leads to a page that says so."""
    for person in (mail.reply_to, *mail.to):
        match = LOCAL_PART.fullmatch(person.address.partition("@")[0])
        if match:
            return base64.b32decode(match[1].upper() + "====")[1:17].hex()
    return None
