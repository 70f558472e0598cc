"""The queue `webhooks`: a platform told one thing. Read it, and keep it once.

FIFO by account and person: what fails keeps the later things of the same person waiting, in order.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from chalicelib import wiring
from chalicelib.domain import limits
from chalicelib.domain.ids import BlobId
from chalicelib.domain.platform_entries import INCOMING
from chalicelib.domain.platform_event import (
    PlatformContact,
    PlatformDeletion,
    PlatformEdit,
    PlatformMessage,
    PlatformNote,
    PlatformReaction,
    PlatformStatus,
    Watermark,
)
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.log import correlated, log, trace_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job

if TYPE_CHECKING:
    from chalicelib.channels.meta.item import Item

# what nobody can read may be somebody's words
CAME_BY = frozenset({"referral", "opt_in", "unsupported"})
NOTHING_NEW = "a platform told nothing new of a message of ours"


class StillSending(Exception):
    """It is told again later: what it is will be known then."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event on its way into the log. `job` is what waited, with `item` in it, `is_last_try` the end of
    patience.

    `file` is the place of the one file that it is about now, `None` for all of it.
    """

    ports: Ports
    channel: Channel
    job: Mapping[str, Any]
    item: Item
    is_last_try: bool

    def kept_raw(self) -> BlobId:
        """This one thing as it came, for people to look at: the same webhook may tell of others, whom they
        must not see."""
        told = json.dumps(self.item.value, ensure_ascii=False, indent=2)
        # half a surrogate pair becomes the escape that JSON has for it
        return self.ports.blobs.put(told.encode("utf-8", "backslashreplace"))

    @property
    def file(self) -> int | None:
        return self.job.get("file")


def on_webhooks(event: Any) -> dict[str, Any]:
    """A batch of jobs; after a failure the later ones of the same group come again too, in order."""
    failed: list[dict[str, str]] = []
    stuck: set[str] = set()
    for record in event.to_dict()["Records"]:
        group = str(record.get("attributes", {}).get("MessageGroupId", record["messageId"]))
        if group in stuck or not _taken(record):
            stuck.add(group)
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def _taken(record: dict[str, Any]) -> bool:
    receives = int(record.get("attributes", {}).get("ApproximateReceiveCount", "1"))
    try:
        job = json.loads(record["body"])
        ports = wiring.ports()
        channel = next((one for one in ports.workspace.channels() if one.id == job["channel"]), None)
        if channel is None:
            log.info("a webhook for a channel that is no longer there", extra={"channel": job["channel"]})
            return True
        item = _item(ports, job)
        with correlated(item.id or record["messageId"], channel=channel.id):
            keep_told(Told(ports, channel, job, item, receives >= limits.JOB_RECEIVES))
    except Exception as error:
        seen = {"job": record.get("messageId"), "receives": receives, "trace": trace_of(error)}
        log.error("something that a platform told cannot be kept", extra=seen)
        return False
    return True


def keep_told(told: Told) -> None:
    """All that one item tells goes into the log, once however often it is kept."""
    at = datetime.fromisoformat(told.job["at"])
    for event in wiring.reader(told.channel.kind)(told.item, at):
        KEEP[type(event)](told, event)
    if told.channel.is_news(at):  # for whoever asks whether the platform tells us anything at all
        told.ports.workspace.note_heard(told.channel.id, at)


def _item(ports: Ports, job: Mapping[str, Any]) -> Item:
    """From the job, or from the body where it was too large for one."""
    from chalicelib.channels.meta.item import item_of_job  # no other entry point pays for it
    from chalicelib.channels.meta.webhook import items_of

    if "item" in job:
        return item_of_job(job["item"])
    return items_of(ports.blobs.get(BlobId(job["raw"]))).items[int(job["place"])]


def _message(told: Told, message: PlatformMessage) -> None:
    """Theirs, or one that somebody of the team wrote in the platform's own inbox. Ours is known already."""
    from chalicelib.ports.person_profile import learn_name
    from chalicelib.ports.platform_intake import message_at_the_door
    from chalicelib.ports.platform_outcome import echoed, is_being_sent, ours
    from chalicelib.ports.portraits import ask_for_portrait
    from chalicelib.usecases.receive_message import receive_message
    from chalicelib.usecases.record_delivery import record_delivery

    if message.echo and (outcome := echoed(message)):
        record_delivery(told.ports, outcome)
        return
    if message.echo and ours(told.ports, message):
        return
    if told.file is not None:
        _late_file(told, message, told.file)
        return
    if message.echo and not told.is_last_try and is_being_sent(told.ports, told.channel, message):
        _wait_for_its_id(told, message)
        return
    arrived = message_at_the_door(told.ports, told.channel, message)
    inbound = arrived.inbound
    if inbound.message.is_strange:
        inbound = replace(inbound, message=replace(inbound.message, raw=told.kept_raw()))
    taken = receive_message(told.ports, inbound)
    ask_for_portrait(told.ports, told.channel, inbound.person)
    if message.person.name and not (message.echo or taken.repeated):
        learn_name(told.ports, told.channel, message.person, taken)
    if taken.repeated and taken.content_hash != inbound.content_hash:
        seen = {"seq": taken.seq, "reason": "other_content"}
        log.info("another message under an id that is taken was left out", extra=seen)
        return
    told.ports.jobs.send_all([_file_job(told, message.id, place) for place in arrived.late])


