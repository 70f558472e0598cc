"""The queue `mail`: a mail arrived. Read it, take it in, and only then let go of what came."""

from __future__ import annotations

import json
from typing import Any

from chalicelib import wiring
from chalicelib.channels.email.intake import HasVirus, MailRoom, NobodyHasThisAddress, take_in
from chalicelib.channels.email.notification import (
    MailNotice,
    for_another_try,
    notification_of,
    read_notification,
)
from chalicelib.domain import limits
from chalicelib.domain.errors import BandejaError, NoSuchConversation, NoSuchFile, Unavailable
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.handlers.log import log, trace_of
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.quarantine_mail import Unreadable, quarantine_mail
from chalicelib.usecases.receive_message import receive_message

FOR_GOOD = (HasVirus, NobodyHasThisAddress)


def on_mail(event: Any) -> dict[str, Any]:
    """A batch of notifications (SES through SNS). Only what did not succeed comes again.

    The raw mail is dropped last, so a crash at any point leaves everything for the next try. What fails
    for good, or too often, goes to the quarantine with its reason.
    """
    failed = []
    for record in event.to_dict()["Records"]:
        if not _taken(record):
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def _taken(record: dict[str, Any]) -> bool:
    ports = wiring.ports()
    receives = int(record.get("attributes", {}).get("ApproximateReceiveCount", "1"))
    body = record["body"]
    try:
        notice = read_notification(_swept(ports, body))
        raw = ports.blobs.get(notice.raw) if notice.raw else ports.blobs.get_incoming(notice.name)
    except NoSuchFile:
        return True  # dropped after it was taken in: this notification came twice
    except Exception as error:
        log.error("the notification of a mail cannot be read", extra={"trace": trace_of(error)})
        return False
    try:
        _take(ports, notice, raw)
    except FOR_GOOD as error:
        _quarantine(ports, notice, raw, error, body)
    except Unavailable:
        return False
    except Exception as error:
        seen = {"mail": notice.name, "receives": receives, "trace": trace_of(error)}
        log.error("a mail cannot be taken in", extra=seen)
        if receives < limits.JOB_RECEIVES:
            return False
        _quarantine(ports, notice, raw, error, body)
    return True


def _take(ports: Ports, notice: MailNotice, raw: bytes) -> None:
    room = MailRoom(
        ports.workspace.channels(),
        ports.blobs,
        ports.secrets.key("reply-token"),
        lambda conversation_id: _channel_of(ports, conversation_id),
    )
    for inbound in take_in(notice, raw, room):
        receive_message(ports, inbound)
    ports.blobs.drop_incoming(notice.name)
    if notice.quarantined:
        ports.workspace.release(notice.quarantined)


def _channel_of(ports: Ports, conversation_id: ConversationId) -> ChannelId | None:
    try:
        return ports.conversations.head(conversation_id).channel_id
    except NoSuchConversation:
        return None


def _quarantine(ports: Ports, notice: MailNotice, raw: bytes, error: Exception, body: str) -> None:
    known = isinstance(error, BandejaError)
    name = notice.quarantined or notice.name
    mail = Unreadable(
        name=name,
        raw=raw,
        reason=error.code if isinstance(error, BandejaError) else "CannotBeRead",
        detail=str(error) if known else f"{type(error).__name__}: {error}",
        sender=notice.sender,
        recipients=notice.recipients,
        event=for_another_try(_swept(ports, body), name, ports.blobs.put(raw)),
    )
    quarantine_mail(ports, mail)


def _swept(ports: Ports, body: str) -> str:
    """What the sweep found has no notification: make the one it should have had."""
    found = json.loads(body)
    if "swept" not in found:
        return body
    return json.dumps(notification_of(str(found["swept"]), (), "", ports.now()))
