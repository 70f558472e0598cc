"""A message came in on some channel: put it in its conversation, starting one if need be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain import limits
from chalicelib.domain.contact import Contact, ContactChange, Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Content, Direction, Message, Returned, Status, Why
from chalicelib.domain.errors import NoSuchConversation, StaleConversation
from chalicelib.domain.ids import ContactId, ConversationId
from chalicelib.domain.inbound import InboundMessage, Said
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_thread import (
    HeadReadAhead,
    assigned_by_chatflow,
    contact_of_chat,
    greeted,
    thread_of_chat,
)
from chalicelib.ports.delivery_reports import heard_from, report_commit
from chalicelib.ports.merged_conversations import elsewhere, where_it_goes_on
from chalicelib.ports.person_thread import PLATFORM, answered_at_once, answering, contact_of_person
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from chalicelib.ports.thread_finding import Stored, Thread, find_thread, links_to_twins

MAIL = Actor.system("mail")
MOST_READ = 30


@again_when_stale
def receive_message(
    ports: Ports,
    inbound: InboundMessage,
    also: tuple[Receipt, ...] = (),
    ahead: HeadReadAhead | None = None,
) -> Taken:
    """Return where it went, and whether it had been taken in before.

    Every channel delivers at least once, so a repeat is an ordinary day and not an error. Another mail
    under an id that is taken already is kept too, and says so; of a chat or a platform, which make an id
    for each message, the first one counts. `also` are receipts of whoever ordered it, `ahead` the head of
    its conversation where that was read already. Raises `Loop` for automatic mail beyond what one address may
    send, `NoSuchConversation` for a chat that is not the visitor's.
    """
    if inbound.said:
        return _take_said(ports, inbound, inbound.said, ahead or HeadReadAhead(None))
    stored = ports.conversations.known(_ids_of(inbound))
    receipt_id, inbound = _receipt_of(inbound, stored)
    known = stored.get(receipt_id)
    if known is not None and known.seq is not None:
        return Taken(known.conversation_id, known.seq, repeated=True, content_hash=known.content_hash)
    receipt = Receipt(receipt_id, inbound.content_hash, replaces=known)
    commit = _commit(ports, inbound, stored, receipt)
    seq = _seq_of_message(commit) if inbound.person else 0
    if seq:  # reactions and edits name the message by its id
        commit = replace(commit, receipts=(replace(receipt, of=seq),))
    taken = ports.conversations.commit(replace(commit, receipts=(*commit.receipts, *also)))
    if seq and not taken.repeated:
        return replace(taken, seq=seq, with_whom=commit.step.after.contact_name)
    if taken.repeated and taken.content_hash != inbound.content_hash and not inbound.person:
        raise StaleConversation("another mail took this id a moment ago")
    return taken


def _take_said(ports: Ports, inbound: InboundMessage, said: Said, ahead: HeadReadAhead) -> Taken:
    """Words of a chat: nothing is looked up, since the receipt of a repeat refuses the commit by itself.

    Answers the `seq` of the message, whatever else its commit brought.
    """
    thread = Thread(thread_of_chat(ports, inbound, said, ahead), ())
    commit = _placed(ports, inbound, thread, {})
    seq = _seq_of_message(commit)
    receipt = Receipt(inbound.receipt_id, inbound.content_hash, of=seq)
    taken = ports.conversations.commit(replace(commit, receipts=(receipt,)))
    return taken if taken.repeated else replace(taken, seq=seq)


def _seq_of_message(commit: Commit) -> int:
    """Where the message itself stands, whatever else its commit brought, such as a greeting before it."""
    first: dict[Direction, int] = {}
    for entry in commit.step.entries:
        if isinstance(entry.content, Message):
            first.setdefault(entry.content.direction, entry.seq)
    return first.get(Direction.IN) or first.get(Direction.OUT, 0)


def _ids_of(inbound: InboundMessage) -> list[ExternalId]:
    """Every id that decides where the message goes, each once; at most 100 rows in one read."""
    ids = [inbound.receipt_id, inbound.other_content_id, ExternalId.of_ours(inbound.external_id)]
    ids += inbound.person_ids
    address = inbound.bounce.recipient if inbound.bounce else inbound.message.sender.address
    ids.append(ExternalId.of_bounced(address))
    if inbound.bounce and inbound.bounce.original_message_id:
        ids.append(ExternalId.of_ours(inbound.bounce.original_message_id))
    for hint in inbound.hints:
        ids += [ExternalId.on_channel(inbound.channel.id, hint), ExternalId.of_ours(hint)]
    return list(dict.fromkeys((*ids, *inbound.twin_ids)))[:100]


def _receipt_of(inbound: InboundMessage, stored: Stored) -> tuple[ExternalId, InboundMessage]:
    """The id to keep it under: its own, unless another content has taken that."""
    earlier = stored.get(inbound.receipt_id)
    is_same = earlier is None or not earlier.is_receipt or earlier.content_hash == inbound.content_hash
    if is_same or inbound.person:
        return inbound.receipt_id, inbound
    return inbound.other_content_id, inbound.explained(Why("same_id_other_content", inbound.external_id))


def _commit(ports: Ports, inbound: InboundMessage, stored: Stored, receipt: Receipt) -> Commit:
    if own := stored.get(ExternalId.of_ours(inbound.external_id)):
        head = where_it_goes_on(ports, own.conversation_id)
        came_back = Returned(inbound.external_id, own.seq or 0, elsewhere(head, own.conversation_id))
        return Commit(head.record(came_back, inbound.received_at, MAIL), (receipt,))
    if report := report_commit(ports, inbound, stored, receipt):
        return report
    if inbound.came_home and (home := _home(ports, inbound.came_home)):
        return Commit(home.record(Returned(inbound.external_id), inbound.received_at, MAIL), (receipt,))
    thread = find_thread(ports, inbound, stored)
    _check_for_loop(ports, inbound, thread)
    return replace(
        _placed(ports, inbound.explained(*thread.why), thread, stored),
        receipts=(receipt,),
        pointers=_pointers(inbound, stored),
    )


def _home(ports: Ports, conversation_id: ConversationId) -> Conversation | None:
    try:
        return where_it_goes_on(ports, conversation_id)
    except NoSuchConversation:
        return None


def _placed(ports: Ports, inbound: InboundMessage, thread: Thread, stored: Stored) -> Commit:
    """In the thread that was found, or at the beginning of a new one."""
    contact, heard = None, heard_from(ports, thread.head, inbound, stored) if thread.head else ()
    if thread.head and thread.agent:
        step = _from_agent(thread.head, inbound, thread.agent)
    elif thread.head and inbound.from_us:
        message = _to_them(answering(ports, inbound, stored, thread.head), thread)
        step = thread.head.record(message, inbound.received_at, PLATFORM)
    elif thread.head:
        message = answering(ports, inbound, stored, thread.head)
        opens_nothing = message.opens_nothing or _is_said_elsewhere(ports, inbound, thread)
        inbound = replace(inbound, message=replace(message, opens_nothing=opens_nothing))
        message, actor = _with_newcomers(thread.head, inbound), Actor.contact(thread.head.contact_id)
        step = answered_at_once(thread.head.receive(message, inbound.received_at, actor), inbound)
    else:
        step, contact, heard = _start(ports, inbound, thread)
    linked = {step.after.id, *(link.conversation_id for link in step.after.linked)}
    for link in links_to_twins(ports, inbound, stored):
        if link.conversation_id not in linked:
            step = step.add(link, inbound.received_at, MAIL)
    return Commit(step, contact=contact, contacts=heard)


def _to_them(message: Message, thread: Thread) -> Message:
    """What the team wrote elsewhere, under the id by which the conversation knows the person."""
    if thread.head is None or thread.merged_in:
        return message
    return replace(message, to=tuple(replace(one, address=thread.head.contact_address) for one in message.to))


def _is_said_elsewhere(ports: Ports, inbound: InboundMessage, thread: Thread) -> bool:
    """On another channel, or by somebody else, that was merged in: the platform that answers go out by has
    heard nothing."""
    kind = ports.kinds.get(thread.head.channel_kind) if thread.head else None
    if thread.head is None or kind is None or kind.window is None:
        return False
    return thread.merged_in or inbound.channel.id != thread.head.channel_id


def _from_agent(head: Conversation, inbound: InboundMessage, agent: Agent) -> Step:
    """One of the team answered in their own mail program: their answer, and never a customer's mail."""
    message = replace(_with_newcomers(head, inbound), direction=Direction.OUT, own_program=True)
    if not message.reaches(head.contact_address):
        message = replace(message, why=(*message.why, Why("customer_left_out", head.contact_address)))
    return head.reply_from_outside(message, inbound.received_at, agent.id)


