"""Messenger, Instagram and WhatsApp as this home has them: a stand-in that any account can be tried with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chalicelib.domain.workspace import Channel
from chalicelib.ports.platform import ChannelSecrets
from infra.local.answers import Answer, Request
from infra.local.fake_graph.api import FakeGraph
from infra.local.fake_graph.state import ALL_FIELDS, FakeAccount

Channels = Callable[[], Sequence[Channel]]


class PlayedPlatforms:
    """The stand-in for the Graph API, which tells this home's own channels of what happens.

    At Meta's, somebody enters the webhook's address by hand; here it is known as soon as an account is
    connected. Besides the made-up company's accounts it plays whatever account was connected with ids and
    tokens of somebody's own. It forgets everything when the process ends, as Meta never would; `recalls`
    of its state may say what the product remembers of people.
    """

    def __init__(self, channels: Channels, secrets: ChannelSecrets, graph: FakeGraph, own_url: str) -> None:
        self._channels = channels
        self._secrets = secrets
        self._own_url = own_url
        self.graph = graph
        self.graph.state.takes_later = True

    def answer(self, request: Request) -> Answer:
        """The answer to a call below the stand-in's prefix."""
        for channel in self._channels():
            if channel.platform is not None:
                self._connected(channel)
        return self.graph.answer(request)

    def _connected(self, channel: Channel) -> None:
        account = self.graph.state.accounts.get(channel.address) or self._played(channel)
        if account and account.kind == channel.kind:
            account.callback = f"{self._own_url}/webhooks/meta/{channel.id}"
            if account.subscribed is None:  # it was connected before this process began
                account.subscribed = ALL_FIELDS

    def _played(self, channel: Channel) -> FakeAccount | None:
        found, platform = self._secrets.of(channel.id), channel.platform
        if platform is None or "token" not in found:
            return None
        account = FakeAccount(channel.kind, channel.address, channel.name, found["token"], is_open=True)
        account.app_id, account.app_secret = platform.app_id, found.get("app_secret", "")
        account.business_id, account.subscribed = platform.business_id, ALL_FIELDS
        return self.graph.state.add(account)
