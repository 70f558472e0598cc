"""From what the product knows to what the API shows: one function per JSON shape, and no decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.domain.chat_entries import Rated, Recognised
from chalicelib.domain.contact import Contact, Unreachable
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import (
    Actor,
    ActorKind,
    Assigned,
    Comment,
    DeliveryOutcome,
    Direction,
    Entry,
    Linked,
    Mailbox,
    MergedFrom,
    MergedInto,
    Message,
    Moved,
    Returned,
    StatusChanged,
    Unmerged,
    Unsupported,
    Why,
)
from chalicelib.domain.fixed_width import is_fixed_width
from chalicelib.domain.visitor_view import is_said
from chalicelib.handlers import answers, entry_answers
from chalicelib.handlers.contact_answers import ContactJson, UnreachableJson
from chalicelib.queries.contact_card import ContactCard
from chalicelib.queries.conversation_thread import Detail, Stretch
from chalicelib.queries.inbox_overview import COUNTED_TO, InboxOverview
from chalicelib.queries.stored_file import attachment_id


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
            _mailboxes(detail.reply.to),
            _mailboxes(detail.reply.cc),
            detail.reply_subject,
            detail.from_address,
        ),
        linked=[_linked(link) for link in head.linked],
        why=_why(detail.why),
        merged_into=_other(detail.goes_on) if detail.goes_on else None,
        merged_from=[entry_answers.MergedJson(one.conversation_id, one.number) for one in head.merged_from],
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
        return _message(entry, entry.content, stretch)
    show = SHOWN.get(type(entry.content))
    return show(entry.content) if show else {}


def _comment(comment: Comment) -> dict[str, Any]:
    return {"text": comment.text}


def _assigned(assigned: Assigned) -> dict[str, Any]:
    return {"owner": assigned.owner, "why": _why(assigned.why)}


def _status_changed(changed: StatusChanged) -> dict[str, Any]:
    return {"status": changed.status.value, "why": _why(changed.why)}


def _outcome(outcome: DeliveryOutcome) -> dict[str, Any]:
    return {
        "of": outcome.of,
        "of_conversation": outcome.of_conversation,
        "delivery": outcome.state.value,
        "delivery_reason": outcome.reason,
    }


def _link(link: Linked) -> dict[str, Any]:
    return {"linked": _linked(link)}


def _returned(returned: Returned) -> dict[str, Any]:
    return {"of": returned.of or None, "of_conversation": returned.of_conversation}


def _other(head: Conversation) -> entry_answers.MergedJson:
    return entry_answers.MergedJson(head.id, head.number)


def _merge(merge: MergedInto | MergedFrom | Unmerged) -> dict[str, Any]:
    return {"merged": entry_answers.MergedJson(merge.conversation_id, merge.number)}


def _moved(moved: Moved) -> dict[str, Any]:
    return {"inbox": moved.inbox_id, "from_inbox": moved.from_inbox}


def _rated(rated: Rated) -> dict[str, Any]:
    return {"score": rated.score, "text": rated.text}


def _recognised(who: Recognised) -> dict[str, Any]:
    return {"name": who.name, "address": who.address, "proven": who.proven}


SHOWN: dict[type[Any], Callable[[Any], dict[str, Any]]] = {
    Comment: _comment,
    Assigned: _assigned,
    StatusChanged: _status_changed,
    DeliveryOutcome: _outcome,
    Linked: _link,
    Returned: _returned,
    MergedInto: _merge,
    MergedFrom: _merge,
    Unmerged: _merge,
    Moved: _moved,
    Rated: _rated,
    Recognised: _recognised,
}


def _message(entry: Entry, message: Message, stretch: Stretch) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "direction": message.direction.value,
        "sender": _mailbox(message.sender),
        "to": _mailboxes(message.to),
        "cc": _mailboxes(message.cc),
        "reply_to": _mailboxes(message.reply_to),
        "subject": message.subject,
        "text": message.text,
        "text_cut": message.text_cut,
        "html": message.html is not None,
        "quoted": message.quoted,
        "remote_images": message.remote_images,
        "automatic": message.automatic,
        "chat": is_said(message),
        "protection": message.protection or None,
        "fixed": is_fixed_width(message.text),
        "source": message.raw is not None,
        "attachments": _attachments(entry, message),
        "why": [*_why(message.why), *_joined(message)],
    }
    if message.direction is Direction.OUT:
        outcome = stretch.outcomes[entry.conversation_id, entry.seq]
        shown["bcc"] = _mailboxes(message.bcc)
        shown["delivery"] = outcome.state.value
        shown["delivery_reason"] = outcome.reason
    return shown


def _joined(message: Message) -> list[entry_answers.WhyJson]:
    """Said at the mail, and not kept as a reason beside the fact."""
    return [entry_answers.WhyJson("people_joined", ", ".join(message.joined))] if message.joined else []


def _attachments(entry: Entry, message: Message) -> list[entry_answers.AttachmentJson]:
    return [
        entry_answers.AttachmentJson(
            id=attachment_id(entry.conversation_id, entry.seq, index),
            name=attachment.name,
            content_type=attachment.content_type,
            size=attachment.size,
            inline=attachment.inline,
        )
        for index, attachment in enumerate(message.attachments)
    ]


def _actor(entry: Entry, stretch: Stretch) -> entry_answers.ActorJson:
    return entry_answers.ActorJson(entry.actor.kind.value, entry.actor.id, _name(entry.actor, entry, stretch))


def _name(actor: Actor, entry: Entry, stretch: Stretch) -> str:
    if actor.kind is ActorKind.AGENT:
        return stretch.names.get(actor.id, "")
    if actor.kind is ActorKind.SYSTEM:
        return actor.id
    if isinstance(entry.content, Message) and entry.content.sender.address:
        return entry.content.sender.name or entry.content.sender.address
    return stretch.head.contact_name if actor.id == stretch.head.contact_id else ""


def _mailbox(mailbox: Mailbox) -> entry_answers.MailboxJson:
    return entry_answers.MailboxJson(mailbox.address, mailbox.name)


def _mailboxes(mailboxes: Iterable[Mailbox]) -> list[entry_answers.MailboxJson]:
    return [_mailbox(mailbox) for mailbox in mailboxes]


def _why(reasons: Iterable[Why]) -> list[entry_answers.WhyJson]:
    return [entry_answers.WhyJson(why.code, why.about) for why in reasons]


def _linked(link: Linked) -> entry_answers.LinkedJson:
    return entry_answers.LinkedJson(link.conversation_id, link.number, link.reason, link.of or None)