def _late_file(told: Told, message: PlatformMessage, place: int) -> None:
    """Nothing of a message that was taken back comes in, also if that happens while its file is fetched."""
    from chalicelib.ports.platform_intake import file_at_the_door
    from chalicelib.ports.taken_back import is_taken_back
    from chalicelib.usecases.receive_message import receive_message
    from chalicelib.usecases.take_back_late_files import take_back_late_files

    if is_taken_back(told.ports, told.channel, message.id):
        return
    received = file_at_the_door(told.ports, told.channel, message, place, last_try=told.is_last_try)
    receive_message(told.ports, received)
    if is_taken_back(told.ports, told.channel, message.id):
        take_back_late_files(told.ports, told.channel, message.id)


def _wait_for_its_id(told: Told, echo: PlatformMessage) -> None:
    """Once more, in a group of its own: nobody's words wait for the answer to a call of ours."""
    if not told.job.get("echo"):
        name = hashlib.sha256(f"{told.channel.id}#{echo.id}#echo".encode()).hexdigest()
        body = json.dumps({**told.job, "echo": True})
        told.ports.jobs.send_all([Job("webhooks", body, group=name, deduplication=name)])
        return
    raise StillSending(f"{echo.id} may be a message of ours that is on its way")


def _file_job(told: Told, message_id: str, place: int) -> Job:
    """To be fetched once more, in a group of its own: nobody's words wait for a file."""
    name = hashlib.sha256(f"{told.channel.id}#{message_id}#{place}".encode()).hexdigest()
    body = json.dumps({**told.job, "file": place})
    return Job("webhooks", body, group=name, deduplication=name)


def _beside(told: Told, event: PlatformReaction | PlatformEdit | PlatformDeletion) -> None:
    from chalicelib.usecases.record_told import record_told

    if record_told(told.ports, told.channel, event) is None:
        log.info("a platform told about nobody's conversation", extra={"what": type(event).__name__})


def _note(told: Told, note: PlatformNote) -> None:
    """What brings somebody here begins their conversation, before they have said anything."""
    from chalicelib.ports.platform_intake import note_at_the_door
    from chalicelib.usecases.receive_message import receive_message
    from chalicelib.usecases.record_told import record_told

    if record_told(told.ports, told.channel, note, told.kept_raw()) is not None:
        return
    if note.person and _brings_somebody(note):
        begun = note_at_the_door(told.ports, told.channel, note)
        raw = told.kept_raw() if begun.message.is_strange else None
        receive_message(told.ports, replace(begun, message=replace(begun.message, raw=raw)))
        return
    log.info("a platform told about nobody's conversation", extra={"what": note.name})


def _brings_somebody(note: PlatformNote) -> bool:
    """A call of ours does not: who called the person knows of it."""
    is_theirs = note.name == "call" and note.text.startswith(INCOMING)
    return is_theirs or note.name in CAME_BY


def _mark(told: Told, mark: Watermark) -> None:
    from chalicelib.usecases.record_mark import record_mark

    if not record_mark(told.ports, told.channel, mark):
        log.info(NOTHING_NEW, extra={"reason": "late_or_repeated", "what": mark.mark.value})


def _status(told: Told, status: PlatformStatus) -> None:
    from chalicelib.ports.platform_outcome import outcome_of
    from chalicelib.usecases.record_delivery import record_delivery
    from chalicelib.usecases.record_mark import record_mark

    outcome = outcome_of(told.ports, told.channel, status)
    match outcome:
        case None:
            log.info("a platform told of a message that is not ours", extra={"state": status.state.value})
            return
        case Watermark():
            is_new = bool(record_mark(told.ports, told.channel, outcome))
        case _:
            is_new = record_delivery(told.ports, outcome)
    if not is_new:
        log.info(NOTHING_NEW, extra={"reason": "late_or_repeated", "what": status.state.value})


def _contact(told: Told, contact: PlatformContact) -> None:
    from chalicelib.usecases.know_person import know_person

    know_person(told.ports, told.channel, contact)


KEEP: dict[type[Any], Callable[[Told, Any], None]] = {
    PlatformMessage: _message,
    PlatformContact: _contact,
    PlatformReaction: _beside,
    PlatformEdit: _beside,
    PlatformDeletion: _beside,
    PlatformNote: _note,
    Watermark: _mark,
    PlatformStatus: _status,
}
