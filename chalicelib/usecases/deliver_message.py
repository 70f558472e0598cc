"""Hand the messages of a conversation to the world outside, one after the other, never twice unasked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome, Message
from chalicelib.domain.errors import NoSuchFile, NoSuchInbox, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.domain.sending import from_hosted
from chalicelib.domain.sending_errors import SendDelayed, SenderRefused, SendRefused, SendUnsure, TokenInvalid
from chalicelib.ports.account_check import token_broke, token_works
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import way_out
from chalicelib.ports.failed_answers import open_again
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on
from chalicelib.ports.outgoing import outbound_of
from chalicelib.ports.outside import Outbound
from chalicelib.ports.parts_sent import PartsSent
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.sending_state import domain_broke
from chalicelib.ports.stores import Commit
from chalicelib.ports.unseen_chat import mail_unseen

MOST_AT_ONCE = 20
DELIVERY = Actor.system("delivery")


@dataclass(frozen=True, slots=True)
class _End:
    """How it ended. `sent_as` is the Message-ID that the provider put in the place of ours, if it did."""

    outcome: Delivery
    provider_id: str = ""
    reason: str = ""
    sent_as: str = ""


def deliver_message(ports: Ports, conversation_id: ConversationId) -> None:
    """Send what is due in this conversation, the lowest `seq` first; what waits is left to its time.

    Safe to run at any moment and any number of times. A message is claimed before it is sent. A claim
    whose lease ended without an outcome may or may not have gone out: unless the gateway knows, a person
    is told so and decides. Where repeats are known as such, it is simply sent again.
    """
    for _ in range(MOST_AT_ONCE):
        works = ports.conversations.unsettled_work(conversation_id)
        unsettled = [work for work in works if not work.if_unseen]
        if unseen := [work for work in works if work.if_unseen]:
            mail_unseen(ports, unseen)
        if not unsettled or not _advance(ports, unsettled[0]):
            return


def _advance(ports: Ports, work: DeliveryWork) -> bool:
    """Whether this message is settled now, so that the next one may go."""
    now = ports.now()
    repeats = work.lease_ended(now) and _may_be_repeated(ports, work)
    if work.lease_ended(now) and not repeats:
        found = _gateway_found(ports, work)
        message = ports.conversations.entry(work.conversation_id, work.seq).content if found else None
        ours = message.message_id if isinstance(message, Message) else ""
        return _settle(ports, work, _found(ports, found, ours) if found else _End(Delivery.UNSURE))
    if not repeats and not work.may_be_claimed(now):
        return False
    claimed = work.claimed(ports.new_id(), now)
    try:
        outbound = outbound_of(ports, claimed)  # before the claim: what fails here was surely not sent
    except (SendRefused, NoSuchFile) as error:
        return _settle(ports, work, _End(Delivery.FAILED, reason=error.detail or error.title))
    try:
        ports.conversations.change_work(claimed)
    except StaleConversation:
        if not _is_claimed(ports, claimed):
            return False  # somebody else sends it right now
    return _send(ports, claimed, outbound)


def _may_be_repeated(ports: Ports, work: DeliveryWork) -> bool:
    """For as long as it would be tried anyway."""
    kind = ports.kinds.get(ports.conversations.head(work.conversation_id).channel_kind)
    return kind is not None and kind.knows_repeats and work.next_try(ports.now()) is not None


def _is_claimed(ports: Ports, claimed: DeliveryWork) -> bool:
    """The claim was written and its answer lost on the way, so that writing it again was refused."""
    stored = ports.conversations.work(claimed.conversation_id, [claimed.seq]).get(claimed.seq)
    return stored is not None and (stored.claim, stored.version) == (claimed.claim, claimed.version)


def _send(ports: Ports, claimed: DeliveryWork, outbound: Outbound) -> bool:
    parts = PartsSent(ports, claimed)
    try:
        if outbound.channel.paused:
            raise SendDelayed(
                "This channel is paused"
            )  # it was accepted before: it goes when the channel does
        provider_id = ports.gateways[outbound.channel.kind].send(replace(outbound, part_sent=parts.keep))
    except SendRefused as refused:
        is_from_team = outbound.message.sender.address != outbound.channel.address
        if isinstance(refused, SenderRefused) and is_from_team:
            return _send_from_hosted(ports, parts.work, outbound)
        return _settle(ports, parts.work, _End(Delivery.FAILED, reason=refused.detail))
    except SendUnsure as unsure:
        return _settle(ports, parts.work, _End(Delivery.UNSURE, reason=unsure.detail))
    except SendDelayed as delayed:
        if isinstance(delayed, TokenInvalid):
            token_broke(ports, outbound.channel, delayed.detail)
        until = parts.work.next_try(ports.now(), delayed.wait)
        if until is None:
            return _settle(ports, parts.work, _End(Delivery.FAILED, reason=delayed.detail))
        ports.conversations.change_work(parts.work.postponed(until, delayed.detail))
        return False
    end = _sent(provider_id, outbound.message.message_id)
    settled = _settle(ports, parts.work, replace(end, sent_as="") if parts.has(provider_id) else end)
    token_works(ports, outbound.channel)  # last: were it to fail, the outcome is written
    return settled


def _send_from_hosted(ports: Ports, work: DeliveryWork, outbound: Outbound) -> bool:
    """The team address is refused as a sender, so nothing went out: the hosted one sends, from now on."""
    team = outbound.message.sender
    message = replace(outbound.message, sender=from_hosted(outbound.channel, team))
    settled = _send(ports, work, replace(outbound, message=message))
    domain_broke(ports, team.address.rpartition("@")[2])  # last: were it to fail, the outcome is written
    return settled


def _sent(provider_id: str, ours: str) -> _End:
    """What answers will quote is the id it went out with: SES, and some relays, replace ours; platforms
    make theirs."""
    replaced = provider_id != ours and (provider_id.startswith("<") or not ours)
    return _End(Delivery.SENT, provider_id, sent_as=provider_id if replaced else "")


def _found(ports: Ports, provider_id: str, ours: str) -> _End:
    """As when it was sent; its id may be known already, from where the gateway knows it."""
    end = _sent(provider_id, ours)
    known = ports.conversations.known([ExternalId.of_ours(end.sent_as)]) if end.sent_as else {}
    return replace(end, sent_as="") if known else end


def _gateway_found(ports: Ports, work: DeliveryWork) -> str | None:
    try:
        head = ports.conversations.head(work.conversation_id)
        channel = way_out(ports, head, ports.workspace.channels())
    except NoSuchInbox:
        return None
    gateway = ports.gateways.get(channel.kind)
    return gateway.found(f"{work.conversation_id}-{work.seq}", work.attempts) if gateway else None


@again_when_stale
def _settle(ports: Ports, work: DeliveryWork, end: _End) -> bool:
    """Write the outcome into the log and close the work, in one commit; only this part may run again."""
    current = ports.conversations.work(work.conversation_id, [work.seq]).get(work.seq)
    if current is None or current.version != work.version and not _was_doubted(work, current, end.outcome):
        # settled meanwhile, by an event of the provider or by a person: then the next one may go
        return current is not None and current.is_settled
    head = where_it_goes_on(ports, work.conversation_id)
    about = elsewhere(head, work.conversation_id)
    entry = DeliveryOutcome(work.seq, end.outcome, end.reason, end.provider_id, about)
    job = ExternalId.of_job(work.conversation_id, work.seq, f"deliver_message#{current.version}")
    receipts = [Receipt(job, content_hash=end.outcome)]
    if end.sent_as:
        sent_as = ExternalId.of_ours(end.sent_as)
        receipts.append(Receipt(sent_as, of=work.seq, of_conversation=about))
    settled = current.settled(end.outcome, provider_id=end.provider_id, reason=end.reason)
    step = open_again(ports, head.record(entry, ports.now(), DELIVERY), work.conversation_id, entry)
    taken = ports.conversations.commit(Commit(step, tuple(receipts), work=(settled,)))
    if taken.repeated and taken.content_hash != end.outcome:
        if end.sent_as and ports.conversations.known([ExternalId.of_ours(end.sent_as)]):
            return _settle(ports, work, replace(end, sent_as=""))  # sent again under the id that it had
        raise StaleConversation("Somebody told another outcome a moment ago")
    return True


def _was_doubted(work: DeliveryWork, current: DeliveryWork, outcome: Delivery) -> bool:
    """Sending took longer than the lease, so somebody said "not sure"; whoever sent it knows."""
    same_try = current.attempts == work.attempts
    return same_try and current.outcome is Delivery.UNSURE and outcome is not Delivery.UNSURE
