"""Hands messages to a program that speaks for any platform: our signed POST, logged with what came of it."""

from __future__ import annotations

import binascii
import json
import time
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.platform_event import Person, RemoteFile
from chalicelib.domain.sending_errors import SendDelayed, SendRefused
from chalicelib.domain.signing_secrets import signing_secrets
from chalicelib.domain.workspace import Channel
from chalicelib.ports.call_log import CallLog, CallState, LoggedCall
from chalicelib.ports.outgoing_http import AddressRefused, OutgoingHttp, Posted, ServerAway, ServerSilent
from chalicelib.ports.outside import BlobStore, Clock, NewId, Outbound
from chalicelib.ports.platform import (
    Account,
    ChannelSecrets,
    FetchedFile,
    FileLost,
    NoPicture,
    Template,
    WebhookFields,
)
from chalicelib.ports.signed_call import signed_post

WriteBody = Callable[[Outbound, Sequence[str], datetime], dict[str, Any]]
NameId = Callable[[str, str], str]
FetchFile = Callable[[str, str], FetchedFile]
AGAIN = frozenset({408, 425, 429})
LONGEST_ID = 200  # as the ids in what it tells
INLINE = "data:"


@dataclass(frozen=True, slots=True)
class CustomGateway:
    """`PlatformGateway` of the kind `custom`, in both homes. `name` makes our id of a message out of a
    program's; `site` is where relative links begin."""

    write: WriteBody
    name: NameId
    fetch_file: FetchFile
    http: OutgoingHttp
    log: CallLog
    secrets: ChannelSecrets
    blobs: BlobStore
    clock: Clock
    new_id: NewId
    site: Callable[[], str]

    def send(self, outbound: Outbound) -> str:
        """Their id of the message, or ours where they tell none. Raises as the port says.

        Whoever takes messages tells repeats by our `id`; so what may have arrived is sent again.
        """
        if not outbound.channel.outbound_url:
            raise SendRefused("This channel takes no answers: it has no outbound address")
        body = self.write(outbound, self._links(outbound), self.clock())
        posted = self._posted(outbound, body)
        if posted.is_taken:
            return self.name(outbound.channel.id, _their_id(posted) or outbound.key)
        detail = f"The program answered {posted.status}"
        if posted.status in AGAIN or posted.status >= 500:
            raise SendDelayed(detail, wait=posted.wait)
        raise SendRefused(detail)

    def found(self, key: str, attempt: int) -> str | None:
        """The program cannot be asked."""
        return None

    def fetch(self, channel: Channel, file: RemoteFile) -> FetchedFile:
        """A file at an address on the open internet, or one that came whole. Raises as the port says."""
        if not file.url.startswith(INLINE):
            fetched = self.fetch_file(file.url, file.name)
            return replace(fetched, name=file.name or fetched.name)
        kind, _, content = file.url.removeprefix(INLINE).partition(";base64,")
        try:
            whole = b64decode(content, validate=True)
        except (binascii.Error, ValueError) as error:
            raise FileLost("The content is no base64") from error
        return FetchedFile(whole, file.name or "file", kind or "application/octet-stream")

    def person(self, channel: Channel, person_id: str) -> Person | None:
        """The program tells names itself."""
        return None

    def picture(self, channel: Channel, link: str) -> bytes:
        """Programs tell of no pictures of people."""
        raise NoPicture("Programs tell of no pictures of people")

    def check(self, channel: Channel) -> Account:
        """There is no account that could be asked."""
        return Account()

    def fields(self) -> WebhookFields:
        """The program tells what it tells."""
        return WebhookFields()

    def subscribe(self, channel: Channel, beside: WebhookFields) -> bool:
        """Nobody has to be asked."""
        return True

    def show(self, channel: Channel, person_id: str, action: str, message_id: str = "") -> None:
        """Not told to programs."""

    def templates(self, channel: Channel) -> tuple[Template, ...]:
        """None."""
        return ()

    def _links(self, outbound: Outbound) -> list[str]:
        """The home on AWS links to S3 itself; the local one to a path of its own site."""
        links = [
            self.blobs.link(file.blob, name=file.name, content_type=file.content_type)
            for file in outbound.message.attachments
        ]
        return [f"{self.site()}{link}" if link.startswith("/") else link for link in links]

    def _posted(self, outbound: Outbound, body: dict[str, Any]) -> Posted:
        conversation, _, seq = outbound.key.rpartition("-")
        call = self._call(outbound.channel, "message", outbound.key)
        call = replace(call, conversation_id=conversation, seq=int(seq), attempt=outbound.attempt)
        try:
            posted, call = self._tried(outbound.channel, body, call)
        except AddressRefused as error:
            self.log.add(replace(call, state=CallState.FAILED, detail=error.detail))
            raise SendRefused(error.detail) from error
        except (ServerAway, ServerSilent) as error:
            self.log.add(self._later(outbound, replace(call, detail=error.detail or error.title), None))
            raise SendDelayed(error.detail or error.title) from error
        answered = _with_answer(call, posted)
        if answered.state is CallState.LATER:
            answered = self._later(outbound, answered, posted.wait)
        self.log.add(answered)
        return posted

    def _later(self, outbound: Outbound, call: LoggedCall, wait: timedelta | None) -> LoggedCall:
        until = outbound.next_try(self.clock(), wait)
        return replace(call, state=CallState.LATER if until else CallState.FAILED, next_try_at=until)

    def _call(self, channel: Channel, what: str, event_id: str) -> LoggedCall:
        return LoggedCall(channel.id, self.new_id(), self.clock(), what, CallState.LATER, event_id=event_id)

    def _tried(self, channel: Channel, body: dict[str, Any], call: LoggedCall) -> tuple[Posted, LoggedCall]:
        now, began = self.clock(), time.monotonic()
        secrets = signing_secrets(self.secrets.of(channel.id), now)
        posted = signed_post(self.http, channel.outbound_url, body, secrets, now)
        return posted, replace(call, took_ms=int((time.monotonic() - began) * 1000))


def _with_answer(call: LoggedCall, posted: Posted) -> LoggedCall:
    if posted.is_taken:
        return replace(call, state=CallState.TAKEN, status=posted.status)
    again = posted.status in AGAIN or posted.status >= 500
    state = CallState.LATER if again else CallState.FAILED
    return replace(call, state=state, status=posted.status, detail=f"The program answered {posted.status}")


def _their_id(posted: Posted) -> str:
    """As the program calls the message, for its receipts; "" where it tells nothing of use."""
    try:
        told: Mapping[str, Any] | Any = json.loads(posted.body or b"{}")
    except (ValueError, RecursionError):
        return ""
    id_ = told.get("external_id") if isinstance(told, dict) else ""
    return id_ if isinstance(id_, str) and len(id_) <= LONGEST_ID else ""