def _with_newcomers(head: Conversation, inbound: InboundMessage) -> Message:
    """Whom a person writes to beside us takes part from now on; a machine or a forger brings nobody in."""
    if inbound.message.automatic or inbound.suspect:
        return inbound.to_keep
    joined = head.newcomers((inbound.message.sender.address, *inbound.people))
    return replace(
        inbound.to_keep, joined=tuple(one for one in joined if one != inbound.message.sender.address)
    )


def _check_for_loop(ports: Ports, inbound: InboundMessage, thread: Thread) -> None:
    """Machines that answer each other are stopped by a budget of each address, in a thread and in all."""
    if not inbound.message.automatic or inbound.let_in or inbound.person:
        return  # people on platforms send nothing automatic: it is what we call their calls and lost files
    address = inbound.message.sender.address
    if thread.head:
        since = inbound.received_at - timedelta(seconds=limits.LOOP_WINDOW_SECONDS)
        entries = ports.conversations.entries(thread.head.id, before=thread.head.seq + 1, limit=MOST_READ)
        count = 1 + sum(entry.at > since and _is_automatic_of(entry.content, address) for entry in entries)
        most = limits.AUTOMATIC_IN_CONVERSATION
    else:
        key = f"loop#{address}"
        count = ports.live.count_try(key, ports.now(), limits.LOOP_WINDOW_SECONDS)
        most = limits.AUTOMATIC_BEGINNINGS
    if count > most:
        from chalicelib.domain.mail_errors import Loop  # hardly ever

        where = f"conversation {thread.head.number}" if thread.head else "new conversations"
        raise Loop(f"{count} automatic mails of {address or 'nobody'} for {where} within an hour")


