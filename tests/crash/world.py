"""The local home in one thread, with a clock, customers, agents and a post office that a test owns.

Stores, queues, relay, handlers and SMTP door are the product's own. Only what lies outside of it is
played: time, people, the way of a mail after it was handed over, and what breaks.
"""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import Envelope as SmtpEnvelope
from argon2 import PasswordHasher
from chalice.app import CloudWatchEvent, DynamoDBEvent, SQSEvent

from chalicelib import wiring
from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.adapters.local.made_up_dns import MadeUpDomains
from chalicelib.adapters.local.notices import OutboxNotices
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.adapters.local.passwords import Argon2Passwords
from chalicelib.adapters.local.second_factor import LocalSecondFactor
from chalicelib.adapters.local.secrets import FileSecrets
from chalicelib.adapters.local.signal import Signal
from chalicelib.adapters.local.sockets import InProcessSockets
from chalicelib.adapters.local.sqlite.call_log import SqliteCallLog
from chalicelib.adapters.local.sqlite.change_feed import ChangeFeed
from chalicelib.adapters.local.sqlite.chat_reads import SqliteChatReads
from chalicelib.adapters.local.sqlite.recovery_codes import SqliteRecoveryCodes
from chalicelib.adapters.local.sqlite.telling_store import SqliteTellings
from chalicelib.adapters.outgoing_http import GuardedHttp
from chalicelib.channels.email.outbound import build_mail
from chalicelib.domain.ids import AgentId
from chalicelib.domain.sending_errors import SendRefused, SendUnsure
from chalicelib.domain.subscription import SubscriptionState
from chalicelib.domain.telling import Telling
from chalicelib.domain.workspace import Agent, AgentState, Role
from chalicelib.handlers.event_queue import on_events
from chalicelib.handlers.event_stream import on_entries, on_tick
from chalicelib.handlers.job_queue import on_delivery, on_followups
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Outbound
from infra.local.arriving import Arrivals
from infra.local.feed_pump import FeedPump
from infra.local.mischief import Mischief
from infra.local.pump import JobPump, Queue
from infra.local.smtp_door import MailDoor
from tests.builders import a_channel, an_inbox, memory_stores
from tests.crash.steps import Broken, Died, Steps, stepped, stepped_ports
from tests.platforms import ShelfOfSecrets

