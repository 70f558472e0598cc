"""What may go wrong when a message is handed to a provider: it never goes, not now, or nobody knows."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.errors import BandejaError


class SendRefused(BandejaError):
    """The provider will never take this message. `detail` says why, in plain words."""

    title = "The message was refused"


class SenderRefused(SendRefused):
    """The provider does not send in the name of this sender, or no longer; nothing went out."""

    title = "The sender was refused"


class SendDelayed(BandejaError):
    """The provider did not take the message now, and surely did not send it.

    `wait` is how long it asks to be left alone, `None` if it says nothing of that.
    """

    title = "The message could not be handed over yet"

    def __init__(self, detail: str = "", *, wait: timedelta | None = None) -> None:
        super().__init__(detail)
        self.wait = wait


class TokenInvalid(SendDelayed):
    """The platform does not take the token of this channel any more: it waits until somebody connects the
    channel again."""

    title = "This channel has to be connected again"


class SendUnsure(BandejaError):
    """The line broke after the message was handed over: nobody knows whether it went out."""

    title = "Not sure it went out"
