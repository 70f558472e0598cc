"""The queue `ses-events`: SES tells what became of mail of ours."""

from __future__ import annotations

from typing import Any

from chalicelib import wiring
from chalicelib.handlers.log import correlated, log, trace_of
from chalicelib.usecases.record_delivery import record_delivery


def on_ses_events(event: Any) -> dict[str, Any]:
    """A batch of events, in any order; only what failed comes again.

    An event of a kind that nobody here knows is logged and let go of: SES may invent more of them.
    """
    failed = [one["messageId"] for one in event.to_dict()["Records"] if not _recorded(one)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _recorded(record: dict[str, Any]) -> bool:
    from chalicelib.channels.email.ses_event import NotForUs, read_ses_event  # only this function pays for it

    try:
        event = read_ses_event(record["body"])
        if isinstance(event, NotForUs):
            log.info("an event of the mail service is about no message", extra={"what": event.what})
            return True
        with correlated(event.trace or event.sent_as.partition("@")[0].strip("<") or record["messageId"]):
            is_new = record_delivery(wiring.ports(), event)
            seen = {"conversation": event.conversation_id, "seq": event.seq, "state": event.state.value}
            log.info("an event of the mail service", extra={**seen, "new": is_new})
    except Exception as error:
        seen = {"job": record.get("messageId"), "trace": trace_of(error)}
        log.error("an event of the mail service cannot be kept", extra=seen)
        return False
    return True
