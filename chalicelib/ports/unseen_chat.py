"""What the team said in a chat to somebody who has left: by mail, all of it in one, and answered by mail too.

The work of each message is due some minutes after it. What the visitor has seen by then is done; the rest
goes out together once nothing new was said for a while, from the inbox's own address, and answers to it
come back into the same conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome, Direction, Message
from chalicelib.domain.errors import NoSuchFile, NoSuchInbox, StaleConversation
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.domain.sending import filled_in
from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_mail import ChatMail, outbound_mail
from chalicelib.ports.email_channels import EMAIL, channel_named, email_channel, inbox_of
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on
from chalicelib.ports.outgoing import whole_text
from chalicelib.ports.outside import Outbound
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit

DELIVERY = Actor.system("delivery")
LONGEST_WAIT = timedelta(hours=1)
SUBJECT = {"en": "An answer from {company}", "es": "Una respuesta de {company}"}
IN_CHAT = "waits in the chat"
MOST_IN_ONE = 20


@dataclass(frozen=True, slots=True)
class _End:
    """How it ended. `sent_as` is the Message-ID of the mail that went out."""

    outcome: Delivery
    reason: str = ""
    provider_id: str = ""
    sent_as: str = ""


def mail_unseen(ports: Ports, works: Sequence[DeliveryWork]) -> None:
    """Do what is due among the unsettled work of one chat, lowest `seq` first. Safe to run at any moment.

    A crash after the mail went out leaves a claim: then the gateway is asked, and a person told if it does
    not know, as with any message.
    """
    now = ports.now()
    if not any(work.may_be_claimed(now) or work.lease_ended(now) for work in works):
        return
    if begun := [work for work in works if work.claim]:
        _after_a_crash(ports, begun, now)
        return
    head = where_it_goes_on(ports, works[0].conversation_id)
    seen = [work for work in works if work.seq <= head.seen_through]
    if seen:
        _settle(ports, seen, _End(Delivery.DELIVERED))
    if unseen := [work for work in works if work.seq > head.seen_through][:MOST_IN_ONE]:
        _mail(ports, head, unseen, now)


def _mail(ports: Ports, head: Conversation, works: Sequence[DeliveryWork], now: datetime) -> None:
    if wait := _still_talking(ports, head, works, now):
        for work in works:
            if work.may_be_claimed(now):
                ports.conversations.change_work(work.postponed(wait, ""))
        return
    address = ports.contacts.get(head.contact_id).email or head.contact_address
    try:
        channel = email_channel(ports, head.inbox_id)
    except NoSuchInbox:
        address = ""
    if not address:
        _settle(ports, works, _End(Delivery.SENT, IN_CHAT))
        return
    claim = ports.new_id()
    claimed = [work.claimed(claim, now) for work in works]
    try:
        outbound = _outbound(ports, head, channel, address, claimed)
    except NoSuchFile as missing:  # before the claim: nothing went out
        _settle(ports, works, _End(Delivery.FAILED, missing.detail or missing.title))
        return
    for work in claimed:
        ports.conversations.change_work(work)
    _send(ports, claimed, outbound)


def _still_talking(
    ports: Ports, head: Conversation, works: Sequence[DeliveryWork], now: datetime
) -> datetime | None:
    """Until when to wait: something new was said just now, or they have the chat open. Not for ever."""
    if now - works[0].first_due_at >= LONGEST_WAIT:
        return None
    newest = max(work.first_due_at for work in works)
    if newest > now:
        return newest
    watching = ports.live.watchers_of(head.id, now)
    return now + timedelta(minutes=1) if any(one.visitor_id for one in watching) else None


def _outbound(
    ports: Ports, head: Conversation, channel: Channel, address: str, works: Sequence[DeliveryWork]
) -> Outbound:
    """One mail with all that was said. Raises `NoSuchFile`."""
    messages = [_message(ports, work) for work in works]
    inbox = inbox_of(ports, channel)
    company = (channel_named(ports, head.channel_id) or channel).company_name
    sender_name = messages[-1].sender.name or company
    mail = ChatMail(
        address,
        sender_name=sender_name,
        subject=head.subject or SUBJECT.get(inbox.language, SUBJECT["en"]).format(company=company),
        text="\n\n".join(whole_text(ports, message) for message in messages),
        language=inbox.language,
        key=f"{works[0].conversation_id}-{works[0].seq}",
        unique=works[0].claim,
        attempt=works[0].attempts,
        signature=filled_in(inbox.signature, sender_name, company),
        files=tuple(file for message in messages for file in message.attachments),
    )
    return outbound_mail(ports, head, channel, mail)


def _message(ports: Ports, work: DeliveryWork) -> Message:
    content = ports.conversations.entry(work.conversation_id, work.seq).content
    return content if isinstance(content, Message) else Message(Direction.OUT, "")


def _send(ports: Ports, works: Sequence[DeliveryWork], outbound: Outbound) -> None:
    try:
        provider_id = ports.gateways[EMAIL].send(outbound)
    except SendRefused as refused:
        _settle(ports, works, _End(Delivery.FAILED, refused.detail))
    except SendUnsure as unsure:
        _settle(ports, works, _End(Delivery.UNSURE, unsure.detail))
    except SendDelayed as delayed:
        _later(ports, works, delayed)
    else:
        sent_as = provider_id if provider_id.startswith("<") else outbound.message.message_id
        _settle(ports, works, _End(Delivery.SENT, provider_id=provider_id, sent_as=sent_as))


def _later(ports: Ports, works: Sequence[DeliveryWork], delayed: SendDelayed) -> None:
    until = works[0].next_try(ports.now(), delayed.wait)
    if until is None:
        _settle(ports, works, _End(Delivery.FAILED, delayed.detail))
        return
    for work in works:
        ports.conversations.change_work(work.postponed(until, delayed.detail))


def _after_a_crash(ports: Ports, works: Sequence[DeliveryWork], now: datetime) -> None:
    """Somebody claimed these and never told how it ended; what was not reached by the claim goes on later."""
    if not all(work.lease_ended(now) for work in works):
        return
    first = works[0]
    found = ports.gateways[EMAIL].found(f"{first.conversation_id}-{first.seq}", first.attempts)
    if found is None:
        _settle(ports, works, _End(Delivery.UNSURE))
    else:
        sent_as = found if found.startswith("<") else ""
        _settle(ports, works, _End(Delivery.SENT, provider_id=found, sent_as=sent_as))


@again_when_stale
def _settle(ports: Ports, works: Sequence[DeliveryWork], end: _End) -> None:
    """One commit with an outcome for each message; the mail's id leads answers into the conversation."""
    conversation_id = works[0].conversation_id
    current = ports.conversations.work(conversation_id, [work.seq for work in works])
    same = [work for work in works if current.get(work.seq) == work]
    if not same:
        return
    head = where_it_goes_on(ports, conversation_id)
    about, step = elsewhere(head, conversation_id), Step(head, head)
    for work in same:
        told = DeliveryOutcome(work.seq, end.outcome, end.reason, end.provider_id, about)
        step = step.add(told, ports.now(), DELIVERY)
    job = ExternalId.of_job(conversation_id, same[0].seq, f"mail_unseen#{same[0].version}")
    receipts = [Receipt(job, content_hash=end.outcome)]
    if end.sent_as:
        receipts.append(Receipt(ExternalId.of_ours(end.sent_as), of=same[0].seq, of_conversation=about))
    settled = tuple(
        work.settled(end.outcome, provider_id=end.provider_id, reason=end.reason) for work in same
    )
    taken = ports.conversations.commit(Commit(step, tuple(receipts), work=settled))
    if taken.repeated and taken.content_hash != end.outcome:
        raise StaleConversation("Somebody told another outcome a moment ago")
