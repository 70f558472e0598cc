"""What happens on a page or profile outside of conversations: comments, mentions, posts. Told, not answered.

Meta's documentation: "Page Webhooks Reference", "Group Webhooks Reference", "Instagram Webhooks Reference".
"""

from __future__ import annotations

from datetime import datetime

from chalicelib.channels.meta.item import Item
from chalicelib.channels.meta.loose_json import fields, first, inside, link, plain_words, words
from chalicelib.channels.meta.times import told_at
from chalicelib.channels.meta.told import Events, Told

WHAT = ("item", "verb", "reaction_type", "rating", "recommendation_type")
SAYS = ("message", "text", "title", "comment_text", "review_text")


def read_change(item: Item, received_at: datetime) -> Events:
    """A note about the account. It has no person: who comments need not have written to the account."""
    value = item.value
    told = Told(item, item.kind, value, None, told_at(inside(value, "created_time"), item.at, received_at))
    what = " ".join(filter(None, (words(inside(value, name)) for name in WHAT)))
    who = words(first(inside(value, "from"), "name", "username")) or words(
        first(value, "sender_name", "reviewer_name")
    )
    says = words(first(value, *SAYS)) or ("" if what else plain_words(dict(_told(value)) or value))
    where = link(inside(value, "post", "permalink_url")) or link(first(value, "photo", "video", "link"))
    return told.unsupported(" – ".join(one for one in (what, who, says, where) if one))


def _told(value: object) -> list[tuple[str, object]]:
    return [(name, inner) for name, inner in fields(value).items() if name != "from"]
