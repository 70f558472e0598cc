"""Which conversation a message belongs to, by evidence, and as what its sender may join there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chalicelib.domain import limits
from chalicelib.domain.contact import Identity
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Linked, Message, Why
from chalicelib.domain.errors import NoSuchConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.receipt import ExternalId, Known
from chalicelib.domain.shortening import fitting
from chalicelib.domain.subject import base_subject, is_other_topic
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import chain_from, sources_of, where_it_goes_on

Stored = Mapping[ExternalId, Known]
Chain = tuple[Conversation, ...]
MOST_TRIED = 5


@dataclass(frozen=True, slots=True)
class Thread:
    """What was found: the conversation to join, or why a new one is started and what it is linked to.

    `agent` is one of the team who answered from their own mail program. `merged_in`: the person's own thread
    goes on in the conversation, whose answers go to somebody else.
    """

    head: Conversation | None
    why: tuple[Why, ...]
    linked: tuple[Linked, ...] = ()
    agent: Agent | None = None
    merged_in: bool = False


@dataclass(frozen=True, slots=True)
class Clue:
    """What points to a conversation. `mentioned`: its mail was only ever quoted, and never came in.

    `on_channel`: the id stands there because of mail on this very channel.
    """

    conversation_id: ConversationId
    why: Why
    mentioned: bool = False
    on_channel: bool = False


def find_thread(ports: Ports, inbound: InboundMessage, stored: Stored) -> Thread:
    """The signed token, then In-Reply-To, then References; never the subject alone, never for a stranger.

    `stored` is what is known under the ids of the message.
    """
    if inbound.person:
        return _thread_of_person(ports, inbound, stored)
    if inbound.suspect:
        return Thread(None, (inbound.suspect,))
    refused = Thread(None, (Why("started_new"),))
    by_hint = _clues_by_hint(inbound, stored)
    by_token = [Clue(token, Why("matched_token")) for token in inbound.tokens]
    for clue in (*by_token, *by_hint.values()):
        chain = chain_on_channel(ports, inbound, clue)
        if not chain:
            continue
        is_address_only = clue.why.code == "matched_token" and not _ids_of(chain) & by_hint.keys()
        thread = _joined(ports, chain, inbound, clue, is_address_only=is_address_only)
        if thread.head:
            return thread
        refused = thread
    return refused


def _thread_of_person(ports: Ports, inbound: InboundMessage, stored: Stored) -> Thread:
    """All of a person on a platform's account is one thread, as it is there."""
    for id_ in inbound.person_ids:
        row = stored.get(id_)
        if row and not row.tombstone:
            head = where_it_goes_on(ports, row.conversation_id)
            is_own = head.id == row.conversation_id or _is_with(head, inbound)
            return Thread(head, (), merged_in=not is_own)
    return Thread(None, ())


def _is_with(head: Conversation, inbound: InboundMessage) -> bool:
    """Whether answers go to who wrote, under any of the ids that the platform has for them."""
    is_theirs = inbound.person is not None and head.contact_address in inbound.person.ids
    return is_theirs and head.channel_id == inbound.channel.id


def _joined(
    ports: Ports, chain: Chain, inbound: InboundMessage, clue: Clue, *, is_address_only: bool
) -> Thread:
    """The thread with the sender in it, or why not. Reply addresses end up in address books: such a mail
    joins only under the subject of the thread. Who took part before a merge does so after it."""
    head = chain[-1]
    agent = _agent(ports, chain, inbound)
    is_unproven = agent is not None and not (inbound.verified and not clue.mentioned)
    welcome = not is_unproven if agent else _takes_part(ports, chain, inbound)
    if not welcome and (clue.mentioned or not _strangers_may_join(ports, head)):
        return _refusal(head, "agent_unproven" if is_unproven else "stranger_quoted")
    subjects = {base_subject(one.subject) for one in chain}
    if is_address_only and base_subject(inbound.message.subject) not in subjects:
        return _refusal(head, "subject_changed")
    if agent and not is_unproven:
        return Thread(head, (clue.why, Why("own_mail_program")), agent=agent)
    unproven = (Why("agent_unproven", str(head.number)),) if is_unproven else ()
    return Thread(head, (clue.why, *unproven, *_offer(ports, chain, inbound)))


def _ids_of(chain: Chain) -> frozenset[ConversationId]:
    """All that belongs together, as far as these heads know."""
    sources = [source.conversation_id for head in chain for source in head.merged_from]
    return frozenset((*(head.id for head in chain), *sources))


def _refusal(head: Conversation, code: str) -> Thread:
    linked = Linked(head.id, head.number, code)
    return Thread(None, (Why(code, str(head.number)),), (linked,))


