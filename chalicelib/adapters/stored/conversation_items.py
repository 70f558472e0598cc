"""Items of the table `conversations`: a head, entries, delivery work, external ids. See docs/tables.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.adapters.stored import conversation_keys as keys
from chalicelib.adapters.stored.plain_form import (
    SCHEMA,
    SCHEMA_NUMBER,
    Plain,
    enum_value,
    filled,
    from_microseconds,
    microseconds,
    moment_of,
    plain,
)
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import KINDS, Actor, ActorKind, Content, Entry, Linked, Status, Unsupported
from chalicelib.domain.ids import ChannelId, ContactId, InboxId
from chalicelib.domain.merge_entries import MergedFrom, MergedInto
from chalicelib.domain.receipt import ExternalId, Known, Receipt
from chalicelib.ports.conversation_lists import position_of

CHAT = "chat"
MARKS = frozenset({"opened", "seen"})

LIST_ATTRIBUTES = (
    "number",
    "channel_id",
    "channel_kind",
    "contact_id",
    "contact_name",
    "contact_address",
    "subject",
    "started_at",
    "seq",
    "owner",
    "preview",
    "preview_by",
    "waiting_since",
    "last_inbound",
    "wrote_at",
    "opened",
)
"""What a list row shows, beside the keys: 25 rows must fit in 16 KB."""

OWNERS_LIST_ATTRIBUTES = tuple(name for name in LIST_ATTRIBUTES if name != "owner")
"""The same in the lists by owner, where the key says whose they are."""


def head_item(head: Conversation) -> Plain:
    """The head. `shelf`, `desk` and `position` put it into the lists; `desk` only while it is open."""
    stored: Plain = {
        **keys.head_key(head.id),
        SCHEMA: SCHEMA_NUMBER,
        "shelf": keys.shelf_of(head),
        "position": position_of(head),
        "number": head.number,
        "channel_id": head.channel_id,
        "channel_kind": head.channel_kind,
        "contact_id": head.contact_id,
        "contact_name": head.contact_name,
        "contact_address": head.contact_address,
        "subject": head.subject,
        "started_at": microseconds(head.started_at),
        "seq": head.seq,
        "preview": head.preview,
        "preview_by": f"{head.preview_by}#{head.preview_agent}".rstrip("#"),
        "last_inbound": head.last_inbound_seq,
        "last_answered": head.last_answered_seq,
        "last_message": head.last_message_seq,
        "opened": head.opened_through,
    }
    if head.status is Status.OPEN and head.merged_into is None:
        stored["desk"] = keys.by_owner(head.inbox_id, head.owner)
    if head.owner:
        stored["owner"] = head.owner
    if head.waiting_since:
        stored["waiting_since"] = microseconds(head.waiting_since)
    if head.wrote_at:
        stored["wrote_at"] = microseconds(head.wrote_at)
    if head.channel_kind == CHAT:
        stored |= {"shown": head.shown_seq, "seen": head.seen_through}
    if head.participants:
        stored["participants"] = list(head.participants)
    if head.linked:
        stored["linked"] = plain(head.linked)
    return stored | _merges(head)


def _merges(head: Conversation) -> Plain:
    stored: Plain = {}
    if head.merged_into:
        stored["merged_into"] = plain(head.merged_into)
    if head.merged_from:
        stored["merged_from"] = plain(head.merged_from)
    return stored


def head_changes(before: Conversation, after: Conversation) -> tuple[Plain, list[str]]:
    """What to set and what to remove, attribute by attribute: what newer code wrote beside stays.

    Read marks are no part of it: they move on their own.
    """
    old, new = head_item(before), head_item(after)
    to_set = {name: value for name, value in new.items() if name not in MARKS and old.get(name) != value}
    return to_set, [name for name in old if name not in new]


def head_of(item: Mapping[str, Any]) -> Conversation:
    """A head, or a row of an index, which lacks some of it."""
    inbox_id, status = _place_of(item)
    waiting, wrote = item.get("waiting_since"), item.get("wrote_at")
    preview_by, _, preview_agent = item["preview_by"].partition("#")
    return Conversation(
        id=keys.conversation_of(item["pk"]),
        number=item["number"],
        inbox_id=inbox_id,
        channel_id=ChannelId(item["channel_id"]),
        channel_kind=item["channel_kind"],
        contact_id=ContactId(item["contact_id"]),
        contact_name=item["contact_name"],
        contact_address=item["contact_address"],
        subject=item["subject"],
        started_at=from_microseconds(item["started_at"]),
        last_activity_at=moment_of(item["position"].partition("#")[0]),
        seq=item["seq"],
        status=status,
        owner=item.get("owner") or keys.owner_of(item.get("desk", "")),
        preview=item["preview"],
        preview_by=preview_by,
        preview_agent=preview_agent,
        participants=tuple(item.get("participants", ())),
        waiting_since=None if waiting is None else from_microseconds(waiting),
        last_inbound_seq=item["last_inbound"],
        wrote_at=None if wrote is None else from_microseconds(wrote),
        last_answered_seq=item.get("last_answered", 0),
        last_message_seq=item.get("last_message", 0),
        opened_through=item.get("opened", 0),
        shown_seq=item.get("shown", 0),
        seen_through=item.get("seen", 0),
        linked=tuple(filled(Linked, link) for link in item.get("linked", ())),
        merged_into=filled(MergedInto, item["merged_into"]) if "merged_into" in item else None,
        merged_from=tuple(filled(MergedFrom, one) for one in item.get("merged_from", ())),
    )


def list_row_of(item: Mapping[str, Any]) -> Conversation:
    """A head as the indexes have it: what a list shows, and no more."""
    return head_of(
        {name: item[name] for name in ("pk", "shelf", "position", *LIST_ATTRIBUTES) if name in item}
    )


def _place_of(item: Mapping[str, Any]) -> tuple[InboxId, Status]:
    if "shelf" in item:
        inbox_id, status = keys.place_on(item["shelf"])
        return inbox_id, enum_value(Status, status)
    return InboxId(item["desk"].partition("#")[0]), Status.OPEN


def entry_item(entry: Entry, trace: str = "") -> Plain:
    """A permanent envelope around the content, which may be erased one day."""
    stored: Plain = {
        **keys.entry_key(entry.conversation_id, entry.seq),
        SCHEMA: SCHEMA_NUMBER,
        "kind": entry.kind,
        "at": microseconds(entry.at),
        "actor": f"{entry.actor.kind.value}#{entry.actor.id}",
        "content": content_form(entry.content),
    }
    return stored | {"trace": trace} if trace else stored


def entry_of(item: Mapping[str, Any]) -> Entry:
    """An entry. One of a kind, or with content, that this code cannot read becomes `Unsupported`."""
    actor_kind, _, actor_id = item["actor"].partition("#")
    return Entry(
        conversation_id=keys.conversation_of(item["pk"]),
        seq=keys.seq_of(item["sk"]),
        at=from_microseconds(item["at"]),
        actor=Actor(enum_value(ActorKind, actor_kind), actor_id),
        content=content_of(item["kind"], item.get("content", {})),
    )


def content_form(content: Content) -> Plain:
    """The content as stored; that of an unknown kind goes back as it came."""
    if isinstance(content, Unsupported):
        stored: Plain = json.loads(content.stored or "{}")
        return stored
    form: Plain = plain(content)
    return form


def content_of(kind: str, stored: Mapping[str, Any]) -> Content:
    """The content, or `Unsupported` with all that was stored."""
    try:
        content: Content = msgspec.convert(stored, KINDS[kind])
    except (KeyError, msgspec.ValidationError):
        return Unsupported(kind, json.dumps(stored, ensure_ascii=False, separators=(",", ":")))
    return content


def work_item(work: DeliveryWork) -> Plain:
    """Delivery work; `due_shard` and `due_at` are there only while something is to be done."""
    stored: Plain = plain(work)
    del stored["conversation_id"], stored["seq"]
    stored |= {**keys.work_key(work.conversation_id, work.seq), "version": work.version}
    if work.due_at is None:
        del stored["due_at"]
        return stored
    return stored | {"due_shard": keys.due_shard(work.conversation_id)}


def work_changes(work: DeliveryWork) -> tuple[Plain, list[str]]:
    """What to set and what to remove in the stored row."""
    to_set = work_item(work)
    del to_set["pk"], to_set["sk"]
    return to_set, [name for name in WORK_ATTRIBUTES if name not in to_set]


WORK_ATTRIBUTES = (
    "attempts",
    "claim",
    "due_at",
    "due_shard",
    "first_due_at",
    "if_unseen",
    "outcome",
    "parts",
    "provider_id",
    "reason",
    "version",
)


def work_of(item: Mapping[str, Any]) -> DeliveryWork:
    """Delivery work as stored."""
    known = {name: item[name] for name in WORK_ATTRIBUTES if name in item and name != "due_shard"}
    known |= {"conversation_id": keys.conversation_of(item["pk"]), "seq": keys.seq_of(item["sk"])}
    return filled(DeliveryWork, {"due_at": None, **known})


def receipt_item(receipt: Receipt, head: Conversation) -> Plain:
    """A receipt: it has a `seq`. `ttl` is for commands only; the others stay."""
    stored: Plain = {
        **keys.external_key(receipt.external_id),
        "conversation_id": receipt.of_conversation or head.id,
        "seq": receipt.of or head.seq,
    }
    if receipt.content_hash:
        stored["content_hash"] = receipt.content_hash
    if receipt.expires_at:
        stored["ttl"] = int(receipt.expires_at.timestamp())
    return stored


def pointer_item(external_id: ExternalId, head: Conversation) -> Plain:
    """A pointer: it has no `seq`."""
    return {**keys.external_key(external_id), "conversation_id": head.id}


def known_of(item: Mapping[str, Any], external_id: ExternalId) -> Known:
    """What is stored under the external id."""
    return Known(
        external_id=external_id,
        conversation_id=item["conversation_id"],
        seq=item.get("seq"),
        content_hash=item.get("content_hash", ""),
        tombstone=item.get("tombstone", False),
    )


def has_ended(item: Mapping[str, Any], now: datetime) -> bool:
    """A command's receipt past its time counts as absent, removed or not."""
    return "ttl" in item and bool(item["ttl"] <= now.timestamp())
