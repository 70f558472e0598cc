"""The first start on an empty data folder: one admin and one inbox, and a small company unless SEED=0."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from chalicelib import wiring
from chalicelib.adapters.local.durable_files import sync_folder, write_durably
from chalicelib.adapters.local.home import LocalHome
from chalicelib.config import LocalSettings
from chalicelib.domain.ids import AgentId, ChannelId, InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.workspace import Agent, AgentState, Channel, Inbox, Role
from chalicelib.usecases.connect_form import connect_form
from infra.local.admin_password import first_password
from infra.local.arriving import EMAIL
from infra.local.company import COLLEAGUES, VENTAS, tell_stories
from infra.local.company_elsewhere import CONTACT_FORM, connect_accounts
from infra.local.fake_graph.api import FakeGraph
from infra.local.fake_graph.company import company_graph
from infra.local.fake_graph.server import serving
from infra.local.seed_clock import SeedClock
from infra.local.seed_portraits import keep_portraits
from infra.local.website import connect_website

ADMIN = "admin@bandeja.test"
FILLING = "filling"
MADE = ("blobs", "channel-secrets", "incoming", "outbox", "relayed", "uploads")
SIGNATURE = "Bandeja Support"


def fill_if_empty(local: LocalSettings, *, plays_platforms: bool = True) -> FakeGraph | None:
    """Fill a new data folder. A filling that was cut short is removed and done again from the beginning.

    `plays_platforms`: this home has a stand-in for the platforms, whose accounts the company connects. The
    answer is the stand-in that heard what people said there, `None` where nothing was filled.
    """
    marker = local.data_dir / FILLING
    if marker.exists():
        _remove_what_was_made(local.data_dir)
    elif (local.data_dir / "bandeja.db").exists():
        return None
    write_durably(marker, b"")
    clock = SeedClock(wiring.now())
    graph = company_graph(clock, tells=False)
    with serving(graph) as url:
        home = wiring.open_local_home(local, clock, url)
        try:
            support = _begin(home, local, clock())
            if local.seed:
                _connect_company(home, support, graph if plays_platforms else None)
                tell_stories(home.ports, clock, graph, url)
                keep_portraits(home)
            home.feed.advance(home.feed.newest())  # all that follows from the stories has happened in them
        finally:
            home.close()
    marker.unlink()
    sync_folder(local.data_dir)
    return graph


def _begin(home: LocalHome, local: LocalSettings, at: datetime) -> InboxId:
    admin = ("Alex Rivera", ADMIN, Role.ADMIN, "")
    password = first_password(local.data_dir, local.admin_password)
    for name, email, role, language in [admin, *(COLLEAGUES if local.seed else ())]:
        agent_id = AgentId(home.ports.new_id())
        agent = Agent(agent_id, name, email, role, AgentState.ACTIVE, at, language)
        home.ports.workspace.add_agent(agent)
        home.ports.passwords.set(agent_id, password)
    return _connect(home, "Support", "support@bandeja.test", SIGNATURE)


def _connect_company(home: LocalHome, support: InboxId, graph: FakeGraph | None) -> None:
    _connect(home, *VENTAS)
    admin = next(agent for agent in home.ports.workspace.agents() if agent.email == ADMIN)
    connect_website(home.ports, support, admin)
    connect_form(home.ports, support, CONTACT_FORM, Order(admin))
    if graph is not None:
        connect_accounts(home.ports, graph, support, admin)


def _connect(home: LocalHome, name: str, address: str, signature: str) -> InboxId:
    inbox_id = InboxId(home.ports.new_id())
    home.ports.workspace.put_inbox(Inbox(inbox_id, name, signature))
    channel = Channel(ChannelId(home.ports.new_id()), inbox_id, EMAIL, name, address)
    home.ports.workspace.put_channel(channel)
    return inbox_id


def _remove_what_was_made(data_dir: Path) -> None:
    for folder in MADE:
        shutil.rmtree(data_dir / folder, ignore_errors=True)
    for file in data_dir.glob("*.db*"):
        file.unlink()
