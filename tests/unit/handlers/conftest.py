"""The edge with the ports of the use-case tests behind it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.adapters.announcing import (
    AnnouncingConversations,
    Team,
    WatcherAnnouncer,
    announce_commit,
)
from chalicelib.config import LocalSettings, Settings
from chalicelib.ports.bundle import Ports
from chalicelib.ports.faces import RecentFaces
from tests.running_graph import RunningGraph
from tests.unit.handlers.chatting import open_shop, with_pushes
from tests.unit.handlers.forms import NEW
from tests.unit.handlers.house import ADA, SITE, Browser, House
from tests.unit.handlers.website import CHAT, Visitor
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import clock as clock
from tests.unit.usecases.conftest import gateway as gateway
from tests.unit.usecases.conftest import ports as ports


@pytest.fixture
def house(ports: Ports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("AWS_REGION", "local")
    settings = Settings(SITE, local=LocalSettings(tmp_path, 8000, 2525, None, False, ""))
    monkeypatch.setattr(wiring, "ports", lambda: ports)
    monkeypatch.setattr(wiring, "settings", lambda: settings)
    return House(ports)


@pytest.fixture
def with_meta(house: House, fake_graph: RunningGraph, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house with Meta's platforms within reach."""
    secrets = house.ports.channel_secrets
    gateways = {
        kind: replace(fake_graph.gateway(kind), secrets=secrets)
        for kind in ("messenger", "instagram", "whatsapp")
    }
    ports = replace(house.ports, platforms=gateways)
    monkeypatch.setattr(wiring, "ports", lambda: ports)
    house.ports = ports
    return house


@pytest.fixture
def site(ports: Ports, house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The house with a website's chat; whoever watches is told of every commit, as in both homes."""
    team = Team(ports.clock, RecentFaces(ports.workspace, ports.clock))
    tell = announce_commit(WatcherAnnouncer(ports.live, ports.sockets, ports.jobs, team))
    told = replace(ports, conversations=AnnouncingConversations(ports.conversations, tell))
    told.workspace.put_channel(CHAT)
    monkeypatch.setattr(wiring, "ports", lambda: told)
    house.ports = told
    return house


@pytest.fixture
def shop(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    """The same with a website's chat before it, whose watchers are told of everything."""
    house.ports = with_pushes(house.ports)
    monkeypatch.setattr(wiring, "ports", lambda: house.ports)
    open_shop(house.ports, preview=True)
    return house


@pytest.fixture
def visitor(site: House) -> Visitor:
    return Visitor(site)


@pytest.fixture
def nobody(house: House) -> Browser:
    return house.browser()


@pytest.fixture
def agent(house: House) -> Browser:
    return house.browser(ANA)


@pytest.fixture
def admin(house: House) -> Browser:
    return house.browser(ADA)


@pytest.fixture
def form(admin: Browser) -> str:
    """The id of a form that an admin has made."""
    return str(admin.post("/channels", NEW).json()["channel"])
