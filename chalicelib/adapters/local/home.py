"""The local home as one thing: what the product sees as ports, and what the process around it must run."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.adapters.announcing import AnnouncingConversations, Team, WatcherAnnouncer, announce_commit
from chalicelib.adapters.late import Late
from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.channel_secrets import FileChannelSecrets
from chalicelib.adapters.local.durable_files import make_folder_durably
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.adapters.local.made_up_dns import MadeUpDomains
from chalicelib.adapters.local.mail_gateway import BuildMail, OutboxGateway, RelayGateway
from chalicelib.adapters.local.notices import OutboxNotices
from chalicelib.adapters.local.outbox import Outbox
from chalicelib.adapters.local.passwords import Argon2Passwords
from chalicelib.adapters.local.second_factor import LocalSecondFactor
from chalicelib.adapters.local.secrets import FileSecrets
from chalicelib.adapters.local.signal import Signal
from chalicelib.adapters.local.smtp_relay import SmtpRelay
from chalicelib.adapters.local.sockets import InProcessSockets
from chalicelib.adapters.local.sqlite.call_log import SqliteCallLog
from chalicelib.adapters.local.sqlite.change_feed import ChangeFeed
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
from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from chalicelib.ports.faces import RecentFaces
from chalicelib.ports.outside import Clock, Gateway, NewId, Notice, NoticeMailer
from chalicelib.ports.platform import PlatformGateway, Reach
from chalicelib.ports.stores import Commit
from chalicelib.ports.workspace_store import WorkspaceStore

EMAIL = "email"
MakePlatforms = Callable[[Reach], Mapping[str, Callable[[], PlatformGateway]]]
OUTBOX = "outbox"
PASSWORDS = "passwords.db"
RELAYED = "relayed"


@dataclass(frozen=True, slots=True)
class World:
    """What the home takes from outside: time, ids, how mail is written, and a relay to send it by.

    `render_notice` also gets the address that the product's own mail comes from. `kinds` are the channels
    there are, `platforms` makes what speaks to the platforms outside; `calls_loopback` lets addresses that
    admins typed in lead to this machine.
    """

    clock: Clock
    new_id: NewId
    build_mail: BuildMail
    render_notice: Callable[[Notice, str], bytes]
    kinds: Mapping[str, ChannelKind]
    platforms: MakePlatforms
    relay: SmtpRelay | None = None
    calls_loopback: bool = False


@dataclass(frozen=True, slots=True)
class LocalHome:
    """`committed` rings after each commit, `feed` reads what was committed."""

    ports: Ports
    database: Database
    blobs: FolderBlobs
    jobs: SqliteJobs
    sockets: InProcessSockets
    passwords: Argon2Passwords
    second_factor: LocalSecondFactor
    feed: ChangeFeed
    committed: Signal

    def close(self) -> None:
        """Let go of the files. Nothing is lost without it."""
        self.database.close()
        self.jobs.close()
        self.passwords.close()
        self.second_factor.close()


def open_home(folder: Path, world: World) -> LocalHome:
    """Open, or begin, the home whose data is below `folder`."""
    make_folder_durably(folder)
    keys = FileSecrets(folder / "keys")
    database = Database(folder / "bandeja.db")
    jobs = SqliteJobs(folder / "jobs.db", world.clock)
    passwords = Argon2Passwords(folder / PASSWORDS)
    second_factor = LocalSecondFactor(folder / PASSWORDS, world.clock)
    blobs = FolderBlobs(folder, link_key=keys.key("links"), clock=world.clock)
    sockets, committed = InProcessSockets(), Signal()
    live, workspace = SqliteLiveStore(database), SqliteWorkspaceStore(database)
    store, calls = SqliteConversationStore(database, world.clock), SqliteCallLog(database, world.clock)
    watching = WatcherAnnouncer(live, sockets, jobs, Team(world.clock, RecentFaces(workspace, world.clock)))
    tell = _relay_first(committed, announce_commit(watching))
    ports = Ports(
        conversations=AnnouncingConversations(store, tell),
        lists=SqliteConversationLists(database),
        contacts=SqliteContactStore(database),
        workspace=workspace,
        pictures=SqlitePictureStore(database),
        live=live,
        chat_reads=SqliteChatReads(database),
        blobs=blobs,
        jobs=jobs,
        call_log=calls,
        tellings=SqliteTellings(database),
        kinds=world.kinds,
        sockets=sockets,
        passwords=passwords,
        second_factor=second_factor,
        recovery_codes=SqliteRecoveryCodes(database),
        secrets=keys,
        domains=MadeUpDomains(folder / "dns.json"),
        clock=world.clock,
        new_id=world.new_id,
        **_outside(folder, world, workspace, (keys, blobs, calls)),
    )
    return LocalHome(
        ports, database, blobs, jobs, sockets, passwords, second_factor, ChangeFeed(database), committed
    )


def _outside(
    folder: Path,
    world: World,
    workspace: WorkspaceStore,
    kept: tuple[FileSecrets, FolderBlobs, SqliteCallLog],
) -> dict[str, Any]:
    """What hands messages to people outside, and what else is asked of platforms."""
    keys, blobs, calls = kept
    http = GuardedHttp(world.clock, loopback=world.calls_loopback)
    channel_secrets = FileChannelSecrets(folder / "channel-secrets", keys)
    gateway, notices = _mail_out(folder, world, workspace)
    platforms = world.platforms(Reach(channel_secrets, http, calls, blobs, world.new_id))
    return {
        "sleep": time.sleep,
        "gateways": Late({EMAIL: lambda: gateway, **platforms}),
        "platforms": Late(platforms),
        "channel_secrets": channel_secrets,
        "notices": notices,
        "outgoing_http": http,
    }


def _relay_first(
    committed: Signal, tell_watchers: Callable[[Commit, Taken], None]
) -> Callable[[Commit, Taken], None]:
    """What follows from an entry must not wait for anybody's browser."""

    def announce(commit: Commit, taken: Taken) -> None:
        committed.ring()
        tell_watchers(commit, taken)

    return announce


def _mail_out(folder: Path, world: World, workspace: WorkspaceStore) -> tuple[Gateway, NoticeMailer]:
    """Into the outbox folder, or to the relay with a copy in a folder of its own."""

    def render(notice: Notice) -> bytes:
        return world.render_notice(notice, product_address(workspace))

    if world.relay is None:
        outbox = Outbox(folder / OUTBOX)
        notices = OutboxNotices(outbox, render, clock=world.clock, new_id=world.new_id)
        return OutboxGateway(outbox, world.build_mail, world.clock), notices
    relay, copies = world.relay, Outbox(folder / RELAYED)

    def hand_over(mail: bytes, to: str) -> None:
        relay.send(mail, product_address(workspace), [to])

    notices = OutboxNotices(copies, render, clock=world.clock, new_id=world.new_id, hand_over=hand_over)
    return RelayGateway(relay, copies, world.build_mail, world.clock), notices


def product_address(workspace: WorkspaceStore) -> str:
    """Where the product's own mail comes from: the first address that is connected."""
    addresses = [channel.address for channel in workspace.channels() if channel.kind == EMAIL]
    return addresses[0] if addresses else "bandeja@localhost"
