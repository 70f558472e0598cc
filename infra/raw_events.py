"""Where raw mail of a stretch of time is kept, and the jobs that take it in again.

Four places: among the incoming (not taken in yet), in the bucket's older versions (taken in within a week,
deployed only), in the quarantine, and behind the entries of the log. Whatever is known of a mail is taken
along; taking in a mail that is in the log already changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from chalicelib.adapters.aws.s3 import S3Blobs
from chalicelib.channels.email.intake import take_in
from chalicelib.channels.email.notification import for_another_try, notification_of, read_notification
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Entry, Message, Status
from chalicelib.domain.ids import BlobId
from chalicelib.domain.mail_errors import NobodyHasThisAddress
from chalicelib.domain.workspace import Channel, Quarantined
from chalicelib.handlers.mail_room import mail_room
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.merged_conversations import sources_of
from chalicelib.ports.outside import BlobStore, Job

PAGE = 100
CAME_TO = "came_to"


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when until before when, of which channel (`None`: of all)."""

    since: datetime
    until: datetime
    channel: Channel | None = None

    def holds(self, moment: datetime) -> bool:
        """Whether it happened then."""
        return self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class RawEvent:
    """A mail that arrived: its hash, the job that takes it in, and its bytes where they are no blob yet.

    No `job`: it is not to be taken in again, wherever else it is found.
    """

    blob: BlobId
    job: Job | None
    raw: bytes | None = None


class OnlyNamed:
    """Stands for the blob store where a mail is only looked at: content gets its name and goes nowhere."""

    def put(self, content: bytes) -> BlobId:
        return BlobId(hashlib.sha256(content).hexdigest())


def raw_events(ports: Ports, stretch: Stretch) -> Iterator[RawEvent]:
    """Each mail once, lazily: a long stretch needs no memory but for names. Writes nothing."""
    seen: set[str] = set()
    for source in (_quarantined, _logged, _incoming):
        for event in source(ports, stretch):
            if event.blob not in seen and event.job:
                yield event
            seen.add(event.blob)


def _quarantined(ports: Ports, stretch: Stretch) -> Iterator[RawEvent]:
    """What waits for a person. What somebody dropped stays dropped, and a virus stays locked."""
    for dropped in (False, True):
        for item in _items(ports, dropped=dropped):
            wanted = stretch.holds(item.at) and not (dropped or item.is_locked)
            if wanted and _may_be_for(stretch.channel, item.recipients):
                yield RawEvent(BlobId(item.raw), Job("mail", item.event))
            else:
                yield RawEvent(BlobId(item.raw), None)


def _items(ports: Ports, *, dropped: bool) -> Iterator[Quarantined]:
    after = None
    while True:
        page = ports.workspace.quarantine_page(dropped=dropped, limit=PAGE, after=after)
        yield from page.items
        if page.last is None:
            return
        after = (page.last.at, page.last.id)


def _may_be_for(channel: Channel | None, recipients: Sequence[str]) -> bool:
    """Of an unknown envelope, and of one to nobody of ours, nothing tells; taking it in again is harmless."""
    return channel is None or not recipients or bool({*recipients} & {*channel.addresses})


def _logged(ports: Ports, stretch: Stretch) -> Iterator[RawEvent]:
    for head in _heads(ports, stretch):
        for entry in _entries(ports, head):
            content = entry.content
            if isinstance(content, Message) and content.raw and stretch.holds(entry.at):
                came_to = tuple(why.about for why in content.why if why.code == CAME_TO)
                event = notification_of(_name(content.raw), came_to, content.sender.address, entry.at)
                yield RawEvent(content.raw, _job(event, content.raw))


def _heads(ports: Ports, stretch: Stretch) -> Iterator[Conversation]:
    """Conversations in which something may have happened since, with what was merged into them."""
    for row in _rows(ports, stretch.since):
        head = ports.conversations.head(row.id)
        for one in (head, *sources_of(ports, head)):
            if stretch.channel is None or one.channel_id == stretch.channel.id:
                yield one


def _rows(ports: Ports, since: datetime) -> Iterator[Conversation]:
    shelves = [Shelf(inbox.id, status=one) for inbox in ports.workspace.inboxes() for one in Status]
    for shelf in shelves:
        after: str | None = None
        while True:
            page = ports.lists.page(shelf, after=after, limit=PAGE)
            recent = [row for row in page.rows if row.last_activity_at >= since]
            yield from recent
            after = page.next
            if after is None or len(recent) < len(page.rows):
                break


def _entries(ports: Ports, head: Conversation) -> Iterator[Entry]:
    after = 0
    while found := ports.conversations.entries(head.id, after=after, limit=PAGE):
        yield from found
        after = found[-1].seq


def _incoming(ports: Ports, stretch: Stretch) -> Iterator[RawEvent]:
    """Of these the notification is gone, and with it envelope and verdicts: their headers tell."""
    for name, at, raw in _kept(ports, stretch):
        blob = BlobId(hashlib.sha256(raw).hexdigest())
        event = notification_of(name, (), "", at)
        if _came_to(ports, stretch.channel, json.dumps(event), raw):
            yield RawEvent(blob, _job(event, blob), raw)


def _kept(ports: Ports, stretch: Stretch) -> Iterator[tuple[str, datetime, bytes]]:
    if isinstance(ports.blobs, S3Blobs):
        yield from ports.blobs.kept_incoming(stretch.since, stretch.until)
        return
    early = set(ports.blobs.incoming_before(stretch.since))
    for name in ports.blobs.incoming_before(stretch.until):
        if name not in early:
            yield name, stretch.since, ports.blobs.get_incoming(name)


def _came_to(ports: Ports, channel: Channel | None, event: str, raw: bytes) -> bool:
    """Whether the channel would take it. What cannot be read is for every channel: the quarantine gets it."""
    if channel is None:
        return True
    room = replace(mail_room(ports), blobs=cast(BlobStore, OnlyNamed()))
    try:
        return channel.id in {one.channel.id for one in take_in(read_notification(event), raw, room)}
    except NobodyHasThisAddress:
        return False
    except Exception:
        return True


def _job(event: dict[str, Any], blob: BlobId) -> Job:
    return Job("mail", for_another_try(json.dumps(event), "", blob))


def _name(blob: BlobId) -> str:
    return f"again-{blob[:32]}"
