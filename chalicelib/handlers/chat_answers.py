"""What visitors are answered, from what the product knows."""

from __future__ import annotations

from typing import Any

import msgspec

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Status
from chalicelib.domain.visitor_view import Face, entry_form, face_form
from chalicelib.handlers.chat_frames import FaceJson, ResumedAnswer, SummaryJson, VisitorEntryJson
from chalicelib.queries.visitor_conversations import Summary, VisitorStretch


def face_json(face: Face) -> FaceJson:
    """An agent as visitors see them."""
    return FaceJson(**face_form(face))


def summary_json(summary: Summary) -> SummaryJson:
    """A line of the visitor's list."""
    head = summary.head
    return SummaryJson(
        id=head.id,
        number=head.number,
        subject=head.subject,
        preview="" if head.preview_by == "note" else head.preview,
        by=_by(head),
        at=head.last_activity_at,
        unread=summary.unread,
        closed=head.status is Status.CLOSED,
        seq=head.shown_seq,
        seen=head.opened_through,
    )


def entries_json(stretch: VisitorStretch) -> list[VisitorEntryJson]:
    """The entries of a stretch."""
    forms: list[dict[str, Any]] = [entry_form(stretch.head.id, entry) for entry in stretch.entries]
    return msgspec.convert(forms, list[VisitorEntryJson])


def resumed(stretch: VisitorStretch) -> ResumedAnswer:
    """What came after, as a frame."""
    return ResumedAnswer(
        conversation=stretch.head.id,
        seq=stretch.head.shown_seq,
        entries=entries_json(stretch),
        more=stretch.more,
    )


def _by(head: Conversation) -> Any:
    return {"contact": "visitor", "agent": "agent"}.get(head.preview_by, "system")
