"""Whom an answer goes to: everybody of the last mail, but never ourselves, and never somebody twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chalicelib.domain.entry import Direction, Mailbox, Message
from chalicelib.domain.reply_token import PREFIX


@dataclass(frozen=True, slots=True)
class Recipients:
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The envelope's recipients, each once."""
        everyone = (*self.to, *self.cc, *self.bcc)
        return tuple(dict.fromkeys(mailbox.address for mailbox in everyone if mailbox.address))


def reply_to_all(last: Message, contact: Mailbox, ours: Iterable[str]) -> Recipients:
    """From the last message of a thread: its Reply-To or From, the further To and the Cc.

    `ours` are the addresses of our channels (lower case); with our reply addresses they are left out.
    A thread in which only we have written goes on to the same people. Bcc is never taken over.
    """
    own = frozenset(ours)
    if last.direction is Direction.OUT:
        to = _people(last.to, own, ())
        return Recipients(to or (contact,), _people(last.cc, own, to))
    to = _people(last.reply_to or (last.sender,), own, ()) or (contact,)
    return Recipients(to, _people((*last.to, *last.cc), own, to))


def _people(
    mailboxes: Iterable[Mailbox], own: frozenset[str], but: tuple[Mailbox, ...]
) -> tuple[Mailbox, ...]:
    seen = {mailbox.address for mailbox in but}
    kept = []
    for mailbox in mailboxes:
        address = mailbox.address
        if address and address not in own and not address.startswith(PREFIX) and address not in seen:
            seen.add(address)
            kept.append(mailbox)
    return tuple(kept)
