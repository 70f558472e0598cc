"""Meta as the real process meets it: a stand-in for the Graph API on a port of its own, which also tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from infra.local.fake_graph.api import FakeGraph
from infra.local.fake_graph.company import NUMBER_ID, PAGE_ID, company_graph
from infra.local.fake_graph.saying import say
from infra.local.fake_graph.server import serving
from infra.local.fake_graph.state import ALL_FIELDS, FakeAccount
from infra.local.fake_graph.webhooks import messaging, post_webhook, verify
from tests.builders import NOW

Json = Any


@dataclass
class Meta:
    """The page of the made-up company, its people, and what was sent to them."""

    graph: FakeGraph
    address: str

    @property
    def page(self) -> FakeAccount:
        return self.graph.state.accounts[PAGE_ID]

    def people(self) -> list[str]:
        return list(self.graph.state.people)

    def says(self, text: str, person: str = "", *, times: int = 1, **content: Json) -> list[int]:
        """A person writes to the page; the statuses that the product answered with."""
        told = {"account": PAGE_ID, "person": person or self.people()[0], "times": times}
        told["content"] = {"text": text, **content}
        statuses: list[int] = say(self.graph.state, told, self.address)["statuses"]
        return statuses

    def tells(self, *events: Json) -> int:
        """Any events, in one webhook."""
        return post_webhook(self.page, messaging(self.page, *events))

    def to_connect(self, inbox: str) -> Json:
        """What an admin types in."""
        return {
            "kind": "messenger",
            "inbox": inbox,
            "page_id": PAGE_ID,
            "app_id": self.page.app_id,
            "app_secret": self.page.app_secret,
            "page_token": self.page.token,
            "verify_token": "a verify token",
        }

    def calls_back(self, url: str) -> bool:
        """The webhook's address is entered in the app; whether the product gave the challenge back."""
        self.page.callback, self.page.verify_token = url, "a verify token"
        self.page.subscribed = ALL_FIELDS
        return verify(self.page)

    def sent(self) -> list[str]:
        """The texts that people got."""
        return [str(one.content["message"].get("text", "")) for one in list(self.graph.state.messages)]


@contextmanager
def meta() -> Iterator[Meta]:
    """As long as it is served."""
    graph = company_graph(lambda: datetime.now(UTC))
    with serving(graph) as address:
        yield Meta(graph, address)


def number_to_connect(inbox: str) -> Json:
    """What an admin types in for the WhatsApp number of the made-up company."""
    number = company_graph(lambda: NOW).state.accounts[NUMBER_ID]
    return {
        "kind": "whatsapp",
        "inbox": inbox,
        "phone_number_id": number.id,
        "business_id": number.business_id,
        "app_id": number.app_id,
        "app_secret": number.app_secret,
        "access_token": number.token,
        "verify_token": "a verify token",
    }
