"""What the API answers about a person: the JSON shapes beside those of `answers.py`."""

from __future__ import annotations

from datetime import datetime

import msgspec

from chalicelib.handlers.answers import ConversationJson


class UnreachableJson(msgspec.Struct):
    """An address at which mail bounced for good. `kind` is the reason in a few words, `status` RFC 3463."""

    address: str
    at: datetime
    status: str
    reason: str
    kind: str


class ContactJson(msgspec.Struct):
    """A person, and their conversations, newest first (at most 10, those this agent may see).

    `unreachable`: addresses that bounced, theirs and those of others in their conversations.
    `pictures_from`: addresses of theirs whose pictures from elsewhere are always shown.
    `avatar`: the path of their own picture, as their platform shows it, "" for none.
    """

    id: str
    name: str
    email: str
    emails: list[str]
    unreachable: list[UnreachableJson]
    created_at: datetime
    conversations: list[ConversationJson]
    pictures_from: list[str]
    avatar: str
