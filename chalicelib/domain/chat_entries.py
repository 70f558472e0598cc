"""What a visitor thought of a chat, and who somebody turned out to be, there or on a platform."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.ids import ContactId


@dataclass(frozen=True, slots=True)
class Rated:
    """The visitor said how it was, from 1 (bad) to 5 (great), in words if they wanted to."""

    score: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """It is known now who writes: the conversation belongs to `contact_id`, called `name`, at `address`.

    `proven`: by a token that the customer's own server signed; else somebody typed the address, which is
    a claim, and the contact stays who it was. `before` is whose the conversation was. `email` is their
    mail address, also where the conversation reaches them at another one: on a platform.
    """

    contact_id: ContactId
    name: str
    address: str = ""
    proven: bool = False
    before: ContactId | None = None
    email: str = ""