def _is_automatic_of(content: Content, address: str) -> bool:
    return (
        isinstance(content, Message)
        and content.direction is Direction.IN
        and content.automatic
        and content.sender.address == address
    )


def _pointers(inbound: InboundMessage, stored: Stored) -> tuple[ExternalId, ...]:
    """Ids that were mentioned and had no row: what quotes them later finds this conversation."""
    mentioned = [(ExternalId.on_channel(inbound.channel.id, hint), hint) for hint in inbound.hints]
    return tuple(
        id_ for id_, hint in mentioned if id_ not in stored and ExternalId.of_ours(hint) not in stored
    ) + tuple(id_ for id_ in inbound.person_ids if id_ not in stored)


def _start(
    ports: Ports, inbound: InboundMessage, thread: Thread
) -> tuple[Step, Contact | None, tuple[ContactChange, ...]]:
    """The first step of a new conversation, the contact if nobody knew them, what is new about one known."""
    message, channel = inbound.message, inbound.channel
    contact, is_new = _contact_of(ports, inbound)
    first = Conversation(
        id=ConversationId(ports.new_id()),
        number=ports.workspace.next_number("conversation"),
        inbox_id=channel.inbox_id,
        channel_id=channel.id,
        channel_kind=channel.kind,
        contact_id=contact.id,
        contact_name=contact.name,
        contact_address=fitting(
            inbound.person.id if inbound.person else message.sender.address, limits.ADDRESS
        ),
        subject=fitting(message.subject, limits.SUBJECT),
        started_at=inbound.received_at,
        last_activity_at=inbound.received_at,
        status=_first_status(inbound),
    )
    message = _with_newcomers(first, inbound)
    step = Step.begin(first)
    if inbound.said:
        step = greeted(step, inbound, inbound.said)
    step = step.add(message, inbound.received_at, PLATFORM if inbound.from_us else Actor.contact(contact.id))
    step = answered_at_once(step, inbound)
    if inbound.said:
        step = assigned_by_chatflow(step, inbound, inbound.said)
    for link in thread.linked:
        step = step.add(link, inbound.received_at, MAIL)
    heard = contact.heard_from(message.sender.address)
    changed = (ContactChange(contact, heard),) if heard != contact else ()
    return step, contact if is_new else None, changed


def _first_status(inbound: InboundMessage) -> Status:
    """What a mail provider wants to know is shown in the settings: it waits for nobody in the lists.
    Nor does what was said long ago."""
    if inbound.suspect:
        return Status.SPAM
    return Status.CLOSED if inbound.asks or inbound.message.imported else Status.OPEN


def _contact_of(ports: Ports, inbound: InboundMessage) -> tuple[Contact, bool]:
    """The person who wrote, and whether they are new. Only a proven address finds or makes an identity."""
    sender = inbound.message.sender
    if inbound.said:
        return contact_of_chat(ports, inbound.said)
    if inbound.person:
        return contact_of_person(ports, inbound.channel, inbound.person)
    fresh = Contact(
        ContactId(ports.new_id()), fitting(sender.name or sender.address, limits.NAME), ports.now()
    )
    if not sender.address or not inbound.proven:
        return replace(fresh, claimed_email=sender.address, consents=inbound.consents), True
    identity = Identity("email", sender.address)
    if known := ports.contacts.by_identity(identity):
        return known, False
    return replace(fresh, identities=(identity,)), True
