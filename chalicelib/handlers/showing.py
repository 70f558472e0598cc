"""From what the product knows to what the API shows: one function per JSON shape, and no decisions."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.contact import Contact, Unreachable
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import (
    Actor,
    ActorKind,
    Entry,
    Message,
    Unsupported,
)
from chalicelib.handlers import answers, entry_answers
from chalicelib.handlers.contact_answers import ContactJson, UnreachableJson
from chalicelib.handlers.showing_entries import SHOWN_AS, linked_json, mailboxes_json, message_json, why_json
from chalicelib.queries.contact_card import ContactCard
from chalicelib.queries.conversation_thread import Detail, Stretch
from chalicelib.queries.inbox_overview import COUNTED_TO, InboxOverview


def inbox_json(overview: InboxOverview) -> answers.InboxJson:
    channels = [
        answers.ChannelJson(channel.id, channel.kind, channel.name, channel.address)
        for channel in overview.channels
    ]
    addresses = [channel.address for channel in channels if channel.kind == "email"]
    return answers.InboxJson(
        id=overview.inbox.id,
        name=overview.inbox.name,
        address=addresses[0] if addresses else "",
        channels=channels,
        counts=answers.ViewCounts(**overview.counts, limit=COUNTED_TO),
    )


def conversation_json(head: Conversation) -> answers.ConversationJson:
    return answers.ConversationJson(**_row(head))


def detail_json(detail: Detail) -> answers.ConversationDetail:
    head = detail.head
    return answers.ConversationDetail(
        **_row(head),
        participants=list(head.participants),
        last_inbound_seq=head.last_inbound_seq,
        opened_through=head.opened_through,
        seen_through=head.seen_through,
        reply=answers.ReplyToJson(
            mailboxes_json(detail.reply.to),
            mailboxes_json(detail.reply.cc),
            detail.reply_subject,
            detail.from_address,
        ),
        linked=[linked_json(link) for link in head.linked],
        why=why_json(detail.why),
        merged_into=_other(detail.goes_on) if detail.goes_on else None,
        merged_from=[entry_answers.MergedJson(one.conversation_id, one.number) for one in head.merged_from],
        window=answers.WindowJson(detail.window.window.value, detail.window.until) if detail.window else None,
        shut=detail.shut.value,
    )


def _row(head: Conversation) -> dict[str, Any]:
    return {
        "id": head.id,
        "number": head.number,
        "inbox": head.inbox_id,
        "channel": head.channel_id,
        "channel_kind": head.channel_kind,
        "contact": answers.PersonJson(head.contact_id, head.contact_name, head.contact_address),
        "subject": head.subject,
        "preview": head.preview,
        "preview_by": head.preview_by,
        "preview_agent": head.preview_agent,
        "status": head.status.value,
        "owner": head.owner,
        "seq": head.seq,
        "unread": head.unread,
        "waiting_since": head.waiting_since,
        "wrote_at": head.wrote_at,
        "started_at": head.started_at,
        "last_activity_at": head.last_activity_at,
    }


def contact_json(card: ContactCard) -> ContactJson:
    contact: Contact = card.contact
    return ContactJson(
        id=contact.id,
        name=contact.name,
        email=contact.email,
        emails=[identity.value for identity in contact.identities if identity.kind == "email"],
        unreachable=[unreachable_json(mark) for mark in contact.unreachable],
        created_at=contact.created_at,
        conversations=[conversation_json(head) for head in card.conversations],
        pictures_from=sorted(card.pictures_from),
        avatar=_avatar_path(contact),
    )


def unreachable_json(mark: Unreachable) -> UnreachableJson:
    return UnreachableJson(mark.address, mark.at, mark.status, mark.reason, mark.kind)


def entries_json(stretch: Stretch) -> list[entry_answers.EntryJson]:
    return [entry_json(entry, stretch) for entry in stretch.entries]


def entry_json(entry: Entry, stretch: Stretch) -> entry_answers.EntryJson:
    return entry_answers.EntryJson(
        conversation=entry.conversation_id,
        seq=entry.seq,
        kind="unsupported" if isinstance(entry.content, Unsupported) else entry.kind,
        at=entry.at,
        actor=_actor(entry, stretch),
        from_number=stretch.numbers.get(entry.conversation_id),
        **_content(entry, stretch),
    )


def _content(entry: Entry, stretch: Stretch) -> dict[str, Any]:
    if isinstance(entry.content, Message):
        return message_json(entry, entry.content, stretch)
    show = SHOWN_AS.get(type(entry.content))
    return show(entry.content) if show else {}


def _other(head: Conversation) -> entry_answers.MergedJson:
    return entry_answers.MergedJson(head.id, head.number)


def _actor(entry: Entry, stretch: Stretch) -> entry_answers.ActorJson:
    return entry_answers.ActorJson(entry.actor.kind.value, entry.actor.id, _name(entry.actor, entry, stretch))


def _avatar_path(contact: Contact) -> str:
    """Where the picture of a person is to be had on our site, or ""; another picture has another address."""
    return f"/api/contacts/{contact.id}/avatars/{contact.picture}" if contact.picture else ""


def _name(actor: Actor, entry: Entry, stretch: Stretch) -> str:
    if actor.kind is ActorKind.AGENT:
        return stretch.names.get(actor.id, "")
    if actor.kind is ActorKind.SYSTEM:
        return actor.id
    if isinstance(entry.content, Message) and (sender := entry.content.sender).address:
        return sender.name or stretch.people.get(sender.address) or sender.address
    return stretch.head.contact_name if actor.id == stretch.head.contact_id else ""
