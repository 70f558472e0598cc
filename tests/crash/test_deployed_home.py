"""Every request to AWS, of any service, may be refused, lost or the last one: nothing is lost or doubled.

From the announcement of a mail to the answer that went out, through the handlers and the wiring of a
deployment. `test_aws_call_sites.py` looks at DynamoDB more closely.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

import botocore.endpoint
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, HTTPClientError, ReadTimeoutError
from moto.core.models import botocore_stubber

from chalicelib import wiring
from chalicelib.adapters.aws import clients
from chalicelib.adapters.aws.dynamodb import place as places
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Content, Delivery, DeliveryOutcome, Message, Status
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.orders import ReplyOrder
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.handlers.ses_events import on_ses_events
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.builders import an_agent, an_inbox
from tests.crash.flows import order_of
from tests.crash.steps import Died
from tests.deployed_home import RAW, TEAM, Cloud, arrived, cloud_of
from tests.unit.channels.email.ses_events import a_delivery, in_envelope, tags_of
from tests.unit.handlers.test_mail_queue import Batch, record

LEASE = timedelta(seconds=61)
MOST_REQUESTS = 60
MOST_TRIES = 8
BOTO_TRIES = 3
NAME = "abc123"


class Fault(StrEnum):
    """What happens to one request, and to boto's own tries of the same."""

    REFUSED = "is refused as too fast"
    UNSENT = "never leaves"
    HALF = "is done, the answer is lost"
    DIE_AFTER = "is done, the process dies"


FAULTS = tuple(Fault) if os.environ.get("BANDEJA_SOAK") else (Fault.HALF,)


@dataclass
class Line:
    """All requests of the process, numbered from 1, with a fault at one of them."""

    at: int
    fault: Fault
    sent: list[str] = field(default_factory=list)

    def __call__(self, event_name: str, request: Any, **_: Any) -> None:
        self.sent.append(event_name.removeprefix("before-send."))
        number = len(self.sent)
        tries = self.sent[self.at - 1 : number]
        if number < self.at or len(tries) > BOTO_TRIES or len(set(tries)) > 1:
            return
        if self.fault is Fault.REFUSED:
            raise ClientError({"Error": {"Code": "ThrottlingException", "Message": "Slow down"}}, tries[0])
        if self.fault is Fault.UNSENT:
            raise EndpointConnectionError(endpoint_url=request.url)
        if number == self.at:
            self.carry_out(event_name, request)
        if self.fault is Fault.DIE_AFTER:
            raise Died(f"after {tries[0]}")
        raise ReadTimeoutError(endpoint_url=request.url)

    def carry_out(self, event_name: str, request: Any) -> None:
        """The service does what is asked."""
        carried_out: Callable[..., Any] = botocore_stubber
        assert carried_out(event_name=event_name, request=request) is not None


class Clock:
    """Begins now, and goes where a test moves it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[Home]]:
    """Fresh homes; boto's waits between its tries are left out."""
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda _: None, time=time.time))

    @contextmanager
    def made() -> Iterator[Home]:
        with monkeypatch.context() as patched:
            clock = Clock()
            patched.setattr(wiring, "now", clock)
            with cloud_of(patched) as cloud:
                ports = wiring.ports()
                ports.workspace.put_inbox(an_inbox())
                ports.workspace.put_channel(TEAM)
                ports.workspace.add_agent(an_agent())
                yield Home(cloud, clock)

    return made


@dataclass(frozen=True, slots=True)
class Home:
    """A deployment with a team and nothing in it; `only` is the one conversation there is."""

    cloud: Cloud
    clock: Clock

    def only(self) -> Conversation:
        lists = wiring.ports().lists
        shelves = [Shelf(TEAM.inbox_id, status=status) for status in Status]
        (row,) = [row for shelf in shelves for row in lists.page(shelf, after=None, limit=10).rows]
        return row

    def log(self) -> list[Content]:
        return [entry.content for entry in wiring.ports().conversations.entries(self.only().id)]

    def outcomes(self) -> list[Delivery]:
        return [one.state for one in self.log() if isinstance(one, DeliveryOutcome)]

    def waiting(self) -> int:
        return int(self.cloud.s3.list_objects_v2(Bucket="data", Prefix="incoming/")["KeyCount"])


def announced(home: Home, receives: int) -> bool:
    """Whether the job of the mail is done; what is put off by a new job counts as a failure here."""
    del home
    failed = on_mail(Batch(record(arrived(NAME), receives=min(receives, 4))))
    return not failed["batchItemFailures"]


def replied(home: Home, receives: int) -> bool:
    del receives
    order = ReplyOrder(home.only().id, order_of(an_agent(), "We look"), "We look", last_seq=1)
    reply_to_conversation(wiring.ports(), order)
    return True


def delivered(home: Home, receives: int) -> bool:
    del receives
    deliver_message(wiring.ports(), home.only().id)
    return True


def told(home: Home, receives: int) -> bool:
    event = in_envelope(a_delivery(tags=tags_of(home.only().id, 3)))
    failed = on_ses_events(Batch(record(event, receives=receives)))
    return not failed["batchItemFailures"]


Act = Callable[[Home, int], bool]
WAY: dict[str, Act] = {"mail in": announced, "answer": replied, "delivery": delivered, "event": told}


def until_done(home: Home, act: Act) -> None:
    """As a queue or a browser does: again after every failure, later than any lease."""
    for receives in range(1, MOST_TRIES):
        with suppress(Unavailable, Died, ClientError, HTTPClientError):
            if act(home, receives):
                return
        home.clock.ahead += LEASE
    raise AssertionError("it never ended")


@contextmanager
def through(line: Line) -> Iterator[None]:
    """While it is open, every request of the process goes through `line`: also those of new clients."""
    made = [clients.client(service, None, None) for service in ("s3", "sqs", "sesv2", "ssm")]
    made.append(places._client(None, None))
    made.append(clients.client("apigatewaymanagementapi", None, os.environ["WS_ENDPOINT"]))
    for one in made:
        one.meta.events.register_first("before-send", line, unique_id="line")
    try:
        yield
    finally:
        for one in made:
            one.meta.events.unregister("before-send", unique_id="line")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("at_fault", WAY)
def test_broken_at_any_request_all_is_there_once_after_a_repeat(
    make: Callable[[], AbstractContextManager[Home]], at_fault: str, fault: Fault
) -> None:
    for number in range(1, MOST_REQUESTS):
        with make() as home:
            line = Line(number, fault)
            home.cloud.s3.put_object(Bucket="data", Key=f"incoming/{NAME}", Body=RAW)
            for name, act in WAY.items():
                if name != at_fault:
                    until_done(home, act)
                    continue
                with through(line):
                    until_done(home, act)
                if name == "delivery" and not home.outcomes():
                    until_done(home, act)  # a claim nobody told the end of is looked at again
            try:
                check(home)
            except AssertionError as error:
                raise AssertionError(
                    f"{at_fault}: request {number} of {line.sent} {fault}: {error}"
                ) from error
            if len(line.sent) < number:
                assert number > 2, "nothing was sent"
                return
    raise AssertionError("it never ends")


def check(home: Home) -> None:
    words = [one.text for one in home.log() if isinstance(one, Message)]
    assert words == ["It flickers.", "We look"]
    assert home.waiting() == 0, "raw mail is dropped once it is in the log"
    assert len(home.cloud.sent) <= 1, "sent twice"
    outcomes = home.outcomes()
    assert outcomes in (
        [Delivery.SENT, Delivery.DELIVERED],
        [Delivery.UNSURE, Delivery.DELIVERED],
        [Delivery.DELIVERED],
    ), outcomes
