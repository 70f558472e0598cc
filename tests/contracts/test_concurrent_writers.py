"""Many writers at one moment: nothing is lost, nothing is doubled, and the log has no gaps.

On a SQLite file, with one connection for all and with one for each as several processes have, and on
ministack. Not on moto, which loses updates under threads.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.domain.contact import Identity
from chalicelib.domain.conversation import Conversation, Step
from chalicelib.domain.entry import Actor, Comment
from chalicelib.domain.errors import AlreadyThere, StaleConversation
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.receipt import ExternalId, Receipt, Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit, ConversationStore, Session
from tests.builders import (
    AGENT,
    NOW,
    a_beginning,
    a_contact,
    a_mail_id,
    a_message,
    a_receipt,
    after,
    an_agent,
    an_answer,
    an_id,
)
from tests.contracts.engines import Home, homes_on, sqlite_home

WRITERS = 20
SYSTEM = Actor.system("test")
Answer = TypeVar("Answer")

NewHomes = Callable[[], Callable[[], Home]]


@pytest.fixture(scope="module", params=["one connection", "a connection each", "ministack"])
def homes(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewHomes]:
    """Makes a fresh store; each call of what it gives is the home of one more writer."""
    folder = tmp_path_factory.mktemp("race")
    if request.param == "a connection each":
        opened: list[Database] = []
        yield lambda: _connections_to(folder / f"{an_id()}.db", opened)
        for database in opened:
            database.close()
    else:
        engine = "dynamodb-ministack" if request.param == "ministack" else "sqlite-file"
        with homes_on(engine, folder) as fresh:
            yield lambda: _always(fresh())


def _always(home: Home) -> Callable[[], Home]:
    return lambda: home


def _connections_to(path: Path, opened: list[Database]) -> Callable[[], Home]:
    def one_more() -> Home:
        opened.append(Database(path))
        return sqlite_home(opened[-1])

    return one_more


def at_once(write: Callable[[int], Answer], writers: int = WRITERS) -> list[Answer]:
    """What each of the writers got; they all begin when the last one is ready."""
    ready = threading.Barrier(writers)

    def begin(number: int) -> Answer:
        ready.wait()
        return write(number)

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(begin, range(writers)))


@dataclass
class JustEnough:
    """The parts of `Ports` that a use-case of these tests touches."""

    conversations: ConversationStore
    sleep: Callable[[float], None] = time.sleep


@again_when_stale
def comment(ports: Ports, conversation_id: ConversationId, text: str) -> Taken:
    """A use-case as the real ones are: it reads, decides and commits once."""
    head = ports.conversations.head(conversation_id)
    return ports.conversations.commit(Commit(head.record(Comment(text), NOW, SYSTEM)))


@again_when_stale
def receive(ports: Ports, mail: ExternalId, mentioned: ExternalId) -> Taken:
    """A mail comes in: it joins the conversation of the id it mentions, or begins one."""
    known = ports.conversations.known([mail, mentioned])
    message = a_message(message_id=mail.value)
    step: Step
    if found := known.get(mentioned) or known.get(mail):
        head = ports.conversations.head(found.conversation_id)
        step = head.receive(message, NOW, Actor.contact(head.contact_id))
    else:
        step = a_beginning(message=message)
    pointers = () if mentioned in known else (mentioned,)
    receipt = Receipt(mail, replaces=known.get(mail))
    return ports.conversations.commit(Commit(step, (receipt,), pointers))


def ports_of(home: Home) -> Ports:
    return cast(Ports, JustEnough(home.conversations))


def begun(home: Home) -> Conversation:
    step = a_beginning()
    home.conversations.commit(Commit(step))
    return step.after


def test_twenty_writers_on_one_conversation_make_twenty_entries_without_gaps(homes: NewHomes) -> None:
    home = homes()
    head = begun(home())
    ports = [ports_of(home()) for _ in range(WRITERS)]

    taken = at_once(lambda number: comment(ports[number], head.id, f"{number}"))

    entries = home().conversations.entries(head.id)
    assert [entry.seq for entry in entries] == list(range(1, WRITERS + 2))
    texts = [entry.content.text for entry in entries if isinstance(entry.content, Comment)]
    assert sorted(texts, key=int) == [f"{number}" for number in range(WRITERS)]
    assert sorted(each.seq for each in taken) == list(range(2, WRITERS + 2))
    assert home().conversations.head(head.id).seq == WRITERS + 1


def test_one_mail_delivered_twenty_times_at_once_is_one_entry(homes: NewHomes) -> None:
    home = homes()
    receipt = a_receipt()
    stores = [home().conversations for _ in range(WRITERS)]

    def deliver(number: int) -> Taken:
        try:
            return stores[number].commit(Commit(a_beginning(), (receipt,)))
        except StaleConversation:  # a conflict between two transactions; a queue brings it again
            return stores[number].commit(Commit(a_beginning(), (receipt,)))

    taken = at_once(deliver)

    assert sum(not each.repeated for each in taken) == 1
    (conversation_id,) = {each.conversation_id for each in taken}
    assert len(home().conversations.entries(conversation_id)) == 1


def test_two_mails_that_begin_one_thread_at_the_same_moment_are_one_conversation(homes: NewHomes) -> None:
    home = homes()
    first, second = ports_of(home()), ports_of(home())
    for _ in range(5):
        mails = (a_mail_id(), a_mail_id())

        def arrive(number: int, mails: tuple[ExternalId, ExternalId] = mails) -> Taken:
            return receive(first, *mails) if number == 0 else receive(second, *reversed(mails))

        taken = at_once(arrive, writers=2)

        assert len({each.conversation_id for each in taken}) == 1
        assert sorted(each.seq for each in taken) == [1, 2]


def test_two_mails_of_somebody_new_make_one_contact(homes: NewHomes) -> None:
    home = homes()
    identity = Identity("email", f"{an_id()}@customer.test")
    stores = [home() for _ in range(8)]

    def meet(number: int) -> Taken | None:
        contact = a_contact(identities=(identity,))
        try:
            return stores[number].conversations.commit(Commit(a_beginning(), (a_receipt(),), contact=contact))
        except StaleConversation:
            return None

    met = at_once(meet, writers=8)

    assert sum(taken is not None for taken in met) == 1
    assert home().contacts.by_identity(identity) is not None


def test_one_of_many_who_want_to_send_gets_the_claim(homes: NewHomes) -> None:
    home = homes()
    step = begun(home()).reply(an_answer(), NOW, AGENT)
    home().conversations.commit(Commit(step))
    stores = [home().conversations for _ in range(WRITERS)]

    def claim(number: int) -> bool:
        work = stores[number].work(step.after.id, [step.after.seq])[step.after.seq]
        if not work.may_be_claimed(NOW):
            return False
        try:
            stores[number].change_work(work.claimed(f"sender-{number}", NOW))
        except StaleConversation:
            return False
        return True

    assert sum(at_once(claim)) == 1


def test_a_number_is_never_given_twice(homes: NewHomes) -> None:
    home = homes()
    stores = [home().workspace for _ in range(WRITERS)]

    given = at_once(lambda number: [stores[number].next_number("conversation") for _ in range(5)])

    numbers = [number for each in given for number in each]
    assert len(set(numbers)) == WRITERS * 5


def test_an_address_is_given_to_one_of_many_agents(homes: NewHomes) -> None:
    home = homes()
    stores = [home().workspace for _ in range(8)]

    def add(number: int) -> bool:
        try:
            stores[number].add_agent(an_agent(id=AgentId(an_id())))
        except (AlreadyThere, StaleConversation):
            return False
        return True

    assert sum(at_once(add, writers=8)) == 1
    assert len(home().workspace.agents()) == 1


def test_a_ticket_is_good_for_one_of_many(homes: NewHomes) -> None:
    home = homes()
    stores = [home().live for _ in range(WRITERS)]
    home().live.put_ticket("secret", "value", after(minutes=1))

    used = at_once(lambda number: stores[number].use_ticket("secret", NOW))

    assert [value for value in used if value] == ["value"]


def test_every_try_counts(homes: NewHomes) -> None:
    home = homes()
    stores = [home().live for _ in range(WRITERS)]

    counts = at_once(lambda number: stores[number].count_try("login", NOW, 60))

    assert sorted(counts) == list(range(1, WRITERS + 1))


def test_an_agents_sessions_all_end_while_others_begin(homes: NewHomes) -> None:
    home = homes()
    stores = [home().live for _ in range(8)]
    sessions = [Session(an_id() * 2, AGENT, after(hours=1)) for _ in range(8)]
    for session in sessions[:4]:
        stores[0].put_session(session)

    def run(number: int) -> Any:
        if number < 4:
            return stores[number].end_sessions_of(AGENT)
        return stores[number].put_session(sessions[number])

    at_once(run, writers=8)

    assert [stores[0].session(session.id, NOW) for session in sessions[:4]] == [None] * 4
