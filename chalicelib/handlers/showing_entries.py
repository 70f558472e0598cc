"""What one entry of a log shows, by its kind: one function per kind, and no decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chalicelib.domain.chat_entries import Rated, Recognised
from chalicelib.domain.entry import (
    Assigned,
    Comment,
    DeliveryOutcome,
    Direction,
    Entry,
    Linked,
    Mailbox,
    Message,
    Returned,
    StatusChanged,
    Why,
)
from chalicelib.domain.fixed_width import is_fixed_width
from chalicelib.domain.merge_entries import MergedFrom, MergedInto, Moved, Unmerged
from chalicelib.domain.platform_entries import Edited, Noted, Part, Reacted, Withdrawn
from chalicelib.domain.visitor_view import is_said
from chalicelib.handlers import entry_answers
from chalicelib.queries.conversation_thread import Stretch
from chalicelib.queries.stored_file import attachment_id


def _comment(comment: Comment) -> dict[str, Any]:
    return {"text": comment.text}


def _assigned(assigned: Assigned) -> dict[str, Any]:
    return {"owner": assigned.owner, "why": why_json(assigned.why)}


def _status_changed(changed: StatusChanged) -> dict[str, Any]:
    return {"status": changed.status.value, "why": why_json(changed.why)}


def _outcome(outcome: DeliveryOutcome) -> dict[str, Any]:
    return {
        "of": outcome.of,
        "of_conversation": outcome.of_conversation,
        "delivery": outcome.state.value,
        "delivery_reason": outcome.reason,
    }


def _link(link: Linked) -> dict[str, Any]:
    return {"linked": linked_json(link)}


def _returned(returned: Returned) -> dict[str, Any]:
    return {"of": returned.of or None, "of_conversation": returned.of_conversation}


def _merge(merge: MergedInto | MergedFrom | Unmerged) -> dict[str, Any]:
    return {"merged": entry_answers.MergedJson(merge.conversation_id, merge.number)}


def _moved(moved: Moved) -> dict[str, Any]:
    return {"inbox": moved.inbox_id, "from_inbox": moved.from_inbox}


def _rated(rated: Rated) -> dict[str, Any]:
    return {"score": rated.score, "text": rated.text}


def _recognised(who: Recognised) -> dict[str, Any]:
    return {"name": who.name, "address": who.email or who.address, "proven": who.proven}


def parts_json(parts: Iterable[Part]) -> list[entry_answers.PartJson]:
    return [
        entry_answers.PartJson(part.kind, part.title, part.text, part.url, part.payload, part.where)
        for part in parts
    ]


def _of(told: Reacted | Edited | Withdrawn) -> dict[str, Any]:
    return {"of": told.of or None, "of_conversation": told.of_conversation}


def _reacted(reaction: Reacted) -> dict[str, Any]:
    return {**_of(reaction), "emoji": reaction.emoji, "taken_back": reaction.taken_back}


def _edited(edit: Edited) -> dict[str, Any]:
    return {**_of(edit), "text": edit.text, "text_cut": edit.full_text is not None}


def _withdrawn(withdrawn: Withdrawn) -> dict[str, Any]:
    return _of(withdrawn)


def _noted(noted: Noted) -> dict[str, Any]:
    shown = {"note": noted.name, "text": noted.text, "parts": parts_json(noted.parts)}
    return {**shown, "source": noted.raw is not None}


SHOWN_AS: dict[type[Any], Callable[[Any], dict[str, Any]]] = {
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
    Reacted: _reacted,
    Edited: _edited,
    Withdrawn: _withdrawn,
    Noted: _noted,
}


def message_json(entry: Entry, message: Message, stretch: Stretch) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "direction": message.direction.value,
        "sender": mailbox_json(message.sender),
        "to": mailboxes_json(message.to),
        "cc": mailboxes_json(message.cc),
        "reply_to": mailboxes_json(message.reply_to),
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
        "why": [*why_json(message.why), *_joined(message)],
    }
    if message.parts:
        shown["parts"] = parts_json(message.parts)
    if message.in_reply_to or message.answers:
        shown |= _answers(message)
    if message.imported:
        shown["imported"] = True
    if message.withdrawn:
        shown["withdrawn"] = True
    if message.direction is Direction.OUT:
        outcome = stretch.outcomes[entry.conversation_id, entry.seq]
        shown["bcc"] = mailboxes_json(message.bcc)
        shown["delivery"] = outcome.state.value
        shown["delivery_reason"] = outcome.reason
    return shown


def _answers(message: Message) -> dict[str, Any]:
    """Nothing for a mail: what that answers is said by its headers."""
    if message.answers:
        return {"answers": message.answers, "answers_conversation": message.answers_conversation}
    is_mail = message.is_from_mail or message.in_reply_to.startswith("<")
    return {} if is_mail else {"answers": 0}


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


def mailbox_json(mailbox: Mailbox) -> entry_answers.MailboxJson:
    return entry_answers.MailboxJson(mailbox.address, mailbox.name)


def mailboxes_json(mailboxes: Iterable[Mailbox]) -> list[entry_answers.MailboxJson]:
    return [mailbox_json(mailbox) for mailbox in mailboxes]


def why_json(reasons: Iterable[Why]) -> list[entry_answers.WhyJson]:
    return [entry_answers.WhyJson(why.code, why.about) for why in reasons]


def linked_json(link: Linked) -> entry_answers.LinkedJson:
    return entry_answers.LinkedJson(link.conversation_id, link.number, link.reason, link.of or None)
