"""The stand-in for Meta's Graph API as tests have it: on a port of its own, with one account of each kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.adapters.meta.gateway import MetaGateway, open_gateway
from chalicelib.adapters.meta.graph import GraphClient
from chalicelib.channels.instagram import dialect as instagram
from chalicelib.channels.messenger import dialect as messenger
from chalicelib.channels.whatsapp import dialect as whatsapp
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.workspace import Channel
from infra.local.fake_graph.api import FakeGraph
from infra.local.fake_graph.server import serving
from infra.local.fake_graph.state import ALL_FIELDS, Failure, FakeAccount, FakeState
from infra.local.fake_graph.webhooks import Webhooks
from tests.builders import NOW
from tests.outgoing import ACCOUNT, BUSINESS, PERSON, a_platform_channel

DIALECTS = {one.DIALECT.kind: one.DIALECT for one in (messenger, instagram, whatsapp)}
IDS = {"messenger": ACCOUNT, "instagram": "17841400000000001", "whatsapp": "106000000000001"}
PEOPLE = {"messenger": PERSON, "instagram": "35791246803579", "whatsapp": "34600000002"}
APP_SECRET = "made-up-app-secret"
READ_SECONDS = 1.0


@dataclass
class KeptSecrets:
    """What `ChannelSecrets` promises, in memory."""

    values: dict[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def of(self, channel_id: str) -> Mapping[str, str]:
        return self.values.get(channel_id, {})

    def put(self, channel_id: str, values: Mapping[str, str]) -> None:
        self.values[channel_id] = dict(values)

    def forget(self, channel_id: str) -> None:
        self.values.pop(channel_id, None)


@dataclass
class RunningGraph:
    """`now` is what both sides take for the time. A gateway made here has its channel's token."""

    graph: FakeGraph
    address: str
    now: datetime
    secrets: KeptSecrets = field(default_factory=KeptSecrets)

    @property
    def state(self) -> FakeState:
        return self.graph.state

    def account(self, kind: str) -> FakeAccount:
        return self.state.accounts[IDS[kind]]

    def channel(self, kind: str) -> Channel:
        """A channel that is connected to the account of that kind."""
        account = self.account(kind)
        channel = a_platform_channel(
            kind, address=account.id, platform=PlatformAccount(account.app_id, account.business_id)
        )
        self.secrets.put(channel.id, {"token": account.token, "app_secret": account.app_secret})
        return channel

    def gateway(self, kind: str, **changed: Any) -> MetaGateway:
        made = open_gateway(DIALECTS[kind], self.address, self.secrets, lambda: self.now)
        client = GraphClient(self.address, read_seconds=READ_SECONDS)
        return replace(made, **{"client": client, **changed})

    def fail(self, path: str = "", **failure: Any) -> None:
        """The next call whose path ends so is answered with this instead."""
        self.state.failures.append(Failure(path=path, **failure))

    def texts(self) -> list[str]:
        """What was written in each message that was taken, in their order; "" for a file alone."""
        return [_words(message.content) for message in self.state.messages]


def _words(content: Mapping[str, Any]) -> str:
    """The text of a message, wherever its kind has it."""
    if "messaging_product" not in content:
        return str(content["message"].get("text", ""))
    kind = content["type"]
    inner = content[kind]
    if kind == "text":
        return str(inner["body"])
    return str(inner["body"]["text"] if kind == "interactive" else inner.get("caption", ""))


@contextmanager
def running_graph() -> Iterator[RunningGraph]:
    """Everybody wrote to every account an hour ago."""
    moments: list[RunningGraph] = []
    state = FakeState(lambda: moments[0].now if moments else NOW)
    for kind, account_id in IDS.items():
        account = FakeAccount(
            kind, account_id, f"Lamps {kind}", token=f"token-of-{kind}", app_secret=APP_SECRET
        )
        account.business_id = BUSINESS if kind == "whatsapp" else ""
        account.page_id = "100900100900" if kind == "instagram" else ""
        account.subscribed = ALL_FIELDS
        state.add(account)
        for person in state.people.values():
            person.wrote_at[account_id] = NOW - timedelta(hours=1)
    graph = FakeGraph(state, Webhooks())
    with serving(graph) as address:
        running = RunningGraph(graph, address, NOW)
        moments.append(running)
        yield running


def a_template(name: str, body: str = "Hello {{1}}", **changed: Any) -> dict[str, Any]:
    """A template of the business, as the Graph API tells it."""
    components = [{"type": "BODY", "text": body}]
    whole = {"name": name, "language": "en_US", "status": "APPROVED", "category": "UTILITY"}
    return {**whole, "components": components, **changed}


def usage(**shares: int) -> dict[str, str]:
    """The header that tells how much of the allowance is used."""
    return {"X-App-Usage": json.dumps(shares)}
