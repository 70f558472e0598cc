"""What was said on Messenger and Instagram: messages, echoes, pressed buttons, and what became of them.

Meta's documentation: the pages "messages", "message_echoes", "messaging_postbacks", "message_edits",
"message_reactions", "message_deliveries" and "message_reads" of the Webhook Event Reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.channels.meta.attachments import ATTACHMENTS, read_attachments
from chalicelib.channels.meta.content import NOTHING, Content, part, unsupported
from chalicelib.channels.meta.event_ids import is_taken_back
from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    flag,
    identifier,
    inside,
    link,
    members,
    whole,
    words,
)
from chalicelib.channels.meta.referrals import referral_part
from chalicelib.channels.meta.templates import pressable
from chalicelib.channels.meta.times import told_at
from chalicelib.channels.meta.told import Events, Told
from chalicelib.domain.platform_event import (
    Echo,
    Mark,
    PlatformDeletion,
    PlatformEdit,
    PlatformMessage,
    PlatformReaction,
    Watermark,
)

# the names that stand for an emoji where none is told
EMOJI = {
    "like": "👍",
    "dislike": "👎",
    "love": "❤️",
    "smile": "😆",
    "haha": "😆",
    "laugh": "😆",
    "wow": "😮",
    "sad": "😢",
    "angry": "😠",
    "care": "🤗",
    "heart": "❤️",
}
STANDBY = "standby"  # what an app is told while another one has the conversation
TAKEN_BACK = ("unreact", "remove", "removed", "unreacted")


def message(told: Told) -> Events:
    """A message, or that one was taken back; an echo is one that went out from the account."""
    body = fields(told.body)
    if told.person is None:
        return told.unsupported(words(body.get("text")))
    if told.mid and is_taken_back(body):
        return (PlatformDeletion(told.person, told.at, told.mid, told.by_us),)
    content = _content(body) or unsupported("message")
    return (
        PlatformMessage(
            id=told.mid or told.own_id,
            person=told.person,
            at=told.at,
            text=content.text,
            parts=content.parts,
            files=content.files,
            reply_to=identifier(inside(body, "reply_to", "mid")),
            echo=_echo(body) if told.by_us else None,
            by_another=told.item.kind == STANDBY,
        ),
    )


def _content(body: Mapping[str, object]) -> Content:
    text = words(body.get("text")) or _commands(body.get("commands"))
    content = (
        Content(text=text) + _choice(text, body.get("quick_reply")) + _offered(body.get("quick_replies"))
    )
    attached = read_attachments(body, ATTACHMENTS)
    if flag(body.get("is_unsupported")) and not attached:
        attached = unsupported("message")
    return content + attached + _answered_story(body) + _referral(body.get("referral"))


def _commands(told: object) -> str:
    return " ".join(filter(None, (words(inside(one, "name")) for one in members(told))))


def _offered(replies: object) -> Content:
    """The quick replies under a message of the account's, as an echo tells them."""
    text = "\n".join(pressable(replies))
    return part("template", title="quick_replies", text=text) if text else NOTHING


def _choice(title: str, reply: object) -> Content:
    if not isinstance(reply, dict):
        return NOTHING
    return part("choice", title=title or words(first(reply, "title")), payload=words(reply.get("payload")))


def _answered_story(body: Mapping[str, object]) -> Content:
    story = inside(body, "reply_to", "story")
    if not isinstance(story, dict):
        return NOTHING
    return part(
        "story_reply",
        text=link(story.get("link_sticker_url")),
        url=link(story.get("url")),
        payload=identifier(story.get("id")),
    )


def _referral(referral: object) -> Content:
    came_by = referral_part(referral)
    return Content(parts=(came_by,)) if came_by else NOTHING


def _echo(body: Mapping[str, object]) -> Echo:
    return Echo(identifier(body.get("app_id")), words(body.get("metadata")))


def postback(told: Told) -> Events:
    """A button, a menu entry or an ice breaker was pressed: its title is what the person said by it."""
    if told.person is None:
        return told.unsupported(words(inside(told.body, "title")))
    title, payload = words(inside(told.body, "title")), words(inside(told.body, "payload"))
    content = Content(text=title) + part("choice", title=title or payload, payload=payload)
    content += _referral(inside(told.body, "referral"))
    return (
        PlatformMessage(
            id=told.mid or told.own_id,
            person=told.person,
            at=told.at,
            text=content.text,
            parts=content.parts,
            echo=Echo() if told.by_us else None,
            by_another=told.item.kind == STANDBY,
        ),
    )


def reaction(told: Told) -> Events:
    """An emoji put to a message or taken back; older events give it a name only."""
    name, emoji = words(inside(told.body, "reaction")), words(inside(told.body, "emoji"))
    if told.person is None or not told.mid:
        return told.unsupported(emoji or name)
    action = words(inside(told.body, "action")).lower()
    emoji = emoji or EMOJI.get(name.lower(), name)
    taken_back = action in TAKEN_BACK or (not action and not emoji)
    return (PlatformReaction(told.person, told.at, told.mid, emoji, taken_back, told.by_us),)


def edit(told: Told) -> Events:
    """Instagram also tells of a first writing as of edit 0: that changes nothing."""
    text, number = inside(told.body, "text"), inside(told.body, "num_edit")
    if words(number).strip() == "0":
        return _of_nobody(told)
    if told.person is None or not told.mid or not isinstance(text, str):
        return told.unsupported()
    return (PlatformEdit(told.person, told.at, told.mid, words(text), max(1, whole(number)), told.by_us),)


def _of_nobody(told: Told) -> Events:
    """What stands in no thread: nobody there would learn anything by it."""
    return replace(told, person=None).unsupported()


def delivery(told: Told) -> Events:
    """Everything up to the watermark reached the person."""
    return _watermark(told, Mark.DELIVERED)


def read(told: Told) -> Events:
    """Everything up to the watermark was seen; Instagram names the message instead (`messaging_seen`)."""
    return _watermark(told, Mark.READ)


def _watermark(told: Told, mark: Mark) -> Events:
    if told.person is None or told.by_us:
        return _of_nobody(told)
    mids = inside(told.body, "mids")
    ids = [identifier(one) for one in (mids if isinstance(mids, list) else [mids])]
    named = tuple(dict.fromkeys(one for one in (*ids, told.mid) if one))
    watermark = inside(told.body, "watermark")
    if watermark is None and not named:
        return _of_nobody(told)
    through = told_at(watermark, told.at, told.at)
    return (Watermark(told.person, mark, through, named, ends_at_named=watermark is None),)
