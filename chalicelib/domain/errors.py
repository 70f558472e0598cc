"""Everything that can be refused, as one tree. The kind decides the HTTP status, the leaf is the code.

BandejaError
├── NotFound        404   NoSuchConversation NoSuchEntry NoSuchContact NoSuchInbox NoSuchAgent …
├── Refused         403   NotAllowed, 401 NotSignedIn WrongPassword WrongCode, 429 TooManyTries
├── Conflict        409   StaleReply WindowClosed ChannelPaused KeyUsedForAnotherRequest CannotMerge …
├── Invalid         422   a field of the request is not right; `field` names it
└── Unavailable     503   StaleConversation Throttled: nothing was done, try again

Those of API tokens hang in the same tree, in `token_errors.py`, those of mail that comes in in
`mail_errors.py`.

What is raised says three things: the class is the `code`, `detail` a plain English sentence, and `reason`
(`domain/reason.py`) which of the refusals of this code it is, with the figures and names in the sentence:

    raise Invalid(f"At most {MOST} options", field="options", reason=Reason("too_many_options", limit=MOST))

A class whose refusal is always the same has its reason as `why`, like its `title`.
"""

from __future__ import annotations

from typing import ClassVar

from chalicelib.domain.reason import Reason


class BandejaError(Exception):
    """An error that a person or program outside can be told about. `detail` is a plain sentence."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"
    why: ClassVar[Reason | None] = None

    def __init__(
        self, detail: str = "", *, field: str = "", retry_after: int = 0, reason: Reason | None = None
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.reason = reason or self.why
        self.field = field
        self.retry_after = retry_after

    @property
    def code(self) -> str:
        """The machine-readable name of the error."""
        return type(self).__name__


class NotFound(BandejaError):
    status = 404
    title = "There is no such thing"


class NoSuchConversation(NotFound):
    title = "There is no such conversation"


class NoSuchEntry(NotFound):
    title = "There is no such entry in this conversation"


class NoSuchContact(NotFound):
    title = "There is no such contact"


class NoSuchInbox(NotFound):
    title = "There is no such inbox"
    why = Reason("no_such_inbox")


class NoSuchAgent(NotFound):
    title = "There is no such agent"


class NoSuchFile(NotFound):
    title = "There is no such file"


class NoSuchChannel(NotFound):
    title = "There is no such channel"


class NoSuchVisitor(NotFound):
    title = "This visitor is not on the site"


class NoSuchChatflow(NotFound):
    title = "There is no such chatflow"


class NoSuchQuarantined(NotFound):
    title = "There is nothing of that name in the quarantine"


class Refused(BandejaError):
    status = 403
    title = "This is not allowed"


class NotAllowed(Refused):
    title = "You do not have the permission for this"


class Blocked(Refused):
    title = "There is no chat for this visitor"
    why = Reason("visitor_blocked")


class NotSignedIn(Refused):
    status = 401
    title = "Sign in first"


class WrongSecret(Refused):
    """`tries_left` counts the tries before the next pause."""

    status = 401

    def __init__(
        self, detail: str = "", *, field: str = "", retry_after: int = 0, tries_left: int | None = None
    ) -> None:
        super().__init__(detail, field=field, retry_after=retry_after)
        self.tries_left = tries_left


class WrongPassword(WrongSecret):
    title = "Email or password is not right"
    why = Reason("wrong_password")


class WrongCode(WrongSecret):
    title = "This code is not right"
    why = Reason("wrong_code")


class SecondFactorNeeded(Refused):
    """The password was right, and is not enough: the same request again, with `code`."""

    status = 401
    title = "Now the code of your second factor"


class TooManyTries(Refused):
    status = 429
    title = "Too many tries; wait a little"


class WrongOrigin(Refused):
    title = "The request came from another site"


class NotThroughTheSite(Refused):
    """The API was called beside the site in front of it, which says by a secret that it is itself."""

    title = "Come in by the address of the site"


class NoTeamAddress(Refused):
    """There is nothing yet that could be forwarded or checked."""

    status = 409
    title = "Say first which address your team has"
    why = Reason("no_team_address")


class WrongSignature(Refused):
    """A webhook was not signed with the secret of this channel: nothing of it is kept."""

    title = "The signature is not right"


class LinkHasEnded(Refused):
    title = "This link has been used or has ended; ask for a new one"
    why = Reason("link_ended")


class Conflict(BandejaError):
    status = 409
    title = "Somebody was faster"


class StaleReply(Conflict):
    """The agent had not seen everything. `unseen_after` is the last `seq` they had seen."""

    title = "A newer message arrived first"

    def __init__(self, detail: str = "", *, unseen_after: int = 0) -> None:
        super().__init__(detail)
        self.unseen_after = unseen_after


class WindowClosed(Conflict):
    """The platform takes no answer now: too long since the person wrote. The detail says what to do."""

    title = "The platform takes no answer any more"


class ChannelPaused(Conflict):
    """Somebody of the team paused the account: what comes in is kept, and no answers go out."""

    title = "This channel is paused"
    why = Reason("channel_paused")


class NoOutboundAddress(Conflict):
    """Nobody said where answers go, so that the channel takes in only."""

    title = "This channel has no address to send answers to"
    why = Reason("no_outbound_address")


class ConversationIsMerged(Conflict):
    """It goes on in another conversation; the detail says in which."""

    title = "This conversation was merged into another one"


class CannotMerge(Conflict):
    title = "These conversations cannot be merged"


class KeyUsedForAnotherRequest(Conflict):
    title = "This Idempotency-Key was used for another request"


class AlreadyThere(Conflict):
    title = "This exists already"
    why = Reason("already_there")


class ChangedMeanwhile(Conflict):
    """What was to be changed is no longer what the person saw."""

    title = "Somebody else changed this; look at it again"
    why = Reason("changed_meanwhile")


class SecondFactorNotBegun(Conflict):
    title = "This took too long: begin again"
    why = Reason("second_factor_late")


class NothingToSettle(Conflict):
    title = "The fate of this message is known already"
    why = Reason("fate_known")


class Invalid(BandejaError):
    status = 422
    title = "The request is not right"


class TooLarge(Invalid):
    status = 413
    title = "This is larger than can be stored"
    why = Reason("too_large")


class Unavailable(BandejaError):
    status = 503
    title = "Busy; nothing was done, try again"

    def __init__(
        self, detail: str = "", *, field: str = "", retry_after: int = 1, reason: Reason | None = None
    ) -> None:
        super().__init__(detail, field=field, retry_after=retry_after, reason=reason)


class StaleConversation(Unavailable):
    title = "The conversation changed while this was being written"


class StaleChannel(StaleConversation):
    """Tried again like a conversation that somebody else was faster with."""

    title = "These settings changed while this was being written"


class PlatformUnavailable(Unavailable):
    """The platform outside does not answer, or no longer takes our token. The detail says which."""

    title = "The platform cannot be asked now"
    why = Reason("platform_away")


class Throttled(Unavailable):
    title = "The store is throttled"
