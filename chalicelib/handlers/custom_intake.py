"""What a program tells of its platform: checked whole, then a job for each event, in order by person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.channels.meta.item import Item
from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid, NoSuchChannel, WrongSignature
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.signing_secrets import signing_secrets
from chalicelib.domain.webhook_signature import TOLERANCE, is_signed, signed_at
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.custom_shapes import (
    ContactToldOutside,
    MessageOutside,
    Outside,
    SeveralOutside,
    StatusOutside,
    TypingOutside,
)
from chalicelib.handlers.frames import VisitorTypingFrame
from chalicelib.handlers.log import log
from chalicelib.handlers.problems import Unreadable
from chalicelib.handlers.pushing import push
from chalicelib.handlers.reading import invalid
from chalicelib.ports.bundle import Ports
from chalicelib.ports.custom_channel import KIND
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.outside import Job

QUEUE = "webhooks"
MOST_BYTES = 1_000_000
ROOM = 2_000  # for what a job says beside its event
EARLIEST = 1971
Kept = MessageOutside | ContactToldOutside | StatusOutside


def take_in(ports: Ports, channel_id: str, raw: bytes, header: str) -> int:
    """How many events were taken.

    Raises `NoSuchChannel`, `WrongSignature` (403), `Unreadable` (400, 413) and `Invalid` with the field.
    """
    _check_signature(ports, channel_id, raw, header)
    channel = next((one for one in ports.workspace.channels() if one.id == channel_id), None)
    if channel is None or channel.kind != KIND:
        raise NoSuchChannel
    try:
        events = _read(raw)
        jobs = _jobs(ports, channel, [one for one in events if not isinstance(one, TypingOutside)], raw)
    except (Invalid, Unreadable) as error:
        log.info("a webhook was refused", extra={"channel": channel_id, "reason": error.detail})
        raise
    ports.jobs.send_all(jobs)
    for event in events:
        if isinstance(event, TypingOutside):
            _show_typing(ports, channel, event)
    return len(events)


def _check_signature(ports: Ports, channel_id: str, raw: bytes, header: str) -> None:
    now = ports.now()
    secrets = signing_secrets(ports.channel_secrets.of(channel_id), now)
    if not secrets:
        raise NoSuchChannel
    if is_signed(raw, header, secrets, now):
        return
    at = signed_at(header)
    is_stale = at is not None and abs(now - at) > TOLERANCE
    reason = "stale" if is_stale else "signature"
    log.info("a webhook was refused", extra={"channel": channel_id, "reason": reason})
    raise WrongSignature("It was signed more than 5 minutes ago (or ahead)" if is_stale else "")


def _read(raw: bytes) -> list[Outside]:
    if len(raw) > MOST_BYTES:
        raise Unreadable(413, f"A body may have {MOST_BYTES} bytes")
    try:
        told: Any = msgspec.json.decode(raw)
        if isinstance(told, dict) and "events" in told:
            several = msgspec.json.decode(raw, type=SeveralOutside).events
            for place, event in enumerate(several):
                _check(event, f"events[{place}].")
            return several
        one = msgspec.json.decode(raw, type=Outside)
        _check(one, "")
        return [one]
    except msgspec.ValidationError as error:
        raise invalid(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(400, "The body is no JSON") from error


def _jobs(ports: Ports, channel: Channel, events: Sequence[Kept], raw: bytes) -> list[Job]:
    """Each event as a job of its person."""
    told = [_told(channel, event, ports.now()) for event in events]
    kept = ports.blobs.put(raw) if told else ""
    return [
        Job(
            QUEUE,
            _job_body(channel, kept, ports.now(), one),
            _named(channel.id, person),
            _named(channel.id, one),
        )
        for person, one in told
    ]


def _told(channel: Channel, event: Kept, now: datetime) -> tuple[str, str]:
    """Whom it is about, and what stands in the job."""
    item = _item(channel, event, now)
    told = json.dumps(item.as_job(), separators=(",", ":"), sort_keys=True)
    if len(told.encode()) > limits.JOB - ROOM:
        raise Unreadable(413, f"The event {item.id} is too large; give its files an address")
    return item.person, told


def _job_body(channel: Channel, kept: str, now: datetime, told: str) -> str:
    job = {"channel": channel.id, "raw": kept, "place": 0, "at": now.isoformat()}
    return f'{json.dumps(job)[:-1]}, "item": {told}}}'


def _show_typing(ports: Ports, channel: Channel, typing: TypingOutside) -> None:
    """To whoever has the person's conversation open. Nothing is kept of it, and nobody is made by it."""
    pointer = ExternalId.of_person(channel.id, typing.contact.external_id)
    found = ports.conversations.known([pointer]).get(pointer)
    if found is None:
        return
    head = where_it_goes_on(ports, found.conversation_id)
    watchers = ports.live.watchers_of(head.id, ports.now())
    frame = VisitorTypingFrame(head.id, typing.on, "")
    push(ports, [one.id for one in watchers if one.agent_id], frame)


def _check(event: Outside, place: str) -> None:
    """What its shape cannot say. `place` is where it stands in a batch, or ""."""
    if isinstance(event, TypingOutside | ContactToldOutside):
        return
    if event.at and event.at.year < EARLIEST:
        raise Invalid(f"A time after {EARLIEST - 1}", field=f"{place}at")
    if not isinstance(event, MessageOutside):
        return
    if not (event.text.strip() or event.attachments or event.choice):
        raise Invalid("A message has text, a choice or attachments", field=f"{place}text")
    if event.history and event.at is None:
        raise Invalid("What is told of long ago has its time", field=f"{place}at")
    for number, file in enumerate(event.attachments):
        if bool(file.url) == bool(file.content):
            field = f"{place}attachments[{number}]"
            raise Invalid("A file has either a url or its content", field=field)


def _item(channel: Channel, event: Kept, now: datetime) -> Item:
    """The same message told again is the same job. Not so the rest: a message of ours may fail once more at
    each try, and somebody may take a name back."""
    told = msgspec.to_builtins(event)
    at = None if isinstance(event, ContactToldOutside) else event.at
    return Item(
        object=KIND,
        account=channel.address,
        person=event.contact.external_id,
        id=told.get("external_id") or told.get("id") or "",
        kind=told["type"],
        value=told,
        at=at or (None if isinstance(event, MessageOutside) else now),
    )


def _named(*parts: str) -> str:
    """A name that SQS takes, whatever a program calls its things (128 letters and digits at most)."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
