"""Where the team's side of the house is kept: the promises that both homes keep.

Every method may raise `Throttled`. Reads are consistent unless they say otherwise.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from chalicelib.domain.ids import AgentId, ChannelId
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.domain.workspace import Agent, Channel, Inbox
from chalicelib.ports.chat_settings_store import ChatSettingsStore
from chalicelib.ports.form_store import FormStore
from chalicelib.ports.quarantine_store import QuarantineStore
from chalicelib.ports.subscription_store import SubscriptionStore
from chalicelib.ports.token_store import TokenStore


class WorkspaceStore(QuarantineStore, ChatSettingsStore, FormStore, TokenStore, SubscriptionStore, Protocol):
    """Inboxes, channels, forms, agents, tokens, webhooks, domains, the quarantine: small and often read."""

    def inboxes(self) -> tuple[Inbox, ...]: ...

    def put_inbox(self, inbox: Inbox) -> None: ...

    def channels(self) -> tuple[Channel, ...]: ...

    def put_channel(self, channel: Channel) -> None:
        """Raises `AlreadyThere` when another channel has one of its addresses."""
        ...

    def change_channel(self, channel: Channel) -> None:
        """Write it under the condition that the stored `version` is one less.

        Raises `StaleChannel` when it is not, `AlreadyThere` like `put_channel`.
        """
        ...

    def note_heard(self, channel_id: ChannelId, at: datetime) -> None:
        """Its platform told something. Nothing else of it is written; gone already is fine."""
        ...

    def sending_domain(self, name: str) -> SendingDomain | None:
        """What the last check of this domain showed; `None`: it never was checked."""
        ...

    def put_sending_domain(self, domain: SendingDomain) -> None: ...

    def agents(self) -> tuple[Agent, ...]: ...

    def agent(self, agent_id: AgentId) -> Agent:
        """Raises `NoSuchAgent`."""
        ...

    def add_agent(self, agent: Agent) -> None:
        """Raises `AlreadyThere` when somebody has the address."""
        ...

    def change_agent(self, agent: Agent) -> None:
        """Everything but the address they sign in with, which stays. Raises `NoSuchAgent`."""
        ...

    def next_number(self, counter: str) -> int:
        """1, 2, 3 …: never the same twice, also under concurrency; gaps may occur."""
        ...
