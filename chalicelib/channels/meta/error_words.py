"""The Graph API's error codes: what each asks of us, and the cause in plain words.

Sources, below developers.facebook.com: `documentation/business-messaging/messenger-platform/error-codes`
(Messenger and Instagram, of 25 June 2026), `documentation/business-messaging/whatsapp/support/error-codes`,
`docs/graph-api/reference/page/messages`, `docs/graph-api/guides/error-handling`,
`docs/graph-api/overview/rate-limiting`. Nothing is ever decided by the platform's own text, which changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Turn(StrEnum):
    """What follows from an error."""

    RECONNECT = "reconnect"  # the token is of no use any more
    WAIT = "wait"  # too many calls: the whole account waits
    LATER = "later"  # only this one cannot go now, or the platform has a trouble of its own
    NEVER = "never"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`wait` is the least to wait where the platform does not say."""

    turn: Turn
    words: str
    wait: timedelta | None = None


def _reconnect(words: str) -> Meaning:
    return Meaning(Turn.RECONNECT, words)


def _never(words: str) -> Meaning:
    return Meaning(Turn.NEVER, words)


def _wait(words: str, **least: float) -> Meaning:
    return Meaning(Turn.WAIT, words, timedelta(**least) if least else None)


def _later(words: str, **least: float) -> Meaning:
    return Meaning(Turn.LATER, words, timedelta(**least) if least else None)


EXPIRED = _reconnect("Meta does not take this channel's token any more: connect the channel again")
PERMISSION = _reconnect("A permission of this channel's token is missing: connect the channel again")
OUTSIDE = _never(
    "They wrote too long ago for Meta to take an answer: they have to write again, or use another channel"
)
UNAVAILABLE = _never(
    "They cannot be reached there now: they may have blocked the account or left the platform"
)
UNKNOWN_PERSON = _never("Meta knows nobody by this id on this account: the person may have left the platform")
NOT_LIVE = _never(
    "The Meta app is not public yet: it reaches only people who have a role in it. Publish the app first"
)
NOT_LINKED = _reconnect(
    "The page and the Instagram account are not linked, or access to messages is switched off: connect again"
)
OTHERS = _never("Another app has this conversation now: take it over in Meta Business Suite first")
NO_MARKETING = _never("They have stopped notifications, or this is one too many")
POLICY = _never("Meta has blocked this for breaking its policies: see the account's quality page at Meta")
FILE_SIZE = _never("A file is larger than Meta takes: send a link instead")
FILE_FAILED = _never("Meta could not read a file of this message: try another format")
BUSY = _later("Meta has a trouble of its own now")
TOO_FAST = _wait("Meta asks for a pause: too many calls in a short time", minutes=1)
TOO_MANY = _wait("The Meta app has used its allowance of calls for now", minutes=5)
TEMPLATE = "The template {}: look at it in WhatsApp Manager"

BY_SUBCODE: dict[tuple[int, int], Meaning] = {
    # the documentation says of this one that the messages were sent all the same
    (1, 1357046): Meaning(Turn.UNSURE, "Meta answered with an error, and may have sent the message"),
    (4, 2018022): _wait("Meta asks for a pause: too many messages to phone numbers", minutes=5),
    (10, 2018278): OUTSIDE,
    (10, 2018065): OUTSIDE,
    (10, 2534022): OUTSIDE,
    (10, 2534077): NOT_LINKED,
    (10, 1404170): NO_MARKETING,
    (10, 1893015): NO_MARKETING,
    (10, 1893063): POLICY,
    (10, 2018336): _never("Meta lets nobody write into this conversation now"),
    (10, 2018108): UNAVAILABLE,
    (100, 33): _never("Meta does not know this account or person, or does not show them to this app"),
    (100, 2018001): UNKNOWN_PERSON,
    (100, 2018008): FILE_FAILED,
    (100, 2018034): _never("Meta takes no message without text or file"),
    (100, 2018047): FILE_FAILED,
    (100, 2018074): FILE_FAILED,
    (100, 2018109): FILE_SIZE,
    (100, 2018294): FILE_FAILED,
    (100, 2534013): NOT_LINKED,
    (100, 2534014): UNKNOWN_PERSON,
    (100, 2534029): POLICY,
    (100, 2534037): OTHERS,
    (200, 1545041): UNAVAILABLE,
    (200, 2018021): NOT_LIVE,
    (200, 2018027): NOT_LIVE,
    (200, 2018028): NOT_LIVE,
    (200, 2018108): UNAVAILABLE,
    (200, 2534041): NOT_LINKED,
    (551, 1545041): UNAVAILABLE,
    (613, 2018338): _wait("Meta slows this page down: people find its messages too many", hours=1),
}

