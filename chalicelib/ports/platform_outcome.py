"""What a platform tells of a message of ours, as an event of its delivery."""

from __future__ import annotations

from chalicelib.domain.delivery_event import DeliveryEvent
from chalicelib.domain.entry import Delivery
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.platform_event import Mark, PlatformMessage, PlatformStatus, StatusState, Watermark
from chalicelib.domain.platform_key import key_in
from chalicelib.domain.receipt import ExternalId
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on

PLATFORM = "platform"
STATES = {
    StatusState.SENT: Delivery.SENT,
    StatusState.DELIVERED: Delivery.DELIVERED,
    StatusState.FAILED: Delivery.FAILED,
}
# several parts are sent, and delivered, once the last of them is; `DeliveryWork.parts` are the others
ONLY_OF_THE_LAST = (Delivery.SENT, Delivery.DELIVERED)


def ours(ports: Ports, echo: PlatformMessage) -> bool:
    """Whether we sent it: what we wrote beside a message says so before its id is known."""
    key = key_in(echo.echo.key) if echo.echo else None
    return key is not None or bool(ports.conversations.known([ExternalId.of_ours(echo.id)]))


def is_being_sent(ports: Ports, channel: Channel, echo: PlatformMessage) -> bool:
    """Whether the echo may be a message that we are sending now: Instagram tells nothing of what we wrote
    beside ours, and an echo can be faster than the answer to our call."""
    sender = echo.echo.app_id if echo.echo else ""
    own = channel.platform.app_id if channel.platform else ""
    if sender not in ("", own):
        return False
    ids = [ExternalId.of_person(channel.id, id_) for id_ in echo.person.ids]
    threads = {row.conversation_id for row in ports.conversations.known(ids).values()}
    goes_on = {where_it_goes_on(ports, thread).id for thread in threads}
    works = (work for place in threads | goes_on for work in ports.conversations.unsettled_work(place))
    return any(work.claim for work in works)


def echoed(message: PlatformMessage) -> DeliveryEvent | None:
    """A message of ours is told to us: it went out, whatever became of the answer to our call.

    `None` for what somebody else sent, and for a part that is not the last one of a message.
    """
    key = key_in(message.echo.key) if message.echo else None
    if key is None or not key.is_last:
        return None
    return DeliveryEvent(
        id=f"{message.id}#sent",
        conversation_id=key.conversation_id,
        seq=key.seq,
        attempt=key.attempt,
        state=Delivery.SENT,
        at=message.at,
        sent_as=message.id,
        by=PLATFORM,
    )


def outcome_of(ports: Ports, channel: Channel, status: PlatformStatus) -> DeliveryEvent | Watermark | None:
    """`None` for what is no message of ours, or says nothing that is kept."""
    if status.state in (StatusState.READ, StatusState.PLAYED):
        return Watermark(status.person, Mark.READ, status.at, (status.of,), ends_at_named=True)
    state = STATES.get(status.state)
    place = _place(ports, channel, status)
    if state is None or place is None:
        return None
    conversation_id, seq = place
    work = ports.conversations.work(conversation_id, [seq]).get(seq)
    if work is None or (status.of in work.parts and state in ONLY_OF_THE_LAST):
        return None
    return DeliveryEvent(
        id=f"{status.of}#{status.state.value}#{work.attempts}",  # sent again, it may keep its id
        conversation_id=conversation_id,
        seq=seq,
        attempt=work.attempts,
        state=state,
        at=status.at,
        sent_as=status.of if state is Delivery.SENT else "",
        reason=_reason(status),
        by=PLATFORM,
    )


def _place(ports: Ports, channel: Channel, status: PlatformStatus) -> tuple[ConversationId, int] | None:
    """By its id, or by what we wrote beside it: others may have seen that, so the channel must be its own."""
    id_ = ExternalId.of_ours(status.of)
    if row := ports.conversations.known([id_]).get(id_):
        return row.conversation_id, row.seq or 0
    key = key_in(status.key)
    if key is None or not key.is_last:
        return None
    try:
        wrote = ports.conversations.head(key.conversation_id)
    except NoSuchConversation:
        return None
    return (wrote.id, key.seq) if wrote.channel_id == channel.id else None


def _reason(status: PlatformStatus) -> str:
    return " ".join(filter(None, (status.reason, f"({status.code})" if status.code else "")))
