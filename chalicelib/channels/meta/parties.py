"""Who an event of Messenger or Instagram is about: the account, the person outside, and who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.channels.meta.loose_json import first, flag, identifier, inside, words
from chalicelib.domain.platform_event import Person

USER_REF = "user_ref:"
NO_ACCOUNT = ("", "0")  # the test button of the App dashboard writes 0


@dataclass(frozen=True, slots=True)
class Parties:
    """`person` is "" if nobody outside is part of it. `by_us`: the account did it, or somebody for it."""

    account: str
    person: str
    by_us: bool
    name: str = ""

    def outside(self) -> Person | None:
        """The person as the platform calls them."""
        return Person(self.person, self.name) if self.person else None


def parties_of(entry_id: str, event: Mapping[str, object]) -> Parties:
    """From `sender`, `recipient` and `is_echo`; `entry_id` is the account that was subscribed.

    Instagram gives an account two ids, so the recipient need not be `entry_id`. Who writes to themselves
    is both. Meta's documentation: "messages Webhook Event Reference", "Self Messaging".
    """
    sender, recipient = _party(event.get("sender")), _party(event.get("recipient"))
    is_echo = flag(inside(event, "message", "is_echo"))
    account = entry_id
    if entry_id in NO_ACCOUNT:
        account = (sender if is_echo else recipient) or entry_id
    if sender and sender == recipient == account:
        return Parties(account, account, by_us=is_echo)
    by_us = is_echo or (sender == account and sender != "")
    mine, theirs = (sender, recipient) if by_us else (recipient, sender)
    person = theirs or (mine if mine != account else "")
    named = event.get("recipient" if by_us else "sender")
    return Parties(
        account, person if person != account else "", by_us, words(first(named, "name", "username"))
    )


def _party(value: object) -> str:
    """The id in `{"id": …}`, or one that stands there alone.

    Somebody who ticked a box on a website and has never written is known by a `user_ref` only, which cannot
    be taken for the id of a person.
    """
    ref = identifier(inside(value, "user_ref"))
    return identifier(inside(value, "id")) or identifier(value) or (f"{USER_REF}{ref}" if ref else "")
