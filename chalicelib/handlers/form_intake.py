"""What was sent of a form, taken in: checked, its files kept, and a conversation begun with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from urllib.parse import urlsplit

from chalicelib import wiring
from chalicelib.channels.form.inbound import Arrival, submitted, text_of
from chalicelib.channels.form.wire import Sent, tidy_file
from chalicelib.domain.chat_settings import is_in
from chalicelib.domain.entry import Attachment, Why
from chalicelib.domain.form_answers import GivenFile, Problems, Submission, checked
from chalicelib.domain.form_stamp import TOO_FAST, age_of
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.receipt import Taken
from chalicelib.handlers import origin
from chalicelib.handlers.form_http import PAGE, FormCall
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import inbox_of
from chalicelib.ports.forms import FormChannel
from chalicelib.ports.nameless import nameless
from chalicelib.ports.visits import KEY, count_source
from chalicelib.ports.writing import kept_text
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.take_uploads import take_uploads

ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
MOST, MOST_UNSTAMPED = 20, 6
"""How many one address may send of a form within ten minutes: from a page of ours, or from elsewhere."""
UPLOAD = "_file."
TRAP = "_website"


@dataclass(frozen=True, slots=True)
class Sending:
    """One thing that was sent, with what its page says beside the fields.

    `age` is how long ago its page was made, `None` where no page of ours says so. `uploads` are by key.
    """

    id: str
    sent: Sent
    age: timedelta | None = None
    uploads: dict[str, tuple[Attachment, ...]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        return next(iter(self.sent.values.get(name, ())), "")


def sending_of(call: FormCall, channel_id: ChannelId, sent: Sent) -> Sending:
    """Raises `TooManyTries` when this address sends too much."""
    given = Sending("", sent)
    id_ = given.first("_id")
    age = stamp_age(call.ports, channel_id, id_, given.first("_started"))
    count_source(call.ports, f"form#{channel_id}", call.source, MOST_UNSTAMPED if age is None else MOST)
    return Sending(id_ if ID.fullmatch(id_) else call.ports.new_id(), sent, age)


def stamp_age(ports: Ports, channel_id: ChannelId, id_: str, stamp: str) -> timedelta | None:
    """How long ago we made the page; `None` for a page of somebody else."""
    return age_of(ports.secrets.key(KEY), channel_id, id_, stamp, ports.now())


def with_uploads(ports: Ports, sending: Sending) -> Sending:
    """With the files that its page put in their place before. Raises `Invalid`, `TooLarge`."""
    if sending.age is None:
        return sending
    named = {name: ids for name, ids in sending.sent.values.items() if name.startswith(UPLOAD)}
    taken = {
        name.removeprefix(UPLOAD): take_uploads(ports, sending.id, [id_ for id_ in ids if id_], name)
        for name, ids in named.items()
    }
    return replace(sending, uploads=taken)


def take(call: FormCall, found: FormChannel, sending: Sending) -> Taken | Problems:
    """The conversation that it began, once however often it is sent; or what is wrong with it."""
    ports, language = call.ports, inbox_of(call.ports, found.channel).language
    files = (*sending.sent.files, *_uploaded(sending))
    checked_now = checked(found.form, sending.sent.values, files, language)
    if isinstance(checked_now, Problems):
        return checked_now
    _, _, full_text = kept_text(ports.blobs, text_of(checked_now.rows))
    arrival = Arrival(
        id=sending.id,
        at=ports.now(),
        title=is_in(found.form.title, language),
        page=_page(call, sending),
        host=urlsplit(wiring.public_url()).hostname or "localhost",
        nobody=_nobody(ports, found, checked_now, sending.id),
        suspect=_suspect(sending),
        full_text=full_text,
        attachments=_kept(ports, checked_now.files),
    )
    return receive_message(ports, submitted(found.channel, checked_now, arrival))


def _uploaded(sending: Sending) -> Iterator[GivenFile]:
    for key, attachments in sending.uploads.items():
        for one in attachments:
            yield GivenFile(key, *tidy_file(one.name, one.content_type), one.size, blob=one.blob)


def _kept(ports: Ports, files: Sequence[GivenFile]) -> tuple[Attachment, ...]:
    """Each under its own content."""
    return tuple(
        Attachment(
            ports.new_id(), one.blob or ports.blobs.put(one.content), one.name, one.content_type, one.size
        )
        for one in files
    )


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
