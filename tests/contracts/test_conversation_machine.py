"""Any sequence of writes leaves a conversation store as a plain dictionary says it must be."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.delivery import DeliveryWork
from chalicelib.domain.entry import Actor, Comment, Delivery, Entry, Status
from chalicelib.domain.errors import StaleConversation
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.receipt import ExternalId, Known, Receipt, Taken
from chalicelib.ports.conversation_lists import Shelf, position_of
from chalicelib.ports.stores import Commit
from tests.builders import AGENT, INBOX, a_beginning, a_conversation, a_mail_id, a_message, after, an_answer
from tests.contracts.engines import UNREAD_LOOK, Home, drop_tables

SOAK = bool(os.environ.get("BANDEJA_SOAK"))
BOB = AgentId("0195500000007000800000000000000d")
MAIL_IDS = [a_mail_id(f"<{letter}@x>") for letter in "abcdef"]
SYSTEM = Actor.system("test")

mail_ids = st.sampled_from(MAIL_IDS)
some_mail_ids = st.lists(mail_ids, max_size=3)
statuses = st.sampled_from(Status)
owners = st.sampled_from([None, AGENT, BOB])


@dataclass
class Model:
    """What must be stored."""

    heads: dict[ConversationId, Conversation] = field(default_factory=dict)
    logs: dict[ConversationId, list[Entry]] = field(default_factory=dict)
    works: dict[tuple[ConversationId, int], DeliveryWork] = field(default_factory=dict)
    known: dict[ExternalId, Known] = field(default_factory=dict)

    def expected(self, commit: Commit) -> Taken | None:
        """The answer to a commit, or `None` when it is stale."""
        for receipt in commit.receipts:
            stored = self.known.get(receipt.external_id)
            if stored != receipt.replaces:
                if stored is None or stored.seq is None:
                    return None
                return Taken(stored.conversation_id, stored.seq, True, stored.content_hash)
        own = {receipt.external_id for receipt in commit.receipts}
        if any(pointer in self.known for pointer in commit.pointers if pointer not in own):
            return None
        if not commit.step.is_nothing and self._seq(commit.step.after.id) != _seq_of(commit.step.before):
            return None
        if any(self._version(work) != work.version - 1 for work in commit.work):
            return None
        first = commit.receipts[0].content_hash if commit.receipts else ""
        return Taken(commit.step.after.id, commit.step.after.seq, content_hash=first)

    def write(self, commit: Commit) -> None:
        """All of it."""
        step, id_ = commit.step, commit.step.after.id
        for pointer in commit.pointers:
            self.known[pointer] = Known(pointer, id_, None)
        for receipt in commit.receipts:
            known = Known(receipt.external_id, id_, step.after.seq, receipt.content_hash)
            self.known[receipt.external_id] = known
        if not step.is_nothing:
            opened = self.heads[id_].opened_through if id_ in self.heads else 0
            self.heads[id_] = replace(step.after, opened_through=opened)
            self.logs.setdefault(id_, []).extend(step.entries)
        at = {entry.seq: entry.at for entry in step.entries}
        for seq in step.deliveries:
            self.works[id_, seq] = DeliveryWork(id_, seq, at[seq], at[seq])
        for work in commit.work:
            self.works[id_, work.seq] = work

    def _seq(self, id_: ConversationId) -> int | None:
        return _seq_of(self.heads.get(id_))

    def _version(self, work: DeliveryWork) -> int | None:
        stored = self.works.get((work.conversation_id, work.seq))
        return stored.version if stored else None


def _seq_of(head: Conversation | None) -> int | None:
    return head.seq if head else None


class Log(RuleBasedStateMachine):
    """Commits that are fresh, stale or repeated; marks, claims and lists, in any order."""

    home: Home
    new_home: Callable[[], Home]
    read = Bundle("read")  # heads as somebody read them, some of them long ago

    @initialize()
    def empty(self) -> None:
        self.home = type(self).new_home()
        self.model = Model()
        self.minutes = 0

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.everything_is_as_it_must_be()
            drop_tables(self.home)
            if self.home.database:
                self.home.database.close()

    def now(self) -> datetime:
        self.minutes += 1
        return after(minutes=self.minutes)

    def commit(self, commit: Commit) -> Any:
        expected = self.model.expected(commit)
        if expected is None:
            with pytest.raises(StaleConversation):
                self.home.conversations.commit(commit)
            return multiple()
        assert self.home.conversations.commit(commit) == expected
        if not expected.repeated:
            self.model.write(commit)
        return self.model.heads[expected.conversation_id]

    @rule(target=read, mail=mail_ids, mentioned=some_mail_ids, careful=st.booleans())
    def a_mail_begins_a_conversation(
        self, mail: ExternalId, mentioned: list[ExternalId], careful: bool
    ) -> Any:
        moment = self.now()
        step = a_beginning(a_conversation(started_at=moment, last_activity_at=moment))
        return self.commit(self.with_mail(step, mail, mentioned, careful))

    @rule(target=read, head=read, mail=mail_ids, mentioned=some_mail_ids, careful=st.booleans())
    def a_mail_joins_a_conversation(
        self, head: Conversation, mail: ExternalId, mentioned: list[ExternalId], careful: bool
    ) -> Any:
        step = head.receive(a_message(), self.now(), SYSTEM)
        return self.commit(self.with_mail(step, mail, mentioned, careful))

    def with_mail(self, step: Step, mail: ExternalId, mentioned: list[ExternalId], careful: bool) -> Commit:
        """Somebody careful has read what is known of the ids, the other takes them for new."""
        known = self.home.conversations.known([mail, *mentioned]) if careful else {}
        replaces = known.get(mail)
        if replaces and replaces.is_receipt:
            replaces = None
        pointers = tuple(id_ for id_ in dict.fromkeys(mentioned) if id_ not in known and id_ != mail)
        return Commit(step, (Receipt(mail, "hash", replaces),), pointers)

    @rule(target=read, head=read)
    def the_team_answers(self, head: Conversation) -> Any:
        return self.commit(Commit(head.reply(an_answer(), self.now(), AGENT)))

    @rule(target=read, head=read, status=statuses, key=st.sampled_from("xyz"))
    def the_status_changes(self, head: Conversation, status: Status, key: str) -> Any:
        command = Receipt(ExternalId.of_command("ana", key), status)
        return self.commit(Commit(head.set_status(status, self.now(), SYSTEM), (command,)))

    @rule(target=read, head=read, owner=owners)
    def the_owner_changes(self, head: Conversation, owner: AgentId | None) -> Any:
        return self.commit(Commit(head.assign(owner, self.now(), SYSTEM)))

    @rule(target=read, head=read, count=st.integers(1, 4))
    def comments_are_written_at_once(self, head: Conversation, count: int) -> Any:
        step = Step(head, head)
        for number in range(count):
            step = step.add(Comment(f"{number}"), self.now(), SYSTEM)
        return self.commit(Commit(step))

    @rule(target=read, head=read)
    def somebody_reads_it_anew(self, head: Conversation) -> Any:
        return self.home.conversations.head(head.id)

    @rule(head=read, through=st.integers(0, 12))
    def it_is_opened(self, head: Conversation, through: int) -> None:
        self.home.conversations.mark_opened(head.id, through)

        now = self.model.heads[head.id]
        mark = max(now.opened_through, min(through, now.seq)) if through else 0
        self.model.heads[head.id] = replace(now, opened_through=mark)

    @precondition(lambda self: self.model.works)
    @rule(choice=st.randoms(use_true_random=False), change=st.sampled_from(["claim", "settle", "again"]))
    def delivery_work_changes(self, choice: Any, change: str) -> None:
        key = choice.choice(sorted(self.model.works))
        work, moment = self.model.works[key], self.now()
        if change == "claim":
            work = work.claimed(f"c{self.minutes}", moment)
        elif change == "settle":
            work = work.settled(Delivery.SENT, provider_id=f"p{self.minutes}")
        else:
            work = work.again(moment)
        with pytest.raises(StaleConversation):
            self.home.conversations.change_work(replace(work, version=work.version + 1))
        self.home.conversations.change_work(work)
        self.model.works[key] = work

    @rule()
    def everything_is_as_it_must_be(self) -> None:
        self.logs_are_right()
        self.lists_are_right()

    def logs_are_right(self) -> None:
        store = self.home.conversations
        for id_, head in self.model.heads.items():
            log = self.model.logs[id_]
            assert [entry.seq for entry in log] == list(range(1, head.seq + 1))
            assert store.thread(id_, 3) == (head, tuple(log[-3:]))
            assert store.entries(id_) == tuple(log)
            works = {seq: work for (owner, seq), work in self.model.works.items() if owner == id_}
            assert store.work(id_, range(1, head.seq + 1)) == works
            unsettled = [work for _, work in sorted(works.items()) if not work.is_settled]
            assert list(store.unsettled_work(id_)) == unsettled
        everything = [*MAIL_IDS, *(ExternalId.of_command("ana", key) for key in "xyz")]
        assert store.known(everything) == self.model.known
        now = after(minutes=self.minutes)
        due = {key for key, work in self.model.works.items() if work.due_at and work.due_at <= now}
        assert {(work.conversation_id, work.seq) for work in store.due(now)} == due

    def lists_are_right(self) -> None:
        for status in Status:
            self.list_is_right(Shelf(INBOX, status), [head for head in self.heads() if head.status is status])
        for owner in (None, AGENT, BOB):
            theirs = [head for head in self.heads() if head.status is Status.OPEN and head.owner == owner]
            self.list_is_right(Shelf(INBOX, owner=owner), theirs)
        looked_at = [head for head in self.heads() if head.status is Status.OPEN][:UNREAD_LOOK]
        assert self.home.lists.count_unread(INBOX, 100) == sum(head.unread for head in looked_at)

    def list_is_right(self, shelf: Shelf, heads: list[Conversation]) -> None:
        expected = [(head.id, head.seq, head.unread) for head in heads]
        rows = self.home.lists.page(shelf, after=None, limit=100).rows
        assert [(row.id, row.seq, row.unread) for row in rows] == expected
        assert self.home.lists.count(shelf, 100) == len(expected)

    def heads(self) -> list[Conversation]:
        return sorted(self.model.heads.values(), key=position_of, reverse=True)


def test_any_sequence_of_writes_leaves_what_a_dictionary_says(
    new_home: Callable[[], Home], engine: str
) -> None:
    machine = type("LogOnThisEngine", (Log,), {"new_home": staticmethod(new_home)})
    fast = engine == "sqlite-memory"  # the others wait for a disk or an emulator

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=(1200 if fast else 120) if SOAK else (40 if fast else 4),
            stateful_step_count=50 if SOAK else 25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
