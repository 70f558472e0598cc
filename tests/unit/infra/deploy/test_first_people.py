"""The first admin and the first inbox of a home: made once, whatever cuts the making short."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib import wiring
from chalicelib.adapters.aws.dynamodb.live_store import DynamoLiveStore
from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.tables import create_tables
from chalicelib.adapters.aws.dynamodb.workspace_store import DynamoWorkspaceStore
from chalicelib.domain import session_token
from chalicelib.domain.workspace import Agent, AgentState, Role
from infra.deploy.failures import Stopped
from infra.deploy.first_admin import LINK, first_admin, password_link
from infra.deploy.first_inbox import first_inbox
from infra.deploy.rooms import Rooms
from tests.unit.infra.deploy.conftest import PLAN, Connect

MOST_CALLS = 40


@pytest.fixture
def rooms(connect: Connect) -> Rooms:
    place = Place(prefix="first-people-", region=PLAN.region)
    create_tables(place)
    return Rooms(DynamoWorkspaceStore(place), DynamoLiveStore(place))


@contextmanager
def interrupted_at(clients: list[Any], number: int) -> Iterator[None]:
    """Ctrl-C at the n-th call, before or after AWS has done it."""
    calls = 0

    def count(**call: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            raise KeyboardInterrupt

    events = ("before-call", "after-call")
    for client in clients:
        for event in events:
            client.meta.events.register(event, count)
    try:
        yield
    finally:
        for client in clients:
            for event in events:
                client.meta.events.unregister(event, count)


def until_it_ends(clients: list[Any], work: Callable[[], object]) -> int:
    """Cut short at every call in turn, each time on what the last run left; how many times."""
    for number in range(1, MOST_CALLS):
        try:
            with interrupted_at(clients, number):
                work()
        except KeyboardInterrupt:
            continue
        return number - 1
    raise AssertionError("never ends")


def test_the_first_admin_is_made_once_whatever_cuts_it_short(rooms: Rooms) -> None:
    database = Place(prefix="first-people-", region=PLAN.region).client

    def work() -> None:
        agent = first_admin(rooms, "You@Example.com ")
        assert password_link(rooms, agent, "https://inbox.example.com")

    cuts = until_it_ends([database], work)

    assert cuts >= 3
    [admin] = rooms.workspace.agents()
    assert (admin.email, admin.role, admin.state) == ("you@example.com", Role.ADMIN, AgentState.INVITED)


def test_the_first_inbox_is_made_once_whatever_cuts_it_short(rooms: Rooms) -> None:
    database = Place(prefix="first-people-", region=PLAN.region).client

    cuts = until_it_ends([database], lambda: first_inbox(rooms, PLAN.mail_domain))

    assert cuts >= 3
    [inbox], [channel] = rooms.workspace.inboxes(), rooms.workspace.channels()
    assert (channel.inbox_id, channel.address) == (inbox.id, "support@in.example.com")


def test_a_home_with_an_address_gets_no_other(rooms: Rooms) -> None:
    first_inbox(rooms, PLAN.mail_domain)
    [channel] = rooms.workspace.channels()
    rooms.workspace.put_channel(replace(channel, address="hello@in.example.com"))

    assert first_inbox(rooms, PLAN.mail_domain) is None
    assert len(rooms.workspace.channels()) == 1


def test_a_link_is_good_for_a_day_and_for_nobody_who_has_a_password(rooms: Rooms) -> None:
    agent = first_admin(rooms, PLAN.admin)

    link = password_link(rooms, agent, "https://inbox.example.com")

    page, _, query = urlsplit(link).fragment.partition("?")
    asked = parse_qs(query)
    assert (page, asked["email"]) == ("/join", ["you@example.com"])
    ticket = f"password#{session_token.digest(asked['token'][0])}"
    assert rooms.live.use_ticket(ticket, wiring.now() + LINK / 2) == agent.id
    assert password_link(rooms, replace(agent, state=AgentState.ACTIVE), "https://inbox.example.com") == ""


@pytest.mark.parametrize(
    ("role", "state"), [(Role.AGENT, AgentState.ACTIVE), (Role.ADMIN, AgentState.DEACTIVATED)]
)
def test_somebody_who_is_no_admin_is_not_made_one(rooms: Rooms, role: Role, state: AgentState) -> None:
    agent = first_admin(rooms, PLAN.admin)
    changed: Agent = replace(agent, role=role, state=state)
    rooms.workspace.change_agent(changed)

    with pytest.raises(Stopped, match="name another ADMIN"):
        first_admin(rooms, PLAN.admin)
