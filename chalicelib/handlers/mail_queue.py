"""The queue `mail`: a mail arrived. Read it, take it in, and only then let go of what came.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

import json
from typing import Any

from chalicelib import wiring
from chalicelib.channels.email.notification import (
    MailNotice,
    for_another_try,
    notification_of,
    read_notification,
)
from chalicelib.domain import limits
from chalicelib.domain.errors import BandejaError, NoSuchFile, TooLarge, Unavailable
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.mail_errors import HasVirus, Loop, NobodyHasThisAddress, NotAboutMail
from chalicelib.handlers import metrics
from chalicelib.handlers.log import correlated, log, trace_of
from chalicelib.handlers.mail_room import mail_room
from chalicelib.handlers.metrics import Metric
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job
from chalicelib.usecases.quarantine_mail import Unreadable, quarantine_mail
from chalicelib.usecases.receive_message import receive_message

FOR_GOOD = (HasVirus, NobodyHasThisAddress, Loop, TooLarge)
LATER_SECONDS = 60


def on_mail(event: Any) -> dict[str, Any]:
    """A batch of notifications (SES through SNS). Only what did not succeed comes again.

    The raw mail is dropped last, so a crash at any point leaves everything for the next try. What fails
    for good, or too often, goes to the quarantine with its reason. Every other try begins at the other end:
    a mail that kills the process keeps nobody behind it from being taken in.
    """
    records = event.to_dict()["Records"]
    if any(_receives_of(one) % 2 == 0 for one in records):
        records = records[::-1]
    with metrics.counting():
        failed = [one["messageId"] for one in records if not _taken(one)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _taken(record: dict[str, Any]) -> bool:
    ports = wiring.ports()
    try:
        notice = read_notification(_swept(ports, record["body"]))
    except NotAboutMail:
        log.info("the mail service told of no mail")
        return True
    except Exception as error:
        log.error("the notification of a mail cannot be read", extra={"trace": trace_of(error)})
        return False
    with correlated(notice.name):
        return _fetched(ports, notice, record)


def _fetched(ports: Ports, notice: MailNotice, record: dict[str, Any]) -> bool:
    """Whether nothing is left to do about the mail, once its bytes are there."""
    try:
        raw = ports.blobs.get(notice.raw) if notice.raw else ports.blobs.get_incoming(notice.name)
    except NoSuchFile:
        return True  # dropped after it was taken in: this notification came twice
    except Exception as error:
        log.error("a mail cannot be fetched", extra={"mail": notice.name, "trace": trace_of(error)})
        return _later(ports, record)
    return _settled(ports, notice, raw, record)


def _settled(ports: Ports, notice: MailNotice, raw: bytes, record: dict[str, Any]) -> bool:
    """Whether the mail is in its conversation now, or in the quarantine, or waits as a new job."""
    try:
        _take(ports, notice, raw)
    except FOR_GOOD as error:
        return _quarantined(ports, notice, raw, error, record)
    except Unavailable:
        return _later(ports, record)
    except Exception as error:
        seen = {"mail": notice.name, "receives": _receives_of(record), "trace": trace_of(error)}
        log.error("a mail cannot be taken in", extra=seen)
        return _is_last_try(record) and _quarantined(ports, notice, raw, error, record)
    return True


def _receives_of(record: dict[str, Any]) -> int:
    return int(record.get("attributes", {}).get("ApproximateReceiveCount", "1"))


def _is_last_try(record: dict[str, Any]) -> bool:
    return _receives_of(record) >= limits.JOB_RECEIVES


def _later(ports: Ports, record: dict[str, Any]) -> bool:
    """What is not the mail's fault is no poison: after the last try the same job begins anew.

    The dead letters would lose the envelope and the verdicts, which only this notification has. What the
    sweep found has neither, and the sweep finds it again.
    """
    if not _is_last_try(record) or _swept_name(record["body"]):
        return False
    try:
        ports.jobs.send(Job("mail", record["body"], delay_seconds=LATER_SECONDS))
    except Exception as error:
        log.error("a mail cannot wait any longer", extra={"trace": trace_of(error)})
        return False
    return True


def _take(ports: Ports, notice: MailNotice, raw: bytes) -> None:
    from chalicelib.channels.email.intake import take_in  # no other entry point pays for it
    from chalicelib.usecases.note_self_test import note_self_test

    if len(raw) > limits.MAIL:
        raise TooLarge(f"{len(raw) // 1_000_000} MB; a mail may have {limits.MAIL // 1_000_000} MB")
    if note_self_test(ports, notice.recipients):
        ports.blobs.drop_incoming(notice.name)
        return
    room = mail_room(ports)
    for inbound in take_in(notice, raw, room):
        _received(ports, inbound)
    ports.blobs.drop_incoming(notice.name)
    if notice.quarantined:
        ports.workspace.release(notice.quarantined)


def _received(ports: Ports, inbound: InboundMessage) -> None:
    """Into its conversation; only our own test mail goes nowhere, since nobody wrote it."""
    from chalicelib.usecases.note_forwarding_request import note_forwarding_request
    from chalicelib.usecases.prove_forwarding import prove_forwarding

    if inbound.proves_forwarding:
        prove_forwarding(ports, inbound)
        return
    taken = receive_message(ports, inbound)
    if inbound.asks:
        note_forwarding_request(ports, inbound, taken)


def _quarantined(
    ports: Ports, notice: MailNotice, raw: bytes, error: Exception, record: dict[str, Any]
) -> bool:
    """Keep it where people see it; if that cannot be done now either, all of it later."""
    known = isinstance(error, BandejaError)
    name = notice.quarantined or notice.name
    try:
        mail = Unreadable(
            name=name,
            raw=raw,
            reason=error.code if isinstance(error, BandejaError) else "CannotBeRead",
            detail=str(error) if known else f"{type(error).__name__}: {error}",
            sender=notice.sender,
            recipients=notice.recipients,
            event=for_another_try(_swept(ports, record["body"]), name, ports.blobs.put(raw)),
            arrived_at=notice.received_at,
        )
        quarantine_mail(ports, mail)
    except Exception as failure:
        log.error("the quarantine cannot be reached", extra={"trace": trace_of(failure)})
        return _later(ports, record)
    metrics.count(Metric.MAIL_QUARANTINED)
    return True


def _swept(ports: Ports, body: str) -> str:
    """What the sweep found has no notification: make the one it should have had."""
    if name := _swept_name(body):
        return json.dumps(notification_of(name, (), "", ports.now()))
    return body


def _swept_name(body: str) -> str:
    """The name of the mail that the sweep found; "" where a notification came."""
    try:
        found = json.loads(body)
    except ValueError:
        return ""
    return str(found.get("swept", "")) if isinstance(found, dict) else ""
