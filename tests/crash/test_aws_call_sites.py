"""Every request to DynamoDB may be refused, lost or the last one: after a repeat all is there, once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from types import SimpleNamespace
from uuid import uuid4

import botocore.endpoint
import pytest
from moto import mock_aws

from chalicelib.adapters.aws.dynamodb import place as places
from chalicelib.adapters.aws.dynamodb.contact_store import DynamoContactStore
from chalicelib.adapters.aws.dynamodb.conversation_lists import DynamoConversationLists
from chalicelib.adapters.aws.dynamodb.conversation_store import DynamoConversationStore
from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.picture_store import DynamoPictureStore
from chalicelib.adapters.aws.dynamodb.tables import create_tables
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Direction, Mailbox, Message, Status
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.orders import ReplyOrder
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.builders import an_inbox
from tests.crash.aws_lines import Line, LineFault, line_of
from tests.crash.checker import Log, check_lists, check_log, logs, words_of
from tests.crash.flows import order_of
from tests.crash.steps import Died, Steps
from tests.crash.world import ANA, BO, SUPPORT, Clock, PostOffice, Worlds

AT_MOST = 40
# Whatever is done and not heard of is what doubles; the other faults differ in how often boto tries.
AT_LANDING = (LineFault.ANSWER_LOST, LineFault.DIE_AFTER)
FAULTS = tuple(LineFault) if os.environ.get("BANDEJA_SOAK") else AT_LANDING


@dataclass
class Cloud:
    """The product on DynamoDB; what is no table is as in the other worlds."""

    place: places.Place
    ports: Ports
    clock: Clock
    post: PostOffice

    def all(self) -> list[Log]:
        shelves = [Shelf(SUPPORT.inbox_id, status=status) for status in Status]
        rows = [row for one in shelves for row in self.ports.lists.page(one, after=None, limit=100).rows]
        return logs(self.ports, [row.id for row in rows])

    @cached_property
    def only(self) -> ConversationId:
        """The conversation that went before; asked for once, since asking is a request too."""
        (one,) = self.all()
        return one.head.id


@dataclass
class Clouds:
    """Makes fresh ones on one client; boto's waits between its tries are left out."""

    worlds: Worlds

    def make(self) -> Cloud:
        world = self.worlds.make(Steps(counting=False), remembers=False)
        place = places.Place(prefix=f"c{uuid4().hex[:12]}-", region="eu-central-1")
        create_tables(place)
        ports = replace(
            world.plain,
            conversations=DynamoConversationStore(place, world.clock),
            lists=DynamoConversationLists(place),
            contacts=DynamoContactStore(place),
            workspace=DynamoWorkspaceStore(place),
            pictures=DynamoPictureStore(place),
            live=DynamoLiveStore(place),
        )
        ports.workspace.put_inbox(an_inbox())
        ports.workspace.put_channel(SUPPORT)
        for agent in (ANA, BO):
            ports.workspace.add_agent(agent)
        return Cloud(place, ports, world.clock, world.post)


@pytest.fixture
def clouds(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clouds]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda _: None, time=time.time))
    places._client.cache_clear()  # a client of its own: boto counts its tries over all requests
    with mock_aws():
        yield Clouds(worlds)
    places._client.cache_clear()


def a_mail(text: str, *, answers: str = "") -> InboundMessage:
    message_id = f"<{text.replace(' ', '-')}@customer.test>"
    message = Message(
        Direction.IN,
        text,
        sender=Mailbox("carla@customer.test", "Carla"),
        to=(Mailbox(SUPPORT.address),),
        subject="My lamp",
        message_id=message_id,
        in_reply_to=answers,
        references=(answers, "<unseen@customer.test>") if answers else (),
    )
    return InboundMessage(SUPPORT, message_id, f"hash of {text}", message, Clock().now, SUPPORT.address)


FIRST = a_mail("It flickers")
SECOND = a_mail("It hums", answers=FIRST.external_id)
Act = Callable[[Cloud], object]


def first_mail(cloud: Cloud) -> None:
    receive_message(cloud.ports, FIRST)


def second_mail(cloud: Cloud) -> None:
    receive_message(cloud.ports, SECOND)


def reply(cloud: Cloud) -> None:
    order = ReplyOrder(cloud.only, order_of(ANA, "We look"), "We look", last_seq=1)
    reply_to_conversation(cloud.ports, order)


def deliver(cloud: Cloud) -> None:
    deliver_message(cloud.ports, cloud.only)


def nothing(cloud: Cloud) -> None:
    del cloud


def asked(cloud: Cloud) -> None:
    first_mail(cloud)
    assert cloud.only


def answered(cloud: Cloud) -> None:
    first_mail(cloud)
    reply(cloud)
    assert cloud.only


FLOWS: dict[str, tuple[Act, Act, list[str]]] = {
    "receive_message, a first mail": (nothing, first_mail, ["It flickers"]),
    "receive_message, a further mail": (asked, second_mail, ["It flickers", "It hums"]),
    "reply_to_conversation": (asked, reply, ["It flickers", "We look"]),
    "deliver_message": (answered, deliver, ["It flickers", "We look"]),
}


def settled(cloud: Cloud) -> None:
    """A claim that nobody told the end of is looked at again when its lease is over."""
    cloud.clock.ahead(timedelta(seconds=61))
    deliver(cloud)


def until_done(cloud: Cloud, act: Act) -> None:
    """As a queue or a browser does: again after every error, later than any lease."""
    for _ in range(6):
        try:
            act(cloud)
        except (Unavailable, Died):
            cloud.clock.ahead(timedelta(seconds=61))
        else:
            return
    raise AssertionError("it never ended")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("flow", FLOWS)
def test_broken_at_any_request_it_is_there_once_after_a_repeat(
    clouds: Clouds, flow: str, fault: LineFault
) -> None:
    before, act, wanted = FLOWS[flow]
    for number in range(1, AT_MOST):
        cloud = clouds.make()
        before(cloud)
        with line_of(cloud.place.client, Line(number, fault)) as line:
            until_done(cloud, act)
        if act is deliver:
            settled(cloud)
        if len(line.sent) < number:
            assert number > 3, "nothing was sent"
            return
        try:
            check_cloud(cloud, wanted)
            if act is deliver:
                check_sent(cloud, line, fault)
        except AssertionError as error:
            raise AssertionError(f"{flow}: request {number}, {line.sent}, {fault}: {error}") from error
    raise AssertionError("it never ends")


def check_cloud(cloud: Cloud, wanted: list[str]) -> None:
    found = cloud.all()
    assert [text for log in found for one in log.entries if (text := words_of(one))] == wanted
    assert len(found) == 1
    check_log(cloud.ports, found[0])
    check_lists(cloud.ports, found)


def check_sent(cloud: Cloud, line: Line, fault: LineFault) -> None:
    """At most one mail, one outcome, and that is true; "not sure" only where nobody can know."""
    (log,) = cloud.all()
    told = [one.content.state for one in log.entries if isinstance(one.content, DeliveryOutcome)]
    assert len(cloud.post.sent) <= 1
    assert told in ([Delivery.SENT], [Delivery.UNSURE])
    if told == [Delivery.SENT]:
        assert len(cloud.post.sent) == 1
    claim = line.sent.index("UpdateItem") + 1
    if line.at < claim or fault is LineFault.ANSWER_LOST_ONCE:
        assert told == [Delivery.SENT]