def _clues_by_hint(inbound: InboundMessage, stored: Stored) -> dict[ConversationId, Clue]:
    found: dict[ConversationId, Clue] = {}
    same = stored.get(inbound.receipt_id)
    if same and not same.tombstone and (inbound.listed or not same.is_receipt):
        # what quotes it was faster than the mail itself; or it came directly too, and not through the list
        why = Why("matched_references", inbound.external_id)
        found[same.conversation_id] = Clue(same.conversation_id, why, not same.is_receipt, on_channel=True)
    for hint in inbound.hints:
        answered = hint == inbound.message.in_reply_to
        why = Why("matched_in_reply_to" if answered else "matched_references", hint)
        ours, theirs = ExternalId.of_ours(hint), ExternalId.on_channel(inbound.channel.id, hint)
        for id_ in (ours, theirs):
            row = stored.get(id_)
            if row and not row.tombstone:
                clue = Clue(row.conversation_id, why, not row.is_receipt, id_ == theirs)
                earlier = found.setdefault(row.conversation_id, clue)
                if earlier.mentioned and not clue.mentioned:
                    found[row.conversation_id] = clue
    return dict(list(found.items())[:MOST_TRIED])


def chain_on_channel(ports: Ports, inbound: InboundMessage, clue: Clue) -> Chain:
    """The conversation and where it goes on, or nothing.

    A thread belongs to the channel it began on, and to those of what was merged into it: an id quoted to
    another channel does not open it. A chat or a form goes on by mail from its inbox's own address.
    """
    try:
        chain = chain_from(ports, clue.conversation_id)
    except NoSuchConversation:
        return ()
    if clue.on_channel or any(_is_of_channel(ports, head, inbound) for head in chain):
        return chain
    sources = sources_of(ports, chain[-1])
    return chain if any(head.channel_id == inbound.channel.id for head in sources) else ()


def _is_of_channel(ports: Ports, head: Conversation, inbound: InboundMessage) -> bool:
    kind = ports.kinds.get(head.channel_kind)
    if kind and kind.through and kind.through == inbound.channel.kind:
        return head.inbox_id == inbound.channel.inbox_id
    return head.channel_id == inbound.channel.id


def _agent(ports: Ports, chain: Chain, inbound: InboundMessage) -> Agent | None:
    """One of the team, unless it is their own matter. Asked only when it is not the contact who writes.

    Their machine that says they are away is no answer of theirs: it is mail like any.
    """
    address = inbound.message.sender.address
    if not address or inbound.message.automatic or any(address == head.contact_address for head in chain):
        return None
    for agent in ports.workspace.agents():
        if agent.email == address and agent.state is AgentState.ACTIVE:
            return agent
    return None


def _takes_part(ports: Ports, chain: Chain, inbound: InboundMessage) -> bool:
    """A participant, also from another address that is proven to be the contact's."""
    address = inbound.message.sender.address
    if any(head.has_participant(address) for head in chain) or inbound.message.automatic and not address:
        return True
    if not address or not inbound.proven:
        return False
    contact = ports.contacts.by_identity(Identity("email", address))
    return contact is not None and any(contact.id == head.contact_id for head in chain)


def _strangers_may_join(ports: Ports, head: Conversation) -> bool:
    return any(inbox.id == head.inbox_id and inbox.strangers_may_join for inbox in ports.workspace.inboxes())


def _offer(ports: Ports, chain: Chain, inbound: InboundMessage) -> tuple[Why, ...]:
    """An old mail was answered to begin a new topic: it stays, and a person may part it with one click."""
    subject, head = inbound.message.subject, chain[-1]
    kind = ports.kinds.get(head.channel_kind)
    if (
        inbound.message.automatic
        or (kind is not None and not kind.mail)
        or any(not is_other_topic(subject, one.subject) for one in chain)
    ):
        return ()
    last = head.last_message_seq or head.last_inbound_seq
    content = ports.conversations.entry(head.id, last).content if last else None
    if isinstance(content, Message) and not is_other_topic(subject, content.subject):
        return ()
    return (Why("another_subject", fitting(subject, limits.SUBJECT)),)


def links_to_twins(ports: Ports, inbound: InboundMessage, stored: Stored) -> Iterator[Linked]:
    """The conversations in which the same mail stands because it went to other channels of ours too."""
    for id_ in inbound.twin_ids:
        row = stored.get(id_)
        if row is None or not row.is_receipt or row.tombstone or row.content_hash != inbound.content_hash:
            continue
        twin = where_it_goes_on(ports, row.conversation_id)
        yield Linked(twin.id, twin.number, "same_mail")
