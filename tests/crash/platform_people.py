"""A Facebook page in a world that breaks: who writes to it, who answers, and what Meta's side took."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from chalicelib import wiring
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Direction, Entry, Message, Status
from chalicelib.domain.errors import Unavailable
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import ReplyOrder
from chalicelib.handlers.http import Call
from chalicelib.handlers.meta_webhooks import post_meta
from chalicelib.handlers.webhook_queue import on_webhooks
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from infra.local.fake_graph.webhooks import follow_ups
from tests.builders import an_inbox
from tests.crash.flows import order_of
from tests.crash.steps import Broken, Died, Steps, stepped, stepped_ports
from tests.crash.world import ANA, Clock
from tests.outgoing import PERSON
from tests.running_graph import APP_SECRET, RunningGraph
from tests.unit.handlers.test_mail_queue import Batch

LEASE = timedelta(seconds=61)
MOST_TRIES = 8
KIND = "messenger"


class _Request:
    """What API Gateway hands to the view."""

    def __init__(self, raw: bytes) -> None:
        signature = hmac.new(APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()
        self.headers = {"x-hub-signature-256": f"sha256={signature}"}
        self.raw_body = raw


@dataclass
class PageHome:
    """`plain` are the ports of a home, `ports` the same with every call counted by `steps`."""

    plain: Ports
    steps: Steps
    clock: Clock
    graph: RunningGraph
    ports: Ports
    channel: str

    @property
    def queue(self) -> SqliteJobs:
        assert isinstance(self.plain.jobs, SqliteJobs)
        return self.plain.jobs

    def tell(self, *events: Any) -> None:
        """One webhook, as often as it takes until we have said 200."""
        account = self.graph.account(KIND).id
        body = {"object": "page", "entry": [{"id": account, "messaging": list(events)}]}
        raw = json.dumps(body).encode()
        request: Any = _Request(raw)  # what the view reads of one
        self.until_done(lambda: post_meta(Call(self.ports, request, raw), self.channel))

    def work_off(self) -> None:
        """Every job until it is done; a batch that broke, or died, comes again whole."""
        while jobs := self.queue.receive("webhooks", count=10, visibility_seconds=60):
            records = [
                {
                    "messageId": job.message_id,
                    "body": job.body,
                    "attributes": {
                        "MessageGroupId": job.group,
                        "ApproximateReceiveCount": str(job.receives),
                    },
                }
                for job in jobs
            ]
            try:
                failed = {one["itemIdentifier"] for one in on_webhooks(Batch(*records))["batchItemFailures"]}
            except Died:
                failed = {job.message_id for job in jobs}
            self.queue.done(job for job in jobs if job.message_id not in failed)
            self.queue.give_back([job for job in jobs if job.message_id in failed], lambda receives: 0)

    def until_done(self, act: Callable[[], Any]) -> None:
        """As a queue or Meta does: again after every error, later than any lease."""
        for _ in range(MOST_TRIES):
            try:
                act()
            except (Broken, Died, Unavailable):
                self.later()
            else:
                return
        raise AssertionError("it never ended")

    def later(self) -> None:
        self.clock.ahead(LEASE)
        self.graph.now = self.clock.now

    @property
    def conversation(self) -> ConversationId:
        (row,) = self.plain.lists.page(Shelf(an_inbox().id, Status.OPEN), after=None, limit=10).rows
        return row.id

    def log(self) -> list[Entry]:
        return list(self.plain.conversations.entries(self.conversation, limit=200))

    def answered(self, text: str) -> None:
        """Ana answers; nothing is handed over yet."""
        seen = self.plain.conversations.head(self.conversation).seq
        order = ReplyOrder(self.conversation, order_of(ANA, text), text, last_seq=seen)
        reply_to_conversation(self.plain, order)

    def deliver(self) -> None:
        """Until it is said what became of it."""
        conversation = self.conversation
        for _ in range(MOST_TRIES):
            self.until_done(lambda: deliver_message(self.ports, conversation))
            if not self.plain.conversations.unsettled_work(conversation):
                return
            self.later()
        raise AssertionError("it was never settled")

    def deliver_once(self) -> None:
        """One try, however it ends."""
        deliver_message(self.ports, self.conversation)

    def echoes(self) -> Iterator[Any]:
        """What Meta tells of each message that it took, the echo first."""
        for message in list(self.graph.state.messages):
            for body in follow_ups(self.graph.account(KIND), message):
                yield from body["entry"][0]["messaging"]

    def outcomes(self) -> list[Delivery]:
        return [one.content.state for one in self.log() if isinstance(one.content, DeliveryOutcome)]

    def said(self, direction: Direction) -> list[str]:
        messages = [one.content for one in self.log() if isinstance(one.content, Message)]
        return [one.text for one in messages if one.direction is direction]


def said(mid: str, text: str, at: int) -> Any:
    """A message of the person's, as Meta tells it."""
    return {"sender": {"id": PERSON}, "timestamp": at, "message": {"mid": mid, "text": text}}


def page_home(plain: Ports, clock: Clock, graph: RunningGraph, steps: Steps) -> PageHome:
    """A home with the page connected; the person has written to it, and Meta knows."""
    graph.now = clock.now
    graph.state.messages.clear()
    graph.state.wrote(graph.account(KIND).id, PERSON)
    channel = replace(graph.channel(KIND), inbox_id=an_inbox().id)
    gateway = graph.gateway(KIND)
    whole = replace(plain, kinds=wiring.kinds(), platforms={KIND: gateway}, gateways={KIND: gateway})
    whole.workspace.put_channel(channel)
    account = graph.account(KIND)
    secrets = {"app_secret": account.app_secret, "verify_token": "v", "token": account.token}
    whole.channel_secrets.put(channel.id, secrets)
    ports = replace(stepped_ports(whole, steps), gateways={KIND: stepped("gateway", gateway, steps)})
    return PageHome(whole, steps, clock, graph, ports, channel.id)


def told_and_answered(home: PageHome, patch: Any, words: Sequence[str], answer: str) -> None:
    """People have written, and Ana has answered, before anything breaks."""
    counting, home.steps.counting = home.steps.counting, False
    patch.setattr(wiring, "ports", lambda: home.ports)
    at = int(home.clock.now.timestamp() * 1000)
    home.tell(*(said(f"m_{number}", text, at + number) for number, text in enumerate(words)))
    home.work_off()
    if answer:
        home.answered(answer)
    home.steps.counting = counting
