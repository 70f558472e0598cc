"""What SES tells later about a mail of ours, through SNS and SQS, read into a channel-neutral event.

https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.channels.email.bounce_texts import general_status, reason_class
from chalicelib.channels.email.message_ids import ses_message_id
from chalicelib.domain.delivery_event import COMPLAINT, DeliveryEvent
from chalicelib.domain.entry import Delivery
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ConversationId, is_identifier
from chalicelib.domain.inbound import Bounce
from chalicelib.domain.shortening import fitting

REASON = 300
MOST_PEOPLE = 50  # SES takes no more for one mail
# Sub-types that say what no status does: the kind, and words for where the other side gave none.
SUBTYPES = {
    "NoEmail": ("unknown address", "The address could not be found"),
    "Suppressed": ("suppressed", "Amazon SES sends nothing to this address: mail to it bounced before"),
    "OnAccountSuppressionList": ("suppressed", "The address is on this account's suppression list"),
    "MailboxFull": ("mailbox full", "The mailbox is full"),
    "MessageTooLarge": ("too large", "The mail is too large for the mailbox"),
    "ContentRejected": ("rejected", "The mail system refused what the mail says"),
    "AttachmentRejected": ("rejected", "The mail system refused a file of the mail"),
}
COMPLAINED = "marked it as spam"


@dataclass(frozen=True, slots=True)
class NotForUs:
    """An event that says nothing about a message: `what` it is, for the log."""

    what: str


def read_ses_event(body: str) -> DeliveryEvent | NotForUs:
    """From the body of a queue message: SNS's envelope around SES's event, or that alone.

    Raises `Invalid` for an event of a known type without what belongs in it. No address in the envelope is
    ever followed: what is in our queue came from our topic, and from nowhere else.
    """
    event = _event_in(body)
    if event is None:
        return NotForUs("no event")
    kind = str(event.get("eventType", event.get("notificationType", "")))
    read = READERS.get(kind)
    if read is None:
        return NotForUs(kind[:50] or "an event without a type")
    try:
        about = _message(event)
        return about if isinstance(about, NotForUs) else read(event, about)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Invalid(f"Not a whole event of SES ({kind}): {type(error).__name__}") from error


def _event_in(body: str) -> dict[str, Any] | None:
    """SES also writes a plain sentence, when it first finds the topic."""
    try:
        event = json.loads(body)
        if isinstance(event, dict) and "Message" in event:
            event = json.loads(event["Message"])
    except (ValueError, TypeError):
        return None
    return event if isinstance(event, dict) else None


@dataclass(frozen=True, slots=True)
class _About:
    """The message that an event is about, by the tags that we gave it."""

    conversation_id: ConversationId
    seq: int
    attempt: int
    provider_id: str
    sent_as: str
    sent_at: datetime
    trace: str


def _message(event: Mapping[str, Any]) -> _About | NotForUs:
    mail = event["mail"]
    tags = mail.get("tags") or {}
    if "key" not in tags:
        return NotForUs("a mail that is no message of a conversation")
    conversation, _, seq = str(tags["key"][0]).rpartition("-")
    if not is_identifier(conversation):
        return NotForUs("a mail of somebody else")
    region = str(mail.get("sourceArn", "")).split(":")[3:4]
    provider_id = str(mail["messageId"])
    return _About(
        ConversationId(conversation),
        int(seq),
        int(tags["attempt"][0]),
        provider_id,
        ses_message_id(provider_id, region[0]) if region and region[0] else "",
        _time(mail["timestamp"]),
        str((tags.get("trace") or [""])[0]),
    )


def _made(
    about: _About,
    state: Delivery,
    told: Mapping[str, Any],
    *,
    bounces: tuple[Bounce, ...] = (),
    reason: str = "",
) -> DeliveryEvent:
    """`told` is the part of the event that is about what happened; it tells the event from all others."""
    same = json.dumps(told, sort_keys=True).encode()
    words = reason or "; ".join(bounce.words for bounce in bounces)
    return DeliveryEvent(
        id=f"{about.provider_id}#{state.value}#{hashlib.sha256(same).hexdigest()}",
        conversation_id=about.conversation_id,
        seq=about.seq,
        attempt=about.attempt,
        state=state,
        at=_time(told["timestamp"]) if "timestamp" in told else about.sent_at,
        sent_as=about.sent_as,
        bounces=bounces,
        reason=fitting(words, REASON),
        trace=about.trace,
    )


def _send(event: Mapping[str, Any], about: _About) -> DeliveryEvent:
    return _made(about, Delivery.SENT, event.get("send") or {})


def _delivery(event: Mapping[str, Any], about: _About) -> DeliveryEvent:
    return _made(about, Delivery.DELIVERED, event["delivery"])


def _bounce(event: Mapping[str, Any], about: _About) -> DeliveryEvent:
    """Also a transient one is the end: SES had tried until it gave up."""
    told = event["bounce"]
    kind, words = SUBTYPES.get(str(told.get("bounceSubType", "")), ("", ""))
    people = told["bouncedRecipients"][:MOST_PEOPLE]
    bounces = tuple(_undelivered(one, kind, words) for one in people)
    return _made(about, Delivery.BOUNCED, told, bounces=bounces)


def _delay(event: Mapping[str, Any], about: _About) -> DeliveryEvent:
    told = event["deliveryDelay"]
    people = told["delayedRecipients"][:MOST_PEOPLE]
    bounces = tuple(_undelivered(one, "", "", is_delay=True) for one in people)
    return _made(about, Delivery.DELAYED, told, bounces=bounces)


def _undelivered(one: Mapping[str, Any], kind: str, words: str, *, is_delay: bool = False) -> Bounce:
    said = str(one.get("diagnosticCode") or "").partition(";")  # smtp; 550 5.1.1 …
    reason = " ".join((said[2] or said[0]).split()) or words
    status = str(one.get("status") or "")
    if not status and reason:
        status = general_status(reason, "", "delayed" if is_delay else "failed")
    if kind == "suppressed":
        status = "5.1.1"  # whatever the other side would say: SES does not ask it
    return Bounce(
        recipient=_address(one),
        status=status,
        reason=fitting(reason, REASON),
        original_message_id="",
        kind=kind or reason_class(status, reason),
        is_delay=is_delay,
    )


def _complaint(event: Mapping[str, Any], about: _About) -> DeliveryEvent:
    told = event["complaint"]
    people = told["complainedRecipients"][:MOST_PEOPLE]
    bounces = tuple(Bounce(_address(one), "", COMPLAINED, "", COMPLAINT) for one in people)
    words = ", ".join(bounce.recipient for bounce in bounces)
    return _made(about, Delivery.COMPLAINED, told, bounces=bounces, reason=words)


def _reject(event: Mapping[str, Any], about: _About) -> DeliveryEvent:
    told = event["reject"]
    return _made(about, Delivery.FAILED, told, reason=f"Amazon SES refused it: {told.get('reason', '')}")


def _rendering(event: Mapping[str, Any], about: _About) -> DeliveryEvent:
    told = event["failure"]
    return _made(about, Delivery.FAILED, told, reason=f"Amazon SES: {told.get('errorMessage', '')}")


READERS: dict[str, Callable[[Mapping[str, Any], _About], DeliveryEvent]] = {
    "Send": _send,
    "Delivery": _delivery,
    "Bounce": _bounce,
    "DeliveryDelay": _delay,
    "Complaint": _complaint,
    "Reject": _reject,
    "Rendering Failure": _rendering,
}


def _address(one: Mapping[str, Any]) -> str:
    """Lower case, and without the name that may stand beside it."""
    written = str(one["emailAddress"]).rpartition("<")[2]
    return written.strip(" >").lower()[:320]


def _time(value: str) -> datetime:
    moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    if moment.tzinfo is None:
        raise ValueError(f"a time without zone: {value}")
    return moment
