"""One checker for everything: nothing lost, nothing doubled, nothing made up, and every log is whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import (
    Assigned,
    Comment,
    Delivery,
    DeliveryOutcome,
    Direction,
    Entry,
    Message,
    Returned,
    Status,
    StatusChanged,
)
from chalicelib.domain.folding import folded
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.receipt import ExternalId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from tests.crash.letters import Letter
from tests.crash.world import World


@dataclass
class Ledger:
    """What people outside tried and what they were promised, by text; every text is unlike all others.

    `quarantined` are texts that nobody can take in. `resends` counts for each text how often a person
    asked to send it again; `answers` are the Message-IDs that a customer's answers name.
    """

    tried: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)
    letters: dict[str, Letter] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)
    quarantined: set[str] = field(default_factory=set)
    resends: Counter[str] = field(default_factory=Counter)
    answers: dict[str, str] = field(default_factory=dict)

    def letter(self, letter: Letter, *, silent: bool = False, quarantined: bool = False) -> Letter:
        """A customer begins to send it. A `silent` one becomes no message (a bounce, our own mail)."""
        (self.silent if silent else self.tried).add(letter.text)
        if quarantined:
            self.quarantined.add(letter.text)
        self.letters[letter.text] = letter
        return letter


@dataclass(frozen=True, slots=True)
class Log:
    """A conversation as it is stored."""

    head: Conversation
    entries: tuple[Entry, ...]


def logs(ports: Ports, ids: list[ConversationId]) -> list[Log]:
    """All of them, in the order in which they began."""
    found = [
        Log(ports.conversations.head(one), ports.conversations.entries(one, limit=100_000)) for one in ids
    ]
    return sorted(found, key=lambda log: log.head.number)


def ids_in(world: World) -> list[ConversationId]:
    """Every conversation there is, also one that no list shows."""
    with world.database.reading() as read:
        return [ConversationId(row["id"]) for row in read.execute("SELECT id FROM conversations")]


def words_of(entry: Entry) -> str | None:
    """The text that makes an entry unlike all others, where it has one."""
    content = entry.content
    return content.text.strip() if isinstance(content, Message | Comment) else None


def _is_parted(entry: Entry) -> bool:
    """A message that an agent made a conversation of its own; where it came in, it stands too."""
    content = entry.content
    return isinstance(content, Message) and any(why.code == "made_its_own" for why in content.why)


def lost_and_doubled(ledger: Ledger, found: list[Log]) -> dict[str, Any]:
    """Lost = promised - present, doubled = more than once, phantom = present - tried. All empty."""
    present = Counter(
        (log.head.channel_id, text)  # one mail to two channels is in both
        for log in found
        for entry in log.entries
        if (text := words_of(entry)) is not None and not _is_parted(entry)
    )
    texts = {text for _, text in present}
    return {
        "lost": sorted(ledger.promised - ledger.silent - ledger.quarantined - texts),
        "doubled": sorted(text for (_, text), times in present.items() if times > 1),
        "phantom": sorted(texts - ledger.tried),
    }


def check(world: World, ledger: Ledger, *, may_give_up: bool = False) -> None:
    """Everything that must hold when all is quiet.

    Where faults pile up for long, one job may meet five of them: it may lie in the dead letters then
    (`may_give_up`), but what it was about is neither lost nor doubled, since timers wake it too.
    """
    assert world.is_quiet(), world.unfinished()
    assert may_give_up or world.queue.dead() == 0, "jobs lie in the dead letters"
    found = logs(world.plain, ids_in(world))
    assert lost_and_doubled(ledger, found) == {"lost": [], "doubled": [], "phantom": []}
    for log in found:
        check_log(world.plain, log)
        check_deliveries(world, ledger, log)
    check_threads(ledger, found)
    check_lists(world.plain, found)
    check_receipts(world.plain, ledger, found)
    names = {item.id for item in world.plain.workspace.quarantined()}
    assert len(names) == len(ledger.quarantined), "what nobody can take in is shown, and nothing else"


def check_log(ports: Ports, log: Log) -> None:
    """`seq` has no gaps, and the head is exactly the fold of the entries: counters and unread too."""
    head = log.head
    assert [entry.seq for entry in log.entries] == list(range(1, head.seq + 1))
    again = Conversation(
        id=head.id,
        number=head.number,
        inbox_id=head.inbox_id,
        channel_id=head.channel_id,
        channel_kind=head.channel_kind,
        contact_id=head.contact_id,
        contact_name=head.contact_name,
        contact_address=head.contact_address,
        subject=head.subject,
        started_at=head.started_at,
        last_activity_at=head.started_at,
        opened_through=head.opened_through,
    )
    for entry in log.entries:
        again = folded(again, entry)
    assert again == head
    assert ports.contacts.get(head.contact_id).id == head.contact_id


def check_threads(ledger: Ledger, found: list[Log]) -> None:
    """An answer stands with what it answers; nobody but the contact and whom we wrote to is in a thread."""
    where = {text: log.head.id for log in found for one in log.entries if (text := words_of(one))}
    homes = {
        one.content.message_id: log.head.id
        for log in found
        for one in log.entries
        if isinstance(one.content, Message)
    }
    for text, answered in ledger.answers.items():
        if text in where and answered in homes:
            assert where[text] == homes[answered], f"{text!r} answers {answered} and stands elsewhere"
    for log in found:
        messages = [one.content for one in log.entries if isinstance(one.content, Message)]
        written_to = {to.address for one in messages if _is_out(one) for to in (*one.to, *one.cc, *one.bcc)}
        writers = {one.sender.address for one in messages if not _is_out(one) and not one.automatic}
        assert writers <= written_to | {log.head.contact_address}, "a stranger is in the thread"


def _is_out(message: Message) -> bool:
    return message.direction is Direction.OUT


def check_deliveries(world: World, ledger: Ledger, log: Log) -> None:
    """At most one mail for each asking, exactly one outcome, and the outcome is true."""
    seqs = [entry.seq for entry in log.entries if _goes_out(entry)]
    works = {seq: world.plain.conversations.work(log.head.id, [seq])[seq] for seq in seqs}
    for seq, work in works.items():
        asked = 1 + ledger.resends[words_of(log.entries[seq - 1]) or ""]
        sends = Counter(attempt for key, attempt, _ in world.post.sent if key == f"{log.head.id}-{seq}")
        assert all(times == 1 for times in sends.values()), f"attempt sent twice: {sends}"
        assert sum(sends.values()) <= asked, f"sent {sends}, asked {asked} times"
        _check_outcomes(world, log, work, sends)
    others = {key for key, _, _ in world.post.sent} - {f"{log.head.id}-{seq}" for seq in seqs}
    assert not [key for key in others if key.startswith(log.head.id)], "something went out that nobody wrote"


def _goes_out(entry: Entry) -> bool:
    return isinstance(entry.content, Message) and _is_out(entry.content)


def _check_outcomes(world: World, log: Log, work: DeliveryWork, sends: Counter[int]) -> None:
    outcomes = [
        one.content
        for one in log.entries
        if isinstance(one.content, DeliveryOutcome) and one.content.of == work.seq
    ]
    check_job_receipts(world.plain, log, work)
    assert work.is_settled and work.due_at is None and not work.claim
    assert outcomes and outcomes[-1].state is work.outcome
    told = [one.state for one in outcomes if one.state is not Delivery.BOUNCED]
    if len(told) < len(outcomes) and (not told or told[-1] is Delivery.QUEUED):
        return  # it bounced before it was told that it went out
    questions = 1 + told.count(Delivery.QUEUED)
    confirmed = sum(1 for earlier, later in pairwise(told) if _is_confirmation(earlier, later))
    settled = [one for one in told if one is not Delivery.QUEUED]
    assert len(settled) <= questions + confirmed, told
    assert len(settled) == questions + confirmed or len(told) < len(outcomes), told
    if told[-1] is Delivery.SENT and not confirmed:
        assert sum(sends.values()) >= 1, "the log says sent, and nothing was"
    if told[-1] is Delivery.FAILED:
        assert max(sends, default=0) < work.attempts or work.attempts == 0, "the log says failed, it went out"
    if world.post.remembers and told[-1] is Delivery.UNSURE:
        assert work.attempts not in sends, "it could have been known that it went out"


def check_job_receipts(ports: Ports, log: Log, work: DeliveryWork) -> None:
    """Each outcome that the product told by itself has the receipt of the job that told it."""
    told = [
        one
        for one in log.entries
        if isinstance(one.content, DeliveryOutcome)
        and one.content.of == work.seq
        and one.actor.id == "delivery"
    ]
    names = [f"deliver_message#{version}" for version in range(work.version + 1)]
    jobs = [ExternalId.of_job(log.head.id, work.seq, name) for name in names]
    known = ports.conversations.known(jobs[-99:])
    assert {one.seq for one in known.values()} == {one.seq for one in told}, "an outcome without its receipt"


def _is_confirmation(earlier: Delivery, later: Delivery) -> bool:
    return (earlier, later) == (Delivery.UNSURE, Delivery.SENT)


def check_lists(ports: Ports, found: list[Log]) -> None:
    """Each conversation stands in exactly the lists it belongs to, with what its head says."""
    inboxes = sorted({log.head.inbox_id for log in found})
    for inbox in inboxes:
        heads = [log.head for log in found if log.head.inbox_id == inbox and not log.head.merged_into]
        for status in Status:
            wanted = {head.id: head for head in heads if head.status is status}
            rows = ports.lists.page(Shelf(inbox, status=status), after=None, limit=10_000).rows
            assert {row.id for row in rows} == set(wanted) and len(rows) == len(wanted)
            for row in rows:
                head = wanted[row.id]
                assert (row.seq, row.unread, row.preview) == (head.seq, head.unread, head.preview)
        opened = [head for head in heads if head.status is Status.OPEN]
        for owner in {head.owner for head in opened}:
            shelf = Shelf(inbox, owner=owner)
            mine = sorted(head.id for head in opened if head.owner == owner)
            assert sorted(row.id for row in ports.lists.page(shelf, after=None, limit=10_000).rows) == mine
            assert ports.lists.count(shelf, 10_000) == len(mine)
        assert ports.lists.count_unread(inbox, 10_000) == sum(1 for head in opened if head.unread)


def check_receipts(ports: Ports, ledger: Ledger, found: list[Log]) -> None:
    """Every entry that came from outside, or went there, has the receipt that makes a repeat harmless."""
    for log in found:
        for entry in log.entries:
            for wanted in _receipts_of(log, entry):
                known = ports.conversations.known([wanted]).get(wanted)
                assert known and known.seq is not None, f"no receipt {wanted}"
                assert known.conversation_id == log.head.id
                assert known.seq >= entry.seq


def _receipts_of(log: Log, entry: Entry) -> list[ExternalId]:
    content = entry.content
    if isinstance(content, Message) and content.direction is Direction.OUT:
        return [ExternalId.of_ours(content.message_id)]
    if any(one.reason == "became_its_own" and one.of == entry.seq for one in log.head.linked):
        return []  # the receipt went with the message
    twin = isinstance(content, Message) and any(why.code == "same_id_other_content" for why in content.why)
    if isinstance(content, Message | Returned) and content.message_id and not twin:
        return [ExternalId.on_channel(log.head.channel_id, content.message_id)]
    return []


def story(found: list[Log]) -> list[list[tuple[str, str]]]:
    """What happened, without ids and times: a run with faults tells the same story as one without."""
    return [[(entry.kind, _told(entry)) for entry in log.entries] for log in found]


def _told(entry: Entry) -> str:
    match entry.content:
        case Message(text=text) | Comment(text=text):
            return text.strip()
        case Assigned(owner=owner):
            return str(owner)
        case StatusChanged(status=status):
            return str(status)
        case DeliveryOutcome(of=of, state=state):
            return f"{of} {state}"
        case _:
            return ""
