"""Why mail that comes in is not taken as it is: what the quarantine says of it."""

from __future__ import annotations

from chalicelib.domain.errors import Invalid, Refused


class NobodyHasThisAddress(Refused):
    """No channel takes mail for any of the recipients."""

    title = "Nobody has this address"


class SenderNotProven(Refused):
    """Anybody could have written this in the sender's name."""

    title = "Who sent this could not be proven"


class HasVirus(Refused):
    """The mail service found a virus: locked away, and never shown."""

    title = "A virus was found in it"


class Loop(Refused):
    """Two machines answer each other: automatic mail comes faster than any person could want.

    The detail counts it.
    """

    title = "Too many automatic mails in a short time"


class NotAboutMail(Invalid):
    """The mail service told of itself, as when it first finds a topic of ours. Nothing is to be done."""

    title = "This tells of no mail"