SUPPORT = a_channel()
BEGIN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ANA = Agent(AgentId("c1" * 16), "Ana", "ana@bandeja.test", Role.AGENT, AgentState.ACTIVE, BEGIN)
BO = Agent(AgentId("c2" * 16), "Bo", "bo@bandeja.test", Role.AGENT, AgentState.ACTIVE, BEGIN)
_PASSWORDS = Argon2Passwords(None, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
SITE = "https://bandeja.test"
LONGER_THAN_A_VISIBILITY = timedelta(seconds=125)


@dataclass
class Clock:
    """Stands still until a test moves it."""

    now: datetime = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def ahead(self, step: timedelta) -> None:
        self.now += step


@dataclass
class PostOffice:
    """Where mail goes that was handed over: it takes everything, twice the same too.

    `remembers` says whether it can be asked later what became of a mail, as an outbox folder can;
    a mail service that sends events does not.
    """

    clock: Clock
    remembers: bool = True
    refuses: set[str] = field(default_factory=set)
    breaks_off: bool = False
    mood: Callable[[], Exception | None] = lambda: None  # noqa: E731 - it says nothing
    sent: list[tuple[str, int, bytes]] = field(default_factory=list)

    def send(self, outbound: Outbound) -> str:
        if self.refuses.intersection(outbound.recipients):
            raise SendRefused("There is no such mailbox")
        if self.breaks_off:
            raise SendUnsure("The line broke")
        if error := self.mood():
            raise error
        self.sent.append((outbound.key, outbound.attempt, build_mail(outbound, date=self.clock())))
        return f"provider-{len(self.sent)}"

    def found(self, key: str, attempt: int) -> str | None:
        numbers = [n for n, one in enumerate(self.sent, 1) if one[:2] == (key, attempt)]
        return f"provider-{numbers[0]}" if numbers and self.remembers else None


@dataclass
class World:
    """`ports` are stepped; `stores` are the same stores underneath, for whoever looks at the end."""

    ports: Ports
    plain: Ports
    steps: Steps
    clock: Clock
    post: PostOffice
    database: Any
    queue: SqliteJobs
    pump: JobPump
    feed_pump: FeedPump
    feed: ChangeFeed
    door: MailDoor
    smtp: asyncio.AbstractEventLoop
    outbox: Path
    deaths: int = 0

    def arrive(self, raw: bytes, sender: str, recipients: Sequence[str]) -> bool:
        """One try of a mail server to hand us a mail: whether it heard 250."""
        envelope = SmtpEnvelope()
        envelope.mail_from, envelope.rcpt_tos = sender, list(recipients)
        envelope.original_content = raw
        if self.smtp.is_running():  # while another mail is at the door
            return asyncio.run(_data(self.door, envelope)).startswith("250")
        return self.smtp.run_until_complete(_data(self.door, envelope)).startswith("250")

    def arrive_surely(self, raw: bytes, sender: str, recipients: Sequence[str]) -> None:
        """A mail server tries until it hears 250."""
        for _ in range(20):
            try:
                if self.arrive(raw, sender, recipients):
                    return
            except Died:
                self.restart()
            self.clock.ahead(timedelta(seconds=30))
        raise AssertionError("the door never took the mail")

    def order(self, use_case: Callable[[Ports], Any]) -> Any:
        """An agent's browser sends an order (with its key) until it is answered."""
        for _ in range(20):
            try:
                return use_case(self.ports)
            except Died:
                self.restart()
            except Broken:
                pass
            except Exception as error:
                if getattr(error, "status", 500) not in (500, 503):
                    raise
            self.clock.ahead(timedelta(seconds=2))
        raise AssertionError("the order was never answered")

    def restart(self) -> None:
        """The process comes up again: whoever held a job is gone, what is stored is there."""
        self.deaths += 1
        self.queue.take_over()

    def turn(self) -> bool:
        """Relay and work off one batch of everything; whether there was something to do."""
        worked = False
        for has_work, act in (
            (self.feed.newest() > self.feed.cursor(), self.feed_pump.do_batch),
            *((self.queue.waiting(queue.name) > 0, self._batch(queue)) for queue in QUEUES),
        ):
            if not has_work:  # looking in vain is no step worth breaking
                continue
            try:
                worked = act() or worked
            except Died:
                self.restart()
                worked = True
            except Exception:  # as the pumps do in their threads: look again later
                worked = True
        return worked

    def tick(self) -> None:
        try:
            on_tick(CloudWatchEvent(_TICK, None))
        except Died:
            self.restart()
        except Exception:
            return  # as the schedule does: the next minute comes

    def until_quiet(self) -> None:
        """Until nothing is under way and nothing will happen later, however long that takes."""
        for _ in range(400):
            if self.turn():
                continue
            if self.is_quiet():
                return
            self.clock.ahead(LONGER_THAN_A_VISIBILITY)
            self.tick()
        raise AssertionError(f"never quiet: {self.unfinished()}")

    def is_quiet(self) -> bool:
        return not any(self.unfinished().values())

    def unfinished(self) -> dict[str, Any]:
        """What is under way still."""
        later = self.clock.now + timedelta(days=30)
        return {
            "jobs": self.queue.waiting(),
            "entries to relay": self.feed.newest() - self.feed.cursor(),
            "due": self.plain.conversations.due(later),
            "incoming": self.plain.blobs.incoming_before(later),
            "to be told": self._to_be_told(later),
        }

    def _to_be_told(self, later: datetime) -> list[Telling]:
        """Those that are tried again, and those whose pause has ended, or never began."""
        tellings = self.plain.tellings
        on = [one.id for one in self.plain.workspace.subscriptions() if one.state is SubscriptionState.ON]
        return [*tellings.due(later), *(one for id_ in on for one in tellings.parked(id_))]

    def notices(self) -> int:
        """How many mails the product wrote to its own team."""
        return len(list(self.outbox.glob("*.eml")))

    def _batch(self, queue: Queue) -> Callable[[], bool]:
        return lambda: self.pump.do_batch(queue)

    def close(self) -> None:
        self.queue.close()
        self.database.close()


QUEUES = (
    Queue("mail", lambda event, context: on_mail(SQSEvent(event, context))),
    Queue("delivery", lambda event, context: on_delivery(SQSEvent(event, context))),
    Queue("followups", lambda event, context: on_followups(SQSEvent(event, context))),
    Queue("events", lambda event, context: on_events(SQSEvent(event, context))),
)
_TICK = {
    "version": "0",
    "id": "1",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "0",
    "time": "2026-03-02T09:30:00Z",
    "region": "local",
    "resources": [],
    "detail": {},
}


async def _data(door: MailDoor, envelope: SmtpEnvelope) -> str:
    return await door.handle_DATA(None, None, envelope)  # type: ignore[arg-type]  # it asks neither


@dataclass
class Worlds:
    """Makes worlds in folders of their own, one at a time: the handlers of this process act in it."""

    folder: Path
    patch: pytest.MonkeyPatch
    smtp: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    made: int = 0
    last: World | None = None

    def make(
        self, steps: Steps | None = None, *, remembers: bool = True, mischief: Mischief | None = None
    ) -> World:
        """A new one; the one before is over."""
        if self.last:
            self.last.close()
        self.made += 1
        folder = self.folder / str(self.made)
        world = a_world(folder, self.smtp, steps or Steps(), PostOffice(Clock(), remembers), mischief)
        self.patch.setattr(wiring, "ports", lambda: world.ports)
        self.patch.setattr(wiring, "public_url", lambda: SITE)
        self.last = world
        return world

    def close(self) -> None:
        if self.last:
            self.last.close()
        self.smtp.run_until_complete(self.smtp.shutdown_default_executor())
        self.smtp.close()


def a_world(
    folder: Path, smtp: asyncio.AbstractEventLoop, steps: Steps, post: PostOffice, mischief: Mischief | None
) -> World:
    """The local home in memory, its blobs in `folder`; one inbox, one channel, two agents."""
    clock = post.clock
    stores = memory_stores(clock)
    queue = SqliteJobs(None, clock)
    count = itertools.count(1)

    def new_id() -> str:
        return hashlib.sha256(str(next(count)).encode()).hexdigest()[:32]

    plain = Ports(
        conversations=stores.conversations,
        lists=stores.lists,
        contacts=stores.contacts,
        workspace=stores.workspace,
        pictures=stores.pictures,
        live=stores.live,
        chat_reads=SqliteChatReads(stores.database),
        blobs=FolderBlobs(folder, link_key=b"k" * 32, clock=clock),
        jobs=queue,
        gateways={"email": post},
        platforms={},
        channel_secrets=ShelfOfSecrets(),
        outgoing_http=GuardedHttp(clock, loopback=True),
        call_log=SqliteCallLog(stores.database, clock),
        tellings=SqliteTellings(stores.database),
        kinds={},
        sockets=InProcessSockets(),
        passwords=_PASSWORDS,
        second_factor=LocalSecondFactor(None, clock),
        recovery_codes=SqliteRecoveryCodes(stores.database),
        secrets=FileSecrets(folder / "keys"),
        notices=OutboxNotices(Outbox(folder / "outbox"), lambda notice: b"", clock=clock, new_id=new_id),
        domains=MadeUpDomains(folder / "dns.json"),
        clock=clock,
        new_id=new_id,
        sleep=lambda seconds: None,
    )
    plain.workspace.put_inbox(an_inbox())
    plain.workspace.put_channel(SUPPORT)
    for agent in (ANA, BO):
        plain.workspace.add_agent(agent)
    plain.secrets.key("reply-token")
    ports = stepped_ports(plain, steps)
    relay = FeedPump(
        stepped("feed", stores.feed, steps),
        Signal(),
        lambda event, context: on_entries(DynamoDBEvent(event, context)),
        mischief,
    )
    return World(
        ports=ports,
        plain=plain,
        steps=steps,
        clock=clock,
        post=post,
        database=stores.database,
        queue=queue,
        pump=JobPump(ports.jobs, QUEUES, mischief),  # type: ignore[arg-type]  # the same queue, counted
        feed_pump=relay,
        feed=stores.feed,
        door=MailDoor(Arrivals(ports.blobs, ports.jobs, clock, new_id), ports.workspace.channels),
        smtp=smtp,
        outbox=folder / "outbox",
    )
