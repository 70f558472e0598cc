"""`ports`: the local home's own adapters, in memory and in a folder that goes away."""

import hashlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.adapters.local.made_up_dns import MadeUpDomains
from chalicelib.adapters.local.notices import OutboxNotices
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.adapters.local.passwords import Argon2Passwords
from chalicelib.adapters.local.second_factor import LocalSecondFactor
from chalicelib.adapters.local.secrets import FileSecrets
from chalicelib.adapters.local.sockets import InProcessSockets
from chalicelib.adapters.local.sqlite.call_log import SqliteCallLog
from chalicelib.adapters.local.sqlite.chat_reads import SqliteChatReads
from chalicelib.adapters.local.sqlite.contact_store import SqliteContactStore
from chalicelib.adapters.local.sqlite.conversation_lists import SqliteConversationLists
from chalicelib.adapters.local.sqlite.conversation_store import SqliteConversationStore
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.live_store import SqliteLiveStore
from chalicelib.adapters.local.sqlite.picture_store import SqlitePictureStore
from chalicelib.adapters.local.sqlite.recovery_codes import SqliteRecoveryCodes
from chalicelib.adapters.local.sqlite.telling_store import SqliteTellings
from chalicelib.adapters.local.sqlite.workspace_store import SqliteWorkspaceStore
from chalicelib.adapters.outgoing_http import GuardedHttp
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Outbound
from tests.platforms import ShelfOfSecrets
from tests.unit.usecases.company import ANA, BO, GONE, NOON, SALES, SALES_INBOX, SUPPORT, SUPPORT_INBOX
from tests.unit.usecases.platform_people import KINDS


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def ahead(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class RecordingGateway:
    """A gateway that keeps what it was given; `fails` holds the errors of the next sends, in order.

    `named` is the id that it gives, if it is to be a certain one.
    """

    sent: list[Outbound] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)
    named: str = ""

    def send(self, outbound: Outbound) -> str:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(outbound)
        return self.named or f"provider-{len(self.sent)}"

    def found(self, key: str, attempt: int) -> str | None:
        del attempt
        ids = (f"provider-{n}" for n, one in enumerate(self.sent, 1) if one.key == key)
        return next((self.named or id_ for id_ in ids), None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gateway() -> RecordingGateway:
    return RecordingGateway()


@pytest.fixture
def ports(tmp_path: Path, clock: Clock, gateway: RecordingGateway) -> Iterator[Ports]:
    database = Database()
    count = itertools.count(1)

    def new_id() -> str:
        return hashlib.sha256(str(next(count)).encode()).hexdigest()[:32]

    outbox = Outbox(tmp_path / "outbox")
    bundle = Ports(
        conversations=SqliteConversationStore(database, clock),
        lists=SqliteConversationLists(database),
        contacts=SqliteContactStore(database),
        workspace=SqliteWorkspaceStore(database),
        pictures=SqlitePictureStore(database),
        live=SqliteLiveStore(database),
        chat_reads=SqliteChatReads(database),
        blobs=FolderBlobs(tmp_path, link_key=b"k" * 32, clock=clock),
        jobs=SqliteJobs(None, clock),
        gateways={"email": gateway, "messenger": gateway},
        platforms={},
        channel_secrets=ShelfOfSecrets(),
        outgoing_http=GuardedHttp(clock, loopback=True),
        call_log=SqliteCallLog(database, clock),
        tellings=SqliteTellings(database),
        kinds=KINDS,
        sockets=InProcessSockets(),
        passwords=Argon2Passwords(None, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)),
        second_factor=LocalSecondFactor(None, clock),
        recovery_codes=SqliteRecoveryCodes(database),
        secrets=FileSecrets(tmp_path / "secrets"),
        notices=OutboxNotices(outbox, lambda notice: b"", clock=clock, new_id=new_id),
        domains=MadeUpDomains(tmp_path / "dns.json"),
        clock=clock,
        new_id=new_id,
        sleep=lambda seconds: None,
    )
    for inbox in (SUPPORT_INBOX, SALES_INBOX):
        bundle.workspace.put_inbox(inbox)
    for channel in (SUPPORT, SALES):
        bundle.workspace.put_channel(channel)
    for agent in (ANA, BO, GONE):
        bundle.workspace.add_agent(agent)
    yield bundle
