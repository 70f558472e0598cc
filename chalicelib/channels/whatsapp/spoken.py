"""One message of WhatsApp while it is read: whose it is, when it was written, and what it answers.

Meta's documentation: "messages webhook reference", "Contextual replies", "smb_message_echoes webhook
reference".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.channels.meta.content import Content
from chalicelib.channels.meta.loose_json import fields, fingerprint, first, identifier, words
from chalicelib.channels.meta.times import told_at
from chalicelib.channels.meta.told import Events, Told
from chalicelib.channels.meta.whatsapp_person import is_ours, is_to_a_group, person_of
from chalicelib.domain.platform_event import Echo, PlatformMessage

HISTORY = "history"  # the field of what was said before the number was connected


@dataclass(frozen=True, slots=True)
class Spoken:
    """`body` is the whole message, `told` what all events have."""

    told: Told
    body: Mapping[str, object]

    @property
    def kind(self) -> str:
        """The type: what the message says, or else the field that it has. "" if there is neither."""
        return words(self.body.get("type")).strip().lower()

    @property
    def under(self) -> object:
        """What stands under the name of its type."""
        return self.body.get(self.kind)

    @property
    def id(self) -> str:
        """WhatsApp's id of the message; without one the same id for the same message."""
        return identifier(self.body.get("id")) or fingerprint(self.told.item.id, dict(self.body))

    def message(self, content: Content) -> Events:
        """A message with this content; a note where nobody is named who could have written it, or got it:
        what we say in a group is said to nobody by name, and a group is no person."""
        if self.told.person is None or self._is_to_many():
            return replace(self.told, person=None).unsupported(content.text)
        return (
            PlatformMessage(
                id=self.id,
                person=self.told.person,
                at=self.told.at,
                text=content.text,
                parts=content.parts,
                files=content.files,
                reply_to=identifier(first(self.body.get("context"), "id", "message_id")),
                echo=self._echo() if self.told.by_us else None,
                group=identifier(self.body.get("group_id")),
                history=self.told.item.kind == HISTORY,
            ),
        )

    def _is_to_many(self) -> bool:
        return self.told.by_us and is_to_a_group(self.body)

    def _echo(self) -> Echo:
        """Written in the WhatsApp Business app, or by another program such as Meta's own agent."""
        return Echo(identifier(self.body.get("app_id")), words(self.body.get("biz_opaque_callback_data")))


def spoken(whole: Told, told: object) -> Spoken:
    """The message in the light of the value that it came in."""
    body, value = dict(fields(told)), whole.item.value
    if not isinstance(body.get("type"), str) and body:
        body["type"] = _type_by_field(body)
    by_us = whole.name == "message_echoes" or is_ours(body, value)
    at = told_at(body.get("timestamp"), whole.item.at, whole.at)
    return Spoken(
        Told(
            item=whole.item,
            name=words(body.get("type")) or whole.name,
            body=body if isinstance(told, dict) else told,
            person=person_of(body, value, by_us=by_us),
            at=at,
            by_us=by_us,
        ),
        body,
    )


def _type_by_field(body: Mapping[str, object]) -> str:
    """A message without a type still has one field for what it says."""
    beside = ("context", "referral", "history_context", "identity", "metadata")
    says = (name for name, inner in body.items() if isinstance(inner, dict) or name == "contacts")
    return next((name for name in says if name not in beside), "")
