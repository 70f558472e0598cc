"""What was sent of a form, taken in: checked, its files kept, and a conversation begun with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from chalicelib import wiring
from chalicelib.channels.form.inbound import Arrival, submitted, text_of
from chalicelib.channels.form.wire import Sent, tidy_file
from chalicelib.domain.chat_settings import is_in
from chalicelib.domain.entry import Attachment, Why
from chalicelib.domain.errors import Invalid, TooLarge
from chalicelib.domain.form_answers import GivenFile, Problems, Submission, checked
from chalicelib.domain.form_stamp import TOO_FAST, age_of
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.receipt import Taken
from chalicelib.handlers import origin
from chalicelib.handlers.form_budget import (
    count_refused,
    count_taken,
    count_with_uploads,
    uncount_taken,
)
from chalicelib.handlers.form_http import PAGE, FormCall
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import inbox_of
from chalicelib.ports.forms import FormChannel
from chalicelib.ports.nameless import nameless
from chalicelib.ports.visits import KEY
from chalicelib.ports.writing import kept_text
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.take_uploads import take_uploads

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
UPLOAD = "_file."
TRAP = "_website"


@dataclass(frozen=True, slots=True)
class Sending:
    """One thing that was sent, with what its page says beside the fields.

    `age` is how long ago its page was made, `None` where no page of ours says so. `uploads` are by key,
    `problems` what is wrong with them.
    """

    id: str
    sent: Sent
    age: timedelta | None = None
    uploads: dict[str, tuple[Attachment, ...]] = field(default_factory=dict)
    problems: Problems | None = None

    def first(self, name: str) -> str:
        return next(iter(self.sent.values.get(name, ())), "")


def sending_of(call: FormCall, channel_id: ChannelId, sent: Sent) -> Sending:
    """What was sent, under an id of its own or a new one."""
    given = Sending("", sent)
    id_ = given.first("_id")
    age = stamp_age(call.ports, channel_id, id_, given.first("_started"))
    return Sending(id_ if ID.fullmatch(id_) else call.ports.new_id(), sent, age)


def stamp_age(ports: Ports, channel_id: ChannelId, id_: str, stamp: str) -> timedelta | None:
    """How long ago we made the page; `None` for a page of somebody else."""
    return age_of(ports.secrets.key(KEY), channel_id, id_, stamp, ports.now())


def with_uploads(call: FormCall, channel_id: ChannelId, sending: Sending) -> Sending:
    """With the files that its page put in their place before, or what is wrong with these.

    Raises `TooManyTries`.
    """
    named = {name: ids for name, ids in sending.sent.values.items() if name.startswith(UPLOAD) and any(ids)}
    if not named:
        return sending
    if sending.age is None:  # the page is too old to tell whose they are
        return replace(sending, problems=Problems({name.removeprefix(UPLOAD): "no_file" for name in named}))
    count_with_uploads(call, channel_id)
    taken = {}
    for name, ids in named.items():
        key = name.removeprefix(UPLOAD)
        try:
            taken[key] = take_uploads(call.ports, sending.id, [id_ for id_ in ids if id_], name)
        except Invalid:
            return replace(sending, problems=Problems({key: "no_file"}))
        except TooLarge:
            return replace(sending, problems=Problems({"": "too_much"}))
    return replace(sending, uploads=taken)


def take(call: FormCall, found: FormChannel, sending: Sending) -> Taken | Problems:
    """The conversation that it began, once however often it is sent; or what is wrong with it.

    Raises `TooManyTries` when this address sends too much. Nothing is stored before that is known.
    """
    if sending.problems:
        return sending.problems
    ports, language = call.ports, inbox_of(call.ports, found.channel).language
    files = (*sending.sent.files, *_uploaded(sending))
    submission = checked(found.form, sending.sent.values, files, language)
    if isinstance(submission, Problems):
        count_refused(call, found.channel.id)
        return submission
    arrival = _arrival(call, found, sending, submission, language)
    is_named = sending.id == sending.first("_id")
    before = is_named and _taken_before(ports, submitted(found.channel, submission, arrival))
    if before:
        return before
    count_taken(call, found.channel.id)
    _, _, full_text = kept_text(ports.blobs, text_of(submission.rows))
    for one in submission.files:
        if one.blob is None:
            ports.blobs.put(one.content)
    inbound = submitted(found.channel, submission, replace(arrival, full_text=full_text))
    taken = receive_message(ports, inbound)
    if taken.repeated:
        uncount_taken(call, found.channel.id)
    return taken


def _arrival(
    call: FormCall, found: FormChannel, sending: Sending, submission: Submission, language: str
) -> Arrival:
    ports = call.ports
    return Arrival(
        id=sending.id,
        at=ports.now(),
        title=is_in(found.form.title, language),
        page=_page(call, sending),
        host=urlsplit(wiring.public_url()).hostname or "localhost",
        nobody=_nobody(ports, found, submission, sending.id),
        suspect=_suspect(sending),
        attachments=tuple(
            Attachment(ports.new_id(), one.digest, one.name, one.content_type, one.size)
            for one in submission.files
        ),
    )


def _taken_before(ports: Ports, inbound: InboundMessage) -> Taken | None:
    """Where the same was put before, under its id or, if that was taken by something else, beside it."""
    for known in ports.conversations.known([inbound.receipt_id, inbound.other_content_id]).values():
        if known.seq is not None and known.content_hash == inbound.content_hash:
            return Taken(known.conversation_id, known.seq, repeated=True, content_hash=known.content_hash)
    return None


def _uploaded(sending: Sending) -> Iterator[GivenFile]:
    for key, attachments in sending.uploads.items():
        for one in attachments:
            yield GivenFile(key, *tidy_file(one.name, one.content_type), one.size, blob=one.blob)


def _page(call: FormCall, sending: Sending) -> str:
    """Where the form stood: our own page knows who showed it."""
    told = sending.first("_page")[:PAGE]
    return told if call.own and origin.site_of(told) else call.page


def _nobody(ports: Ports, found: FormChannel, submission: Submission, id_: str) -> str:
    return "" if submission.email or submission.name else nameless(ports, found.channel, id_)


def _suspect(sending: Sending) -> Why | None:
    """What no person does: it goes to Spam, with the reason, and is never dropped."""
    if sending.first(TRAP).strip():
        return Why("form_trap")
    if sending.age is not None and sending.age < TOO_FAST:
        return Why("form_too_fast", str(int(TOO_FAST.total_seconds())))
    return None
