"""Programs that are told of events in a world that breaks: how each behaves, and what it must hear."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from chalicelib.domain.ids import ConversationId, uuid7
from chalicelib.domain.subscription import EVENTS, event_id, events_of
from chalicelib.domain.webhook_signature import HEADER, is_signed
from chalicelib.ports.bundle import Ports
from chalicelib.ports.event_subscriptions import WantedSubscription
from chalicelib.usecases.subscribe_to_events import subscribe_to_events
from tests.crash.world import Clock
from tests.receiver import Receiver

HELD = timedelta(seconds=10)
Mood = Callable[[datetime, dict[str, Any]], int]
Wanted = Mapping[ConversationId, list[str]]
"""The ids of all events of a conversation, in the order in which they happened."""


@dataclass(frozen=True, slots=True)
class Post:
    """One call: when it came (`at`, of the world), what it said, and whether it was taken."""

    at: datetime
    event: dict[str, Any]
    is_taken: bool


@dataclass
class Program:
    """Somebody else's server. `mood` says with which status it answers; 0: it hangs up without a word."""

    id: str
    secret: str
    receiver: Receiver
    clock: Clock
    mood: Mood
    posts: list[Post] = field(default_factory=list)

    def answer(self, event: dict[str, Any]) -> int:
        at = self.clock.now
        status = self.mood(at, event)
        self.posts.append(Post(at, event, 200 <= status < 300))
        return status

    @property
    def told(self) -> dict[str, list[str]]:
        """By conversation: the ids that it took, each at its first time, in their order."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for post in self.posts:
            if post.is_taken:
                found[post.event["data"]["conversation"]["id"]][post.event["id"]] = None
        return {conversation: list(ids) for conversation, ids in found.items()}

    @property
    def longest_wait(self) -> timedelta:
        """Of all that it took: from the moment when it happened."""
        return max(post.at - moment(post.event["at"]) for post in self.posts if post.is_taken)


def moment(told: str) -> datetime:
    return datetime.fromisoformat(told).astimezone(UTC)


def a_program(ports: Ports, receiver: Receiver, clock: Clock, mood: Mood) -> Program:
    """It is told of everything from now on; the receiver forgets what it heard in another world."""
    made, secret = subscribe_to_events(ports, WantedSubscription("Orders", receiver.url, EVENTS))
    program = Program(made.id, secret, receiver, clock, mood)
    receiver.got.clear()
    receiver.taken.clear()
    receiver.answer = program.answer
    return program


def with_ids_in_time(ports: Ports, clock: Clock) -> Ports:
    """As the product has them: the log of calls is read in their order."""
    numbers = count(1)
    return replace(ports, new_id=lambda: uuid7(int(clock().timestamp() * 1000), next(numbers)))


def takes(at: datetime, event: dict[str, Any]) -> int:
    del at, event
    return 200


def refuses_until(ends: datetime, status: int = 503) -> Mood:
    return lambda at, event: status if at < ends else 200


def holds_until(ends: datetime, clock: Clock) -> Mood:
    """It takes the call and says nothing, until our side hangs up."""

    def mood(at: datetime, event: dict[str, Any]) -> int:
        del event
        if at >= ends:
            return 200
        clock.ahead(HELD)
        return 0

    return mood


def all_events(ports: Ports, conversations: Iterable[ConversationId]) -> Wanted:
    return {
        one: [
            event_id(one, entry.seq, event)
            for entry in ports.conversations.entries(one, limit=1000)
            for event in events_of(entry)
        ]
        for one in conversations
    }


def check_heard(ports: Ports, program: Program, wanted: Wanted) -> None:
    """All of it, in order, under one id and signature, and each in the log of calls."""
    assert program.told == wanted
    _check_order(program, wanted)
    bodies = {(post.event["id"], _as_it_happened(post.event)) for post in program.posts}
    assert len(bodies) == len({id_ for id_, _ in bodies}), "one id says two things"
    for (headers, body), post in zip(program.receiver.got, program.posts, strict=True):
        assert headers["bandeja-delivery"] == post.event["id"]
        assert is_signed(body, headers[HEADER.lower()], [program.secret], post.at)
    logged = {call.event_id for call in ports.call_log.page(program.id, limit=1000)}
    assert logged == {id_ for ids in wanted.values() for id_ in ids}, "what is not logged is not replayed"


def _check_order(program: Program, wanted: Wanted) -> None:
    """Nothing is even tried while something earlier of its conversation was not taken."""
    taken: set[str] = set()
    for post in program.posts:
        ids = wanted[ConversationId(post.event["data"]["conversation"]["id"])]
        earlier = ids[: ids.index(post.event["id"])]
        assert taken.issuperset(earlier), f"{post.event['id']} overtook another"
        if post.is_taken:
            taken.add(post.event["id"])


def _as_it_happened(event: dict[str, Any]) -> str:
    """Without how the conversation stands: that is told as it is at each try."""
    told = {name: held for name, held in event["data"].items() if name != "conversation"}
    return json.dumps({**event, "data": {**told, "conversation": event["data"]["conversation"]["id"]}})
