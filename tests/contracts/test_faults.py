"""Whatever goes wrong between the product and its store, nothing is half done and a repeat is harmless."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import botocore.endpoint
import pytest

from chalicelib.adapters.aws.dynamodb import reading
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Actor, Comment, Status
from chalicelib.domain.errors import StaleConversation, Throttled, TooLarge
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.retry import again_when_stale
from chalicelib.ports.stores import Commit
from tests.builders import (
    INBOX,
    NOW,
    a_beginning,
    a_mail_id,
    a_message,
    a_receipt,
    after,
    an_agent,
    memory_stores,
)
from tests.contracts.engines import Home, drop_tables, homes_on
from tests.contracts.faults import (
    STALE,
    THROTTLED,
    UNANSWERED,
    Fault,
    Faulty,
    LaggingLists,
    answered_instead,
    answers_lost,
    refused,
    requests_sent,
)

SYSTEM = Actor.system("test")
TRANSACTION = "TransactWriteItems"
CANCELLED = "TransactionCanceledException"
OVERLOADED = "ProvisionedThroughputExceededException"


@pytest.fixture(autouse=True)
def _no_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The waits between tries are left out, boto's and our own."""
    monkeypatch.setattr(reading, "BATCH_WAIT_SECONDS", 0.0)
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda _: None, time=time.time))


