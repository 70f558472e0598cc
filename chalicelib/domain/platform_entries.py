"""Entries that conversations of platforms such as Messenger have beside those of all channels."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.ids import BlobId, ConversationId

PARTS = frozenset(
    {
        "location",  # title: name, text: address, where: "latitude,longitude", url
        "contact",  # title: name, text: numbers and addresses, one a line
        "choice",  # title: what was pressed, payload: what the button means
        "shared",  # title, text, url: a link, post, reel, story or product that was shared
        "story_mention",  # url: the person named the account in a story of theirs
        "story_reply",  # url: the story of the account that was answered
        "referral",  # title, text, url: the ad or link they came by; payload: its ref
        "order",  # title, text: what was ordered, one thing a line
        "form",  # text: what was filled in, "name: value" a line
        "template",  # title: its name or kind, text: as it reads, payload (ours): {"language", "variables"}
        "call",  # text: how it went, "incoming, terminate, 62 s", payload: OPENS or ""
        "quick_reply",  # ours: title: what may be pressed, payload: what comes back
        "late_file",  # title: its name; the file itself follows as a message of its own
        "group",  # payload: the id of the group that it was said in
        "lost_file",  # title: its name, text: why it could not be copied
        "unsupported",  # title: what the platform calls it, text: what could be read of it or why not
    }
)

OUR_TURN = "thread_ours"
NOTES = frozenset(
    {
        "referral",  # came by a link or an ad, and has said nothing yet
        "opt_in",  # agreed to be written to
        "opt_out",
        "thread_passed",  # another app is to speak now
        "thread_taken",
        OUR_TURN,  # we are to speak now
        "thread_requested",
        "app_roles",
        "account_linked",
        "account_unlinked",
        "policy_enforcement",  # the platform warns or blocks the account
        "call",  # text: INCOMING or "outgoing", and how it went
        "number_changed",  # WhatsApp: text is the new number
        "identity_changed",
        "joined",  # WhatsApp: a system message about the person
        "template_status",  # a template was approved, refused, paused
        "account_update",
        "error",  # the platform tells of an error of its own
        "feedback",
        "unsupported",
    }
)


INCOMING = "incoming"
OPENS = "opens_window"  # the call after which the platform takes answers


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a message that is neither text nor a file. `kind` is one of `PARTS` (each says there what
    the fields hold); `where` is "latitude,longitude" in degrees."""

    kind: str
    title: str = ""
    text: str = ""
    url: str = ""
    payload: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put `emoji` to the message `of` (0: one that we do not have), or took it back.

    `of_conversation` is where that message stands, when that conversation was merged into this one.
    """

    of: int
    emoji: str
    taken_back: bool = False
    of_conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """The message `of` reads `text` now; `of` and `of_conversation` as in `Reacted`.

    `full_text` is a blob for what is longer than an entry holds. `number` counts the changes, where the
    platform does.
    """

    of: int
    text: str
    full_text: BlobId | None = None
    of_conversation: ConversationId | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Whoever wrote the message `of` took it back; `of` and `of_conversation` as in `Reacted`."""

    of: int
    of_conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that the platform told: `name` is one of `NOTES`, `text` what to show beside its words.

    `raw` is the event as it came, in JSON, for what this code cannot read. `address` is where the person of
    the conversation is reached from now on, "" where that stays as it is.
    """

    name: str
    text: str = ""
    parts: tuple[Part, ...] = ()
    raw: BlobId | None = None
    address: str = ""
