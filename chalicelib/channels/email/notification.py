"""The notification that SES publishes when a mail arrived, through SNS and SQS, read into plain values.

https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import BlobId
from chalicelib.domain.mail_errors import NotAboutMail

INCOMING = "incoming/"
RECEIVED = "Received"
SET_UP = "Successfully validated SNS topic"


@dataclass(frozen=True, slots=True)
class MailNotice:
    """A mail arrived. `name` is that of the raw mail among the incoming; `raw` its blob on a second try.

    `recipients` are those of the envelope (empty: unknown, the sweep found the mail without its
    notification). DMARC may have failed, passed, or neither: nobody looked, or the domain has no policy.
    `quarantined` is the name of the item in the quarantine that is being tried again.
    """

    name: str
    recipients: tuple[str, ...]
    received_at: datetime
    sender: str = ""
    spam: bool = False
    virus: bool = False
    dmarc_failed: bool = False
    dmarc_passed: bool = False
    quarantined: str = ""
    raw: BlobId | None = None


def read_notification(body: str) -> MailNotice:
    """From the body of a queue message: SNS's envelope around SES's notification, or that alone.

    Raises `Invalid` for anything else, and `NotAboutMail` where SES only tells of itself.
    """
    event, ses = _opened(body)
    try:
        receipt = ses["receipt"]
        key = str(receipt["action"]["objectKey"])
        again = event.get("bandeja", {})
        return MailNotice(
            name=key.removeprefix(INCOMING),
            recipients=tuple(str(one).lower() for one in receipt["recipients"]),
            received_at=_time(receipt.get("timestamp") or ses["mail"]["timestamp"]),
            sender=str(ses["mail"].get("source", "")),
            spam=_failed(receipt, "spamVerdict"),
            virus=_failed(receipt, "virusVerdict"),
            dmarc_failed=_failed(receipt, "dmarcVerdict"),
            dmarc_passed=_verdict(receipt, "dmarcVerdict") == "PASS",
            quarantined=str(again.get("quarantined", "")),
            raw=BlobId(again["raw"]) if again.get("raw") else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(f"Not the notification of a mail: {error!r}") from error


def _opened(body: str) -> tuple[Any, Any]:
    """What came, and SES's part of it. Of its own set-up SES tells in a sentence, or as another type."""
    if body.startswith(SET_UP):
        raise NotAboutMail
    try:
        event = json.loads(body)
        ses = event
        if isinstance(event, dict) and "Message" in event:
            if str(event["Message"]).startswith(SET_UP):
                raise NotAboutMail
            ses = json.loads(event["Message"])
    except (ValueError, TypeError) as error:
        raise Invalid(f"Not the notification of a mail: {error!r}") from error
    if isinstance(ses, dict) and ses.get("notificationType", RECEIVED) != RECEIVED:
        raise NotAboutMail
    return event, ses


def for_another_try(body: str, item_id: str, raw: BlobId) -> str:
    """The same notification, which says where the raw mail is kept now and what to release."""
    event = json.loads(body)
    event = event if "Message" in event else {"Message": body}
    return json.dumps({**event, "bandeja": {"quarantined": item_id, "raw": raw}})


def notification_of(name: str, recipients: tuple[str, ...], sender: str, now: datetime) -> dict[str, Any]:
    """What SES would publish, for mail that came without it. Nothing was verified, and it says so."""
    at = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    unknown = {"status": "GRAY"}
    return {
        "notificationType": RECEIVED,
        "mail": {"timestamp": at, "messageId": name, "source": sender, "destination": list(recipients)},
        "receipt": {
            "timestamp": at,
            "recipients": list(recipients),
            "spamVerdict": unknown,
            "virusVerdict": unknown,
            "spfVerdict": unknown,
            "dkimVerdict": unknown,
            "dmarcVerdict": unknown,
            "action": {"type": "S3", "objectKey": f"{INCOMING}{name}"},
        },
    }


def _failed(receipt: dict[str, Any], verdict: str) -> bool:
    return _verdict(receipt, verdict) == "FAIL"


def _verdict(receipt: dict[str, Any], verdict: str) -> str:
    return str(receipt.get(verdict, {}).get("status", "")).upper()


def _time(value: str) -> datetime:
    moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError(f"a time without zone: {value}")
    return moment