@pytest.fixture(params=["dynamodb-moto", "dynamodb-moto-plain"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """A home on DynamoDB, whose line can be cut: with either writer."""
    with homes_on(request.param, tmp_path) as fresh:
        made = fresh()
        yield made
        drop_tables(made)


@pytest.fixture
def line(home: Home) -> Any:
    assert home.place
    return home.place.client


def cancelled(*codes: str) -> dict[str, Any]:
    """The reasons of a cancelled transaction, one for each write."""
    return {"CancellationReasons": [{"Code": code, "Message": code} for code in codes]}


def test_a_mail_whose_answer_was_lost_is_kept_once_when_it_comes_again(home: Home, line: Any) -> None:
    commit = Commit(a_beginning(), (a_receipt(),))
    with answers_lost(line, TRANSACTION), pytest.raises(Throttled):
        home.conversations.commit(commit)

    taken = home.conversations.commit(commit)

    assert taken == Taken(commit.step.after.id, 1, repeated=True, content_hash="0" * 64)
    assert len(home.conversations.entries(commit.step.after.id)) == 1


def test_a_line_that_breaks_before_the_answer_is_tried_again_as_the_same_transaction(
    home: Home, line: Any
) -> None:
    """DynamoDB knows the second try by its token, and does not do it twice."""
    with refused(line, TRANSACTION, "InternalServerError"), requests_sent(line) as sent:
        home.conversations.commit(Commit(a_beginning()))

    tokens = [body["ClientRequestToken"] for name, body in sent if name == TRANSACTION]
    assert len(tokens) == 2
    assert len(set(tokens)) == 1


def test_a_conflict_with_another_transaction_is_stale(home: Home, line: Any) -> None:
    step = a_beginning()
    reasons = cancelled("None", "TransactionConflict", "None")

    with (
        refused(line, TRANSACTION, CANCELLED, more=reasons),
        pytest.raises(StaleConversation),
    ):
        home.conversations.commit(Commit(step, (a_receipt(),)))

    assert home.conversations.commit(Commit(step, (a_receipt(),))).repeated is False


@pytest.mark.parametrize("reason", ["ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_throttled_transaction_says_so(home: Home, line: Any, reason: str) -> None:
    reasons = cancelled("None", reason)

    with refused(line, TRANSACTION, CANCELLED, more=reasons), pytest.raises(Throttled):
        home.conversations.commit(Commit(a_beginning(), (a_receipt(),)))


def test_a_short_throttle_is_waited_for(home: Home, line: Any) -> None:
    with refused(line, TRANSACTION, "ThrottlingException"):
        home.conversations.commit(Commit(a_beginning()))


def test_a_long_throttle_is_told(home: Home, line: Any) -> None:
    with (
        refused(line, "GetItem", "ProvisionedThroughputExceededException", times=99),
        pytest.raises(Throttled),
    ):
        home.conversations.head(a_beginning().after.id)


def test_a_size_that_only_dynamodb_finds_too_large_is_told_as_such(home: Home, line: Any) -> None:
    size = {"message": "Item size has exceeded the maximum allowed size"}

    with refused(line, TRANSACTION, "ValidationException", more=size), pytest.raises(TooLarge):
        home.conversations.commit(Commit(a_beginning()))


def test_keys_that_were_left_unread_are_read_again(home: Home, line: Any) -> None:
    home.conversations.commit(Commit(a_beginning(), (a_receipt("<a@x>"),)))

    with answered_instead(
        line,
        "BatchGetItem",
        lambda body: {"Responses": {}, "UnprocessedKeys": body["RequestItems"]},
        times=2,
    ):
        known = home.conversations.known([a_mail_id("<a@x>")])

    assert known.keys() == {a_mail_id("<a@x>")}


def test_keys_that_are_never_read_are_not_taken_for_absent(home: Home, line: Any) -> None:
    with (
        answered_instead(
            line,
            "BatchGetItem",
            lambda body: {"Responses": {}, "UnprocessedKeys": body["RequestItems"]},
            times=99,
        ),
        pytest.raises(Throttled),
    ):
        home.conversations.known([a_mail_id("<a@x>")])


def test_an_agent_added_while_the_answer_was_lost_is_there(home: Home, line: Any) -> None:
    with answers_lost(line, TRANSACTION), pytest.raises(Throttled):
        home.workspace.add_agent(an_agent())

    assert home.workspace.agents() == (an_agent(),)


def test_an_answer_in_pages_is_read_to_its_end(home: Home, line: Any) -> None:
    step = a_beginning()
    home.conversations.commit(Commit(step))
    for number in range(12):
        step = step.after.record(Comment(f"{number}" + "x" * 200_000), NOW, SYSTEM)
        home.conversations.commit(Commit(step))
    id_ = step.after.id

    with requests_sent(line) as sent:
        _, newest = home.conversations.thread(id_, 30)
        all_of_them = home.conversations.entries(id_)

    assert [entry.seq for entry in newest] == list(range(1, 14))
    assert all_of_them == newest
    assert len(sent) > 2


def commented(ports: Ports, head: Conversation, text: str) -> Taken:
    """A use-case as others are: it reads, decides and commits once."""
    now = ports.conversations.head(head.id)
    receipt = a_receipt(f"<{text}@x>")
    return ports.conversations.commit(Commit(now.record(Comment(text), NOW, SYSTEM), (receipt,)))


class NoWaiting:
    """The only parts of `Ports` that a retried use-case touches."""

    def __init__(self, conversations: Any) -> None:
        self.conversations = conversations
        self.waited: list[float] = []
        self.sleep = self.waited.append


def test_a_use_case_that_was_stale_runs_again() -> None:
    stores = memory_stores()
    step = a_beginning()
    stores.conversations.commit(Commit(step))
    ports = NoWaiting(Faulty(stores.conversations, [Fault(STALE, "commit", 1), Fault(STALE, "commit", 2)]))

    taken = again_when_stale(commented)(cast(Ports, ports), step.after, "hello")

    assert taken.seq == 2
    assert ports.conversations.calls == ["head", "commit"] * 3
    assert len(ports.waited) == 2


@pytest.mark.parametrize("what", [THROTTLED, UNANSWERED])
def test_a_use_case_that_was_not_answered_is_done_once_when_run_again(what: str) -> None:
    stores = memory_stores()
    step = a_beginning()
    stores.conversations.commit(Commit(step))
    ports = cast(Ports, NoWaiting(Faulty(stores.conversations, [Fault(what, "commit")])))
    with pytest.raises(Throttled):
        commented(ports, step.after, "hello")

    taken = commented(ports, step.after, "hello")

    assert taken.repeated is (what == UNANSWERED)
    assert stores.conversations.head(step.after.id).seq == 2


def test_a_list_that_lags_shows_what_was_and_the_log_what_is() -> None:
    stores = memory_stores()
    lists = LaggingLists(stores.database)
    step = a_beginning()
    stores.conversations.commit(Commit(step))
    lists.catch_up()
    later = step.after.receive(a_message(), after(minutes=1), SYSTEM)
    stores.conversations.commit(Commit(later))

    (row,) = lists.page(Shelf(INBOX, Status.OPEN), after=None, limit=5).rows

    assert (row.seq, stores.conversations.head(row.id).seq) == (1, 2)
    lists.catch_up()
    (row,) = lists.page(Shelf(INBOX, Status.OPEN), after=None, limit=5).rows
    assert row.seq == 2


def test_a_claim_made_from_an_old_row_is_stale() -> None:
    stores = memory_stores()
    step = a_beginning()
    stores.conversations.commit(Commit(step))
    answer = step.after.reply(replace(a_message()), NOW, an_agent().id)
    stores.conversations.commit(Commit(answer))
    (seen,) = stores.conversations.due(NOW)
    stores.conversations.change_work(seen.claimed("first", NOW))

    with pytest.raises(StaleConversation):
        stores.conversations.change_work(seen.claimed("second", NOW))
