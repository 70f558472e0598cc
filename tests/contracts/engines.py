"""The engines that the contract suite runs on: one fresh, empty home each time it is asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from moto import mock_aws
from pytest import MonkeyPatch

from chalicelib.adapters.aws.dynamodb.call_log import DynamoCallLog
from chalicelib.adapters.aws.dynamodb.contact_store import DynamoContactStore
from chalicelib.adapters.aws.dynamodb.conversation_lists import DynamoConversationLists
from chalicelib.adapters.aws.dynamodb.conversation_store import DynamoConversationStore
from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.picture_store import DynamoPictureStore
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.recovery_codes import DynamoRecoveryCodes
from chalicelib.adapters.aws.dynamodb.tables import TABLES, create_tables
from chalicelib.adapters.aws.dynamodb.telling_store import DynamoTellings
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.adapters.local.sqlite.call_log import SqliteCallLog
from chalicelib.adapters.local.sqlite.contact_store import SqliteContactStore
from chalicelib.adapters.local.sqlite.conversation_lists import SqliteConversationLists
from chalicelib.adapters.local.sqlite.conversation_store import SqliteConversationStore
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.live_store import SqliteLiveStore
from chalicelib.adapters.local.sqlite.picture_store import SqlitePictureStore
from chalicelib.adapters.local.sqlite.recovery_codes import SqliteRecoveryCodes
from chalicelib.adapters.local.sqlite.telling_store import SqliteTellings
from chalicelib.adapters.local.sqlite.workspace_store import SqliteWorkspaceStore
from chalicelib.ports.call_log import CallLog
from chalicelib.ports.conversation_lists import ConversationLists
from chalicelib.ports.pictures import PictureStore
from chalicelib.ports.second_factor import RecoveryCodeStore
from chalicelib.ports.stores import ContactStore, ConversationStore, LiveStore
from chalicelib.ports.subscription_store import TellingStore
from chalicelib.ports.workspace_store import WorkspaceStore
from tests.builders import NOW
from tests.contracts.ministack import ministack

UNREAD_LOOK = 4
"""How far counting looks in these tests, so that few rows show it."""


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Home:
    """All stores of one home, and the clock they look at."""

    conversations: ConversationStore
    lists: ConversationLists
    contacts: ContactStore
    workspace: WorkspaceStore
    pictures: PictureStore
    recovery_codes: RecoveryCodeStore
    live: LiveStore
    call_log: CallLog
    tellings: TellingStore
    clock: Clock
    database: Database | None = None
    place: Place | None = None


Opened = AbstractContextManager[Callable[[], Home]]


def engines_asked_for() -> list[str]:
    """SQLite twice and moto with both writers; ministack and others when the environment asks for them."""
    names = ["sqlite-memory", "sqlite-file", "dynamodb-moto", "dynamodb-moto-plain"]
    if os.environ.get("BANDEJA_MINISTACK") or os.environ.get("BANDEJA_SOAK"):
        names.append("dynamodb-ministack")
    if os.environ.get("DYNAMODB_ENDPOINT"):
        names.append("dynamodb-endpoint")
    return names


def homes_on(engine: str, folder: Path) -> Opened:
    """While it is open: a function that makes fresh homes on the engine."""
    made: dict[str, Callable[[], Opened]] = {
        "sqlite-memory": lambda: _sqlite(None),
        "sqlite-file": lambda: _sqlite(folder),
        "dynamodb-moto": _moto,
        "dynamodb-moto-plain": lambda: _moto(plain_writes=True),
        "dynamodb-ministack": _ministack,
        "dynamodb-endpoint": lambda: _at(os.environ["DYNAMODB_ENDPOINT"]),
    }
    return made[engine]()


def sqlite_home(database: Database) -> Home:
    """A home on a database that is open."""
    clock = Clock()
    return Home(
        conversations=SqliteConversationStore(database, clock),
        lists=SqliteConversationLists(database, UNREAD_LOOK),
        contacts=SqliteContactStore(database),
        workspace=SqliteWorkspaceStore(database),
        pictures=SqlitePictureStore(database),
        recovery_codes=SqliteRecoveryCodes(database),
        live=SqliteLiveStore(database),
        call_log=SqliteCallLog(database, clock),
        tellings=SqliteTellings(database),
        clock=clock,
        database=database,
    )


def dynamodb_home(place: Place) -> Home:
    """A home on tables that are there."""
    clock = Clock()
    return Home(
        conversations=DynamoConversationStore(place, clock),
        lists=DynamoConversationLists(place, UNREAD_LOOK),
        contacts=DynamoContactStore(place),
        workspace=DynamoWorkspaceStore(place),
        pictures=DynamoPictureStore(place),
        recovery_codes=DynamoRecoveryCodes(place),
        live=DynamoLiveStore(place),
        call_log=DynamoCallLog(place, clock),
        tellings=DynamoTellings(place),
        clock=clock,
        place=place,
    )


@contextmanager
def _sqlite(folder: Path | None) -> Iterator[Callable[[], Home]]:
    opened: list[Database] = []

    def fresh() -> Home:
        opened.append(Database(folder / f"{uuid4().hex}.db" if folder else None))
        return sqlite_home(opened[-1])

    yield fresh
    for database in opened:
        database.close()


@contextmanager
def _moto(*, plain_writes: bool = False) -> Iterator[Callable[[], Home]]:
    with mock_aws(), _credentials():
        yield lambda: _fresh(None, plain_writes=plain_writes)


@contextmanager
def _ministack() -> Iterator[Callable[[], Home]]:
    with ministack() as endpoint, _credentials():
        yield lambda: _fresh(endpoint)


@contextmanager
def _at(endpoint: str) -> Iterator[Callable[[], Home]]:
    with _credentials():
        yield lambda: _fresh(endpoint)


@contextmanager
def _credentials() -> Iterator[None]:
    with MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield


def _fresh(endpoint: str | None, *, plain_writes: bool = False) -> Home:
    prefix = f"t{uuid4().hex[:12]}-"
    place = Place(prefix=prefix, region="eu-west-1", endpoint=endpoint, plain_writes=plain_writes)
    create_tables(place)
    return dynamodb_home(place)


def drop_tables(home: Home) -> None:
    """Let an engine forget a home; it only makes the engine slow to keep hundreds of them."""
    if home.place:
        for table in TABLES:
            home.place.client.delete_table(TableName=home.place.table(table.noun))
