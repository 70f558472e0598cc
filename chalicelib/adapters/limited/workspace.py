"""The team's side of the house, within some inboxes."""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from chalicelib.adapters.limited.reach import Reach
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.errors import NoSuchChannel, NoSuchChatflow, NoSuchQuarantined
from chalicelib.domain.form import Form
from chalicelib.domain.ids import AgentId, ChannelId
from chalicelib.domain.publication import Publication, Publishing
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.domain.subscription import Subscription
from chalicelib.domain.token_errors import NotForTokens
from chalicelib.domain.workspace import Agent, Channel, Inbox, Quarantined
from chalicelib.ports.quarantine_store import QuarantinePage
from chalicelib.ports.workspace_store import WorkspaceStore


class LimitedWorkspace:
    """`WorkspaceStore` within some inboxes.

    `channels` stay whole: an answer needs the channel that its conversation came by, and must know all of our
    own addresses, so as not to write to itself. What is shown of a channel asks for more than that, and is
    limited here. The quarantine is in no inbox yet, and so within reach of nobody who is limited to some.
    """

    def __init__(self, store: WorkspaceStore, reach: Reach) -> None:
        self._store = store
        self._reach = reach

    def inboxes(self) -> tuple[Inbox, ...]:
        return tuple(inbox for inbox in self._store.inboxes() if self._reach.has_inbox(inbox.id))

    def put_inbox(self, inbox: Inbox) -> None:
        self._reach.check_inbox(inbox.id)
        self._store.put_inbox(inbox)

    def channels(self) -> tuple[Channel, ...]:
        return self._store.channels()

    def put_channel(self, channel: Channel) -> None:
        self._reach.check_inbox(channel.inbox_id)
        self._store.put_channel(channel)

    def change_channel(self, channel: Channel) -> None:
        self._reach.check_inbox(channel.inbox_id)
        self._store.change_channel(channel)

    def note_heard(self, channel_id: ChannelId, at: datetime) -> None:
        self._reach.check_channel(channel_id)
        self._store.note_heard(channel_id, at)

    def chat_settings(self, channel_id: ChannelId) -> ChatSettings:
        self._reach.check_channel(channel_id)
        return self._store.chat_settings(channel_id)

    def put_chat_settings(self, settings: ChatSettings) -> None:
        self._reach.check_channel(settings.id)
        self._store.put_chat_settings(settings)

    def chatflows(self, channel_id: ChannelId, *, dropped: bool = False) -> tuple[Chatflow, ...]:
        self._reach.check_channel(channel_id)
        return self._store.chatflows(channel_id, dropped=dropped)

    def chatflow(self, chatflow_id: str) -> Chatflow:
        flow = self._store.chatflow(chatflow_id)
        self._check_flow(flow)
        return flow

    def put_chatflow(self, chatflow: Chatflow) -> None:
        self._check_flow(chatflow)
        self._store.put_chatflow(chatflow)

    def publish_chatflow(self, publishing: Publishing) -> None:
        self._check_flow(publishing.flow)
        self._store.publish_chatflow(publishing)

    def publications(self, chatflow_id: str) -> tuple[Publication, ...]:
        self._check_flow(self._store.chatflow(chatflow_id))
        return self._store.publications(chatflow_id)

    def drop_chatflow(self, chatflow_id: str) -> None:
        self._check_flow(self._store.chatflow(chatflow_id))
        self._store.drop_chatflow(chatflow_id)

    def form(self, channel_id: ChannelId) -> Form:
        self._reach.check_channel(channel_id)
        return self._store.form(channel_id)

    def put_form(self, form: Form) -> None:
        self._reach.check_channel(form.id)
        self._store.put_form(form)

    def _check_flow(self, flow: Chatflow) -> None:
        try:
            self._reach.check_channel(flow.channel_id)
        except NoSuchChannel as error:
            raise NoSuchChatflow from error

    def sending_domain(self, name: str) -> SendingDomain | None:
        return self._store.sending_domain(name)

    def put_sending_domain(self, domain: SendingDomain) -> None:
        self._store.put_sending_domain(domain)

    def agents(self) -> tuple[Agent, ...]:
        return self._store.agents()

    def agent(self, agent_id: AgentId) -> Agent:
        return self._store.agent(agent_id)

    def add_agent(self, agent: Agent) -> None:
        self._store.add_agent(agent)

    def change_agent(self, agent: Agent) -> None:
        self._store.change_agent(agent)

    def next_number(self, counter: str) -> int:
        return self._store.next_number(counter)

    def quarantine(self, item: Quarantined) -> NoReturn:
        raise NoSuchQuarantined(item.id)

    def quarantined(self, limit: int = 100) -> tuple[Quarantined, ...]:
        return ()

    def quarantine_page(
        self, *, dropped: bool, limit: int, after: tuple[datetime, str] | None = None
    ) -> QuarantinePage:
        return QuarantinePage((), None)

    def quarantined_item(self, item_id: str) -> NoReturn:
        raise NoSuchQuarantined

    def dropped_item(self, item_id: str) -> NoReturn:
        raise NoSuchQuarantined

    def move_quarantined(self, item: Quarantined) -> NoReturn:
        raise NoSuchQuarantined

    def quarantined_before(self, moment: datetime, limit: int = 100) -> tuple[Quarantined, ...]:
        return ()

    def release(self, item_id: str) -> NoReturn:
        raise NoSuchQuarantined

    def tokens(self) -> NoReturn:
        raise NotForTokens

    def token(self, token_id: str) -> NoReturn:
        raise NotForTokens

    def add_token(self, token: ApiToken) -> NoReturn:
        raise NotForTokens

    def note_token_use(self, token_id: str, at: datetime) -> NoReturn:
        raise NotForTokens

    def revoke_token(self, token_id: str, at: datetime) -> NoReturn:
        raise NotForTokens

    def drop_token(self, token_id: str) -> NoReturn:
        raise NotForTokens

    def subscriptions(self) -> NoReturn:
        raise NotForTokens

    def put_subscription(self, subscription: Subscription) -> NoReturn:
        raise NotForTokens

    def note_subscription(self, subscription: Subscription) -> NoReturn:
        raise NotForTokens

    def drop_subscription(self, subscription_id: str) -> NoReturn:
        raise NotForTokens
