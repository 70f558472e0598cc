"""All ports in one bundle, so that a use-case names what it needs and wiring decides what it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.ports.call_log import CallLog
from chalicelib.ports.chat_reads import ChatReads
from chalicelib.ports.conversation_lists import ConversationLists
from chalicelib.ports.outgoing_http import OutgoingHttp
from chalicelib.ports.outside import (
    BlobStore,
    Clock,
    Gateway,
    JobQueue,
    NewId,
    NoticeMailer,
    PasswordCheck,
    Secrets,
    SocketPusher,
)
from chalicelib.ports.pictures import PictureStore
from chalicelib.ports.platform import ChannelSecrets, Platform
from chalicelib.ports.second_factor import RecoveryCodeStore, SecondFactor
from chalicelib.ports.sending_domains import SendingDomains
from chalicelib.ports.stores import ContactStore, ConversationStore, LiveStore
from chalicelib.ports.subscription_store import TellingStore
from chalicelib.ports.workspace_store import WorkspaceStore


@dataclass(frozen=True, slots=True)
class Ports:
    """What the product stands on. `sleep` waits seconds (tests pass one that does not)."""

    conversations: ConversationStore
    lists: ConversationLists
    contacts: ContactStore
    workspace: WorkspaceStore
    pictures: PictureStore
    live: LiveStore
    chat_reads: ChatReads
    blobs: BlobStore
    jobs: JobQueue
    gateways: Mapping[str, Gateway]
    platforms: Mapping[str, Platform]
    channel_secrets: ChannelSecrets
    outgoing_http: OutgoingHttp
    call_log: CallLog
    tellings: TellingStore
    kinds: Mapping[str, ChannelKind]
    sockets: SocketPusher
    passwords: PasswordCheck
    second_factor: SecondFactor
    recovery_codes: RecoveryCodeStore
    secrets: Secrets
    notices: NoticeMailer
    domains: SendingDomains
    clock: Clock
    new_id: NewId
    sleep: Callable[[float], None]

    def now(self) -> datetime:
        """The time, aware and in UTC."""
        return self.clock()
