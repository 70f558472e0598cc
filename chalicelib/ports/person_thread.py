"""The thread of a person on a platform such as Messenger: whose it is, and what answers their first words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain import limits
from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.domain.contact import Contact, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Direction, Mailbox, Message, Status
from chalicelib.domain.ids import ContactId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.platform_event import Person
from chalicelib.domain.receipt import ExternalId, Known
from chalicelib.domain.shortening import fitting, is_blank
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on

PLATFORM = Actor.system("platform")
INSTANT = Actor.system("instant_reply")
MARK = 4


def identity_of(channel: Channel, person_id: str) -> Identity:
    """What the platform's signature proves: who it is on this account."""
    return Identity(channel.kind, f"{channel.address}#{person_id}")


def contact_of_person(ports: Ports, channel: Channel, person: Person) -> tuple[Contact, bool]:
    """Who the person is, and whether they are new."""
    identity = identity_of(channel, person.id)
    if known := ports.contacts.by_identity(identity):
        return known, False
    person = readable(person)
    name = fitting(person.name or name_for(ports.kinds.get(channel.kind), channel, person.id), limits.NAME)
    fresh = Contact(
        ContactId(ports.new_id()),
        name,
        ports.now(),
        (identity,),
        claimed_email=person.email,
        nameless=not person.name,
        ask_after=person.ask_after,
    )
    return fresh, True


def readable(person: Person) -> Person:
    """Without a name of which nothing is to be seen, as some people choose."""
    return replace(person, name="") if is_blank(person.name) else person


def name_for(kind: ChannelKind | None, channel: Channel, person_id: str) -> str:
    """What to call somebody whose name the platform does not tell."""
    platform = kind.name if kind and kind.name else channel.kind.capitalize()
    return f"{platform} …{person_id[-MARK:]}"


def answering(
    ports: Ports, inbound: InboundMessage, stored: Mapping[ExternalId, Known], head: Conversation
) -> Message:
    """The message with the `seq` of the one that it answers, where that stands in the same conversation, or
    in one that was merged into it."""
    message = inbound.message
    if not inbound.person or not message.in_reply_to:
        return message
    hint = message.in_reply_to
    for id_ in (ExternalId.of_ours(hint), ExternalId.on_channel(inbound.channel.id, hint)):
        row = stored.get(id_)
        if row and row.seq and _is_in(ports, row, head):
            where = elsewhere(head, row.conversation_id)
            return replace(message, answers=row.seq, answers_conversation=where)
    return message


def _is_in(ports: Ports, row: Known, head: Conversation) -> bool:
    return row.conversation_id == head.id or where_it_goes_on(ports, row.conversation_id).id == head.id


def answered_at_once(step: Step, inbound: InboundMessage) -> Step:
    """The first words of a person get the account's instant reply, in the same commit: also where a call or
    what brought them here came before, and not where another app has the conversation and answers."""
    account = inbound.channel.platform
    if account is None or not account.answers_at_once or inbound.from_us or inbound.person is None:
        return step
    if inbound.channel.paused or inbound.message.imported:  # words of long ago wait for nothing
        return step
    if inbound.message.automatic or inbound.by_another or not _is_their_first_word(step.before):
        return step
    words = Message(
        Direction.OUT,
        fitting(account.instant_reply, limits.INLINE_TEXT),
        sender=Mailbox("", inbound.channel.name),
        to=(Mailbox(inbound.person.id, inbound.person.name),),
        automatic=True,
    )
    step = step.add(words, inbound.received_at, INSTANT)
    return step.deliver(step.after.seq)


def _is_their_first_word(before: Conversation | None) -> bool:
    """Whether the conversation begins, or held no more than a call or what brought them here."""
    if before is None:
        return True
    only_notes = before.last_inbound_seq > 0 and before.last_message_seq == 0
    return only_notes and not before.merged_from and before.status is not Status.SPAM