BY_CODE: dict[int, Meaning] = {
    0: EXPIRED,
    1: BUSY,
    2: BUSY,
    3: PERMISSION,
    4: TOO_MANY,
    9: TOO_MANY,
    10: PERMISSION,
    17: TOO_MANY,
    32: TOO_MANY,
    33: _never("Meta does not know this phone number any more: it may have been deleted"),
    100: _never("Meta did not take this message as it is"),
    102: EXPIRED,
    190: EXPIRED,
    200: _never(
        "The token may not do that: a permission is missing, or the Meta app is not public yet. Publish it, "
        "and connect the channel again"
    ),
    230: _never("The token may not write to this person: connect the channel again with all permissions"),
    368: POLICY,
    463: EXPIRED,
    467: EXPIRED,
    551: UNAVAILABLE,
    613: TOO_MANY,
    1200: _later("Meta could not send this now"),
    2022: POLICY,
    10900: _never("This was answered already"),
    10903: _never("Meta does not let this account answer that"),
    10904: _never("The page has switched its messages off: switch them on in its settings"),
    36103: NOT_LINKED,
    2018001: UNKNOWN_PERSON,
    2018218: _never("Meta does not tell who this is"),
    2018247: _never("Meta does not tell this app who this is"),
    2018278: OUTSIDE,
    2018300: OTHERS,
    2018321: _later("Meta's own machine talks to them now", minutes=2),
    9000001: _never("The message that this is about was deleted"),
    130429: TOO_FAST,
    130472: _never("WhatsApp does not deliver this one: the number takes part in an experiment of Meta"),
    130497: _never("WhatsApp does not let this account write to people in this country"),
    131000: BUSY,
    131005: PERMISSION,
    131008: _never("WhatsApp misses something in this message"),
    131009: _never("WhatsApp does not take a value of this message"),
    131016: BUSY,
    131021: _never("An account cannot write to its own number"),
    131026: _never(
        "WhatsApp cannot deliver to this number: it may not be on WhatsApp, or have an old version of it"
    ),
    131030: _never("The account is a test account: add this number to its list of recipients first"),
    131031: _never("WhatsApp has locked this account: see its quality page in WhatsApp Manager"),
    131037: _never("The display name of this number waits for approval in WhatsApp Manager"),
    131042: _never("WhatsApp misses a way to pay: look at the billing settings in WhatsApp Manager"),
    131045: _never("This number is not registered with WhatsApp yet: register it in WhatsApp Manager"),
    131047: _never("They wrote more than 24 hours ago: WhatsApp takes only an approved template now"),
    131048: _wait("WhatsApp slows this number down: too many of its messages were blocked", hours=1),
    131049: _never("WhatsApp chose not to deliver this one, to keep people from too many messages"),
    131050: _never("They have asked for no more marketing messages from this account"),
    131051: _never("WhatsApp does not know messages of this kind"),
    131052: FILE_FAILED,
    131053: FILE_FAILED,
    131056: _wait("WhatsApp asks for a pause: too many messages to this person", minutes=1),
    131057: BUSY,
    132000: _never(TEMPLATE.format("has another number of variables")),
    132001: _never(TEMPLATE.format("is not there in this language, or not approved")),
    132005: _never(TEMPLATE.format("becomes too long with these variables")),
    132007: _never(TEMPLATE.format("breaks a policy of WhatsApp")),
    132012: _never(TEMPLATE.format("has variables of another form")),
    132015: _never(TEMPLATE.format("is paused, because people disliked it")),
    132016: _never(TEMPLATE.format("is disabled for good, because people disliked it")),
    132068: _never(TEMPLATE.format("has a form that is blocked")),
    132069: _later("WhatsApp slows this template's form down", hours=1),
    133000: _never("A former registration of this number is not ended: try to remove it again"),
    133004: BUSY,
    133005: _never("The PIN of this number is wrong: register it again"),
    133006: _never("This number has to be verified again in WhatsApp Manager"),
    133008: _never("Too many wrong PINs: wait as long as WhatsApp Manager says"),
    133009: _never("The PIN was entered too fast: wait a moment"),
    133010: _never("This number is not registered with WhatsApp: register it in WhatsApp Manager"),
    133015: _later("The number was removed a moment ago, and cannot be registered yet"),
    133016: _never("This number was registered too often: wait 72 hours"),
    135000: _never("WhatsApp could not send this, and does not say why"),
}
# allowances by business use case, such as 80006 for Messenger, 80002 for Instagram, 80007 for WhatsApp
USE_CASES = range(80000, 80015)
