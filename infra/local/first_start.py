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
from chalicelib.domain.workspace import Agent, AgentState, Channel, Inbox, Role
from infra.local.admin_password import first_password
from infra.local.arriving import EMAIL
from infra.local.company import COLLEAGUES, VENTAS, tell_stories
from infra.local.seed_clock import SeedClock
from infra.local.website import connect_website

ADMIN = "admin@bandeja.test"
FILLING = "filling"
MADE = ("blobs", "incoming", "outbox", "relayed", "uploads")
SIGNATURE = "Bandeja Support"


def fill_if_empty(local: LocalSettings) -> None:
    """Fill a new data folder. A filling that was cut short is removed and done again from the beginning."""
    marker = local.data_dir / FILLING
    if marker.exists():
        _remove_what_was_made(local.data_dir)
    elif (local.data_dir / "bandeja.db").exists():
        return
    write_durably(marker, b"")
    clock = SeedClock(wiring.now())
    home = wiring.open_local_home(local, clock)
    try:
        _begin(home, first_password(local.data_dir, local.admin_password), clock(), with_company=local.seed)
        if local.seed:
            tell_stories(home.ports, clock)
        home.feed.advance(home.feed.newest())  # all that follows from the stories has happened in them
    finally:
        home.close()
    marker.unlink()
    sync_folder(local.data_dir)


def _begin(home: LocalHome, password: str, at: datetime, *, with_company: bool) -> None:
    admin = ("Alex Rivera", ADMIN, Role.ADMIN, "")
    people = [admin, *(COLLEAGUES if with_company else ())]
    for name, email, role, language in people:
        agent_id = AgentId(home.ports.new_id())
        agent = Agent(agent_id, name, email, role, AgentState.ACTIVE, at, language)
        home.ports.workspace.add_agent(agent)
        home.ports.passwords.set(agent_id, password)
    support = _connect(home, "Support", "support@bandeja.test", SIGNATURE)
    if with_company:
        _connect(home, *VENTAS)
        by_email = {agent.email: agent for agent in home.ports.workspace.agents()}
        connect_website(home.ports, support, by_email[ADMIN])


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
