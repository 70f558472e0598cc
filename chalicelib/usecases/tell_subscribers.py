"""What happened in a conversation is told to whoever wants to know: in order, at least once, never skipped.

The log is the outbox. For each subscription a row says how far it was told of this conversation; a call that
is not taken keeps what happened later in the same conversation waiting, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Entry
from chalicelib.domain.errors import NoSuchConversation, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.subscription import Subscription, SubscriptionState, events_of
from chalicelib.domain.telling import Telling
from chalicelib.ports import event_calls
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job
from chalicelib.ports.signed_call import Called

LOOKED_AT = 50
MOST_CALLS = 20
LONGEST = timedelta(seconds=20)
PASSED_UNWRITTEN = 20


@dataclass(slots=True)
class Run:
    """One job: each subscription has some calls and its share of the time; the rest goes on with the next."""

    ports: Ports
    head: Conversation
    site: str
    ends: datetime
    turn_ends: datetime
    calls: int = 0

    def next_turn(self, left: int) -> None:
        """Of the first of the subscriptions that are `left`."""
        now = self.ports.now()
        self.calls, self.turn_ends = 0, now + (self.ends - now) / left

    @property
    def is_over(self) -> bool:
        return self.calls >= MOST_CALLS or self.ports.now() >= self.turn_ends


def tell_subscribers(ports: Ports, conversation_id: ConversationId, site: str) -> bool:
    """Tell all of them what is new. Whether that is all: else it has to be run again, now.

    Safe at any moment and any number of times. Where another one tells at the same moment, or our own write
    was done and its answer lost, it goes on from where it stands then.
    """
    subscriptions = ports.workspace.subscriptions()
    try:
        head = ports.conversations.head(conversation_id)
    except NoSuchConversation:
        return True
    known = ports.tellings.of(conversation_id)
    ends = ports.now() + LONGEST
    try:
        _let_go(ports, known.values(), {one.id for one in subscriptions})
        return _all_told(Run(ports, head, site, ends, ends), subscriptions, known)
    except StaleConversation:
        return False


def _let_go(ports: Ports, known: Iterable[Telling], there: Collection[str]) -> None:
    """Nobody is waited for who is no longer there."""
    for telling in known:
        if telling.subscription_id not in there:
            _rest(ports, telling)


def _rest(ports: Ports, telling: Telling) -> None:
    if telling.due_at is not None:
        _write(ports, telling.idle())


def _all_told(run: Run, subscriptions: Sequence[Subscription], known: Mapping[str, Telling]) -> bool:
    """Those that fail come last: they may take as long as a call can."""
    in_turn = sorted(subscriptions, key=lambda one: one.failing_since is not None)
    told = []
    for place, one in enumerate(in_turn):
        run.next_turn(len(in_turn) - place)
        told.append(_told(run, one, known.get(one.id)))
    return all(told)


def _told(run: Run, subscription: Subscription, known: Telling | None) -> bool:
    ports, now = run.ports, run.ports.now()
    if subscription.state is SubscriptionState.OFF:
        if known is not None:
            _rest(ports, known)
        return True
    if known is not None and known.waits(now):
        return True
    telling = known or Telling(run.head.id, subscription.id)
    if subscription.state is SubscriptionState.PAUSED:
        if not telling.is_parked and any(_wanted(run, subscription, telling.through)):
            _write(ports, telling.parked(now))
        return True
    return _tell(run, subscription, telling)


def _tell(run: Run, subscription: Subscription, telling: Telling) -> bool:
    """One call after the other; each is written down before the next one."""
    written = telling
    for entry, wanted in _wanted(run, subscription, telling.through):
        for place, event in enumerate(events_of(entry)):
            if event not in wanted or place < telling.ahead:
                continue
            if run.is_over:
                return False
            subscription, telling = _call(run, subscription, telling, (entry, event, place))
            written = telling
            if telling.due_at is not None:
                return True
        telling = telling.passed(entry.seq)
    if telling.through - written.through >= PASSED_UNWRITTEN or written.due_at is not None:
        _write(run.ports, telling.idle())
    return True


def _wanted(run: Run, subscription: Subscription, through: int) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Every entry after `through`, and which of its events are wanted."""
    while entries := run.ports.conversations.entries(run.head.id, after=through, limit=LOOKED_AT):
        for entry in entries:
            yield entry, subscription.wants(entry, run.head.inbox_id)
        through = entries[-1].seq


def _call(
    run: Run, subscription: Subscription, telling: Telling, what: tuple[Entry, str, int]
) -> tuple[Subscription, Telling]:
    """How both stand afterwards. With `due_at`, the rest of this conversation waits.

    The line of the log comes before the place: replay finds whatever was passed.
    """
    ports, (entry, event, place) = run.ports, what
    run.calls += 1
    happening = event_calls.happening_of(ports, event, entry, run.head, run.site)
    found = event_calls.called(ports, subscription, happening)
    if found.is_taken:
        subscription, after = event_calls.does_well(ports, subscription), telling.one_more(place + 1)
    else:
        subscription, after = _failed(ports, subscription, telling, found, place)
    next_try_at = None if after.is_parked else after.due_at
    event_calls.note(ports, subscription, happening, found, (telling.attempts + 1, next_try_at))
    return subscription, _write(ports, after)


def _failed(
    ports: Ports, subscription: Subscription, telling: Telling, found: Called, place: int
) -> tuple[Subscription, Telling]:
    """Later again; given up after a day; or all of the subscription is to pause: this waits for its end."""
    now = ports.now()
    subscription = event_calls.fails(ports, subscription, found)
    if found.is_gone or subscription.has_failed_for_long(now):
        ports.jobs.send(_pause(subscription, found.detail))
        return subscription, telling.parked(now)
    if telling.was_tried_long_enough(now):
        return subscription, telling.one_more(place + 1)
    return subscription, telling.postponed(now, found.wait)


def _pause(subscription: Subscription, detail: str) -> Job:
    """One at a time for each subscription, and once for all conversations that wait: one mail tells of it."""
    body = json.dumps({"pause": subscription.id, "version": subscription.version, "detail": detail})
    name = f"pause-{subscription.id}-{subscription.version}"
    return Job("events", body, group=subscription.id, deduplication=name)


def _write(ports: Ports, telling: Telling) -> Telling:
    written = telling.written()
    ports.tellings.put(written)
    return written
