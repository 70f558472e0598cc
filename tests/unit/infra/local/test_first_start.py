from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.home import LocalHome
from chalicelib.config import LocalSettings
from chalicelib.domain.contact import Identity
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Message, Status
from chalicelib.domain.ids import BlobId
from chalicelib.domain.platform_entries import Reacted
from chalicelib.domain.targeting import Facts
from chalicelib.domain.workspace import Role
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.queries.who_would_see import who_would_see
from infra.local.arriving import EMAIL
from infra.local.first_start import ADMIN, FILLING, fill_if_empty
from infra.local.run import addresses_of_mail

PORTRAYED = ("messenger", "instagram")


def settings_for(folder: Path, *, seed: bool, password: str = "a password given") -> LocalSettings:
    return LocalSettings(folder / "data", 8000, 2525, None, seed, password)


def conversations(home: LocalHome, status: Status) -> list[Conversation]:
    shelves = [Shelf(inbox.id, status=status) for inbox in home.ports.workspace.inboxes()]
    return [row for shelf in shelves for row in home.ports.lists.page(shelf, after=None, limit=100).rows]


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalHome]:
    """The home after the first start, with its company."""
    settings = settings_for(tmp_path_factory.mktemp("home"), seed=True)
    fill_if_empty(settings)
    home = wiring.open_local_home(settings)
    yield home
    home.close()


def test_an_empty_start_has_one_admin_and_one_inbox(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, seed=False)

    fill_if_empty(settings)

    home = wiring.open_local_home(settings)
    (agent,) = home.ports.workspace.agents()
    assert (agent.email, agent.role) == (ADMIN, Role.ADMIN)
    assert home.passwords.matches(agent.id, "a password given")
    assert [inbox.name for inbox in home.ports.workspace.inboxes()] == ["Support"]
    assert [channel.address for channel in home.ports.workspace.channels()] == ["support@bandeja.test"]
    assert conversations(home, Status.OPEN) == []
    home.close()


def test_the_company_has_three_agents_two_inboxes_and_some_forty_conversations(company: LocalHome) -> None:
    ports = company.ports

    assert [agent.role for agent in ports.workspace.agents()].count(Role.AGENT) == 2
    assert {channel.address for channel in ports.workspace.channels() if channel.kind == "email"} == {
        "support@bandeja.test",
        "ventas@bandeja.test",
    }
    counts = {status: len(conversations(company, status)) for status in Status}
    assert sum(counts.values()) == 47
    assert all(counts.values())


def test_the_company_has_a_website_that_greets_who_looks_for_an_order(company: LocalHome) -> None:
    (channel,) = [one for one in company.ports.workspace.channels() if one.kind == "chat"]

    def seen_on(url: str, **facts: Any) -> str | None:
        found = who_would_see(company.ports, channel.id, Facts(url, **facts), drafts=False)
        return next((one.chatflow.name for one in found.judged if one.chatflow.id == found.winner), None)

    assert (channel.name, channel.company_name) == ("Website", "Bandeja")
    assert company.ports.workspace.chat_settings(channel.id).allows("http://127.0.0.1:8000")
    assert seen_on("https://shop.example/orders/10482") == "Order help"
    assert seen_on("https://shop.example/cart", visits=2) == "Order help"
    assert seen_on("https://shop.example/orders/thanks") == "Everybody"
    assert seen_on("https://shop.example/") == "Everybody"
    assert sorted(addresses_of_mail(company)) == ["support@bandeja.test", "ventas@bandeja.test"]


def test_the_company_works_on_its_mail(company: LocalHome) -> None:
    rows = conversations(company, Status.OPEN)

    assert any(row.unread for row in rows)
    assert any(row.owner is None for row in rows)
    assert len({row.owner for row in rows if row.owner}) == 3
    assert any(row.waiting_since for row in rows)
    assert max(row.seq for row in conversations(company, Status.CLOSED)) >= 16


def test_the_company_knows_every_way_a_mail_can_end(company: LocalHome) -> None:
    outcomes = set()
    for status in Status:
        for row in conversations(company, status):
            entries = company.ports.conversations.entries(row.id)
            outcomes |= {one.content.state for one in entries if isinstance(one.content, DeliveryOutcome)}

    assert outcomes == {Delivery.SENT, Delivery.DELIVERED, Delivery.BOUNCED, Delivery.UNSURE}


def test_every_story_stays_in_its_conversation(company: LocalHome) -> None:
    rows = [row for status in Status for row in conversations(company, status) if row.channel_kind == EMAIL]

    assert len({row.subject for row in rows}) == len(rows) == 40
    assert not any(row.linked for row in rows)
    assert company.ports.contacts.by_identity(Identity("email", "hannah.cole@fernway.example")) is not None


def test_people_wrote_to_the_company_on_every_platform_and_by_its_form(company: LocalHome) -> None:
    rows = [row for status in Status for row in conversations(company, status)]
    accounts = {one.kind: one.platform for one in company.ports.workspace.channels() if one.platform}

    assert Counter(row.channel_kind for row in rows if row.channel_kind != EMAIL) == {
        "messenger": 2,
        "instagram": 1,
        "whatsapp": 2,
        "form": 2,
    }
    assert {kind: (one.trouble, one.missing) for kind, one in accounts.items()} == {
        kind: ("", ()) for kind in ("messenger", "instagram", "whatsapp")
    }
    assert all(one.heard_at for one in company.ports.workspace.channels() if one.platform)
    by_name = {row.contact_name: row for row in rows}
    now = wiring.now()
    assert all(by_name[name].waiting_since for name in ("Nuno Reis", "Ana Ruiz", "Carla Brandt"))
    assert by_name["Nuno Reis"].wrote_at and now - by_name["Nuno Reis"].wrote_at < timedelta(hours=3)
    assert by_name["Ana Ruiz"].wrote_at and now - by_name["Ana Ruiz"].wrote_at > timedelta(days=7)
    assert by_name["Greta Olsen"].waiting_since and not by_name["Sofía Marín"].waiting_since


def test_where_the_platforms_are_real_ones_nothing_is_made_up_of_them(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, seed=True)

    fill_if_empty(settings, plays_platforms=False)

    home = wiring.open_local_home(settings)
    rows = [row for status in Status for row in conversations(home, status)]
    assert {channel.kind for channel in home.ports.workspace.channels()} == {EMAIL, "chat", "form"}
    assert Counter(row.channel_kind for row in rows) == {EMAIL: 40, "form": 2}
    home.close()


def test_what_was_offered_on_a_platform_was_pressed_read_and_liked(company: LocalHome) -> None:
    (row,) = [one for one in conversations(company, Status.OPEN) if one.contact_name == "Nuno Reis"]
    contents = [entry.content for entry in company.ports.conversations.entries(row.id)]
    said = [one for one in contents if isinstance(one, Message)]
    marks = [one.state for one in contents if isinstance(one, DeliveryOutcome)]

    assert [(one.direction.value, one.text[:8]) for one in said] == [
        ("in", "Hello, d"),
        ("out", "Hello Nu"),
        ("in", "Navy"),
        ("in", "Can I ha"),
    ]
    assert [part.title for part in said[1].parts] == ["Light blue", "Navy"]
    assert marks == [Delivery.SENT, Delivery.DELIVERED]
    assert [one.emoji for one in contents if isinstance(one, Reacted)] == ["❤️"]


def test_the_company_has_files_and_answers_that_went_out(company: LocalHome, tmp_path: Path) -> None:
    names = []
    for row in conversations(company, Status.OPEN):
        for entry in company.ports.conversations.entries(row.id):
            if isinstance(entry.content, Message):
                names += [file.name for file in entry.content.attachments]
                for file in entry.content.attachments:
                    assert company.blobs.has(file.blob)

    assert {"cracked-shade.png", "plano-sala.pdf"} <= set(names)
    sent = {"messenger": 0, "whatsapp": 0}
    for row in conversations(company, Status.OPEN):
        for entry in company.ports.conversations.entries(row.id):
            if row.channel_kind in sent and isinstance(entry.content, Message):
                sent[row.channel_kind] += len(entry.content.attachments)
    assert sent == {"messenger": 1, "whatsapp": 1}


def test_people_on_platforms_look_as_they_do_there(company: LocalHome) -> None:
    rows = [*conversations(company, Status.OPEN), *conversations(company, Status.CLOSED)]
    rows = [one for one in rows if one.channel_kind in PORTRAYED]
    people = company.ports.contacts.several([one.contact_id for one in rows])

    pictures = {one.name: one.picture for one in people.values()}
    assert set(pictures) == {"Ana Ruiz", "Lena Vogt", "Nuno Reis"}
    assert all(company.blobs.has(BlobId(pictures[name])) for name in ("Ana Ruiz", "Nuno Reis"))
    assert pictures["Lena Vogt"] == ""


def test_no_work_is_left_from_what_was_told(company: LocalHome) -> None:
    assert company.jobs.waiting() == 0
    assert company.feed.cursor() == company.feed.newest()
    assert company.ports.conversations.due(wiring.now()) == ()


def test_a_folder_with_data_is_left_alone(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, seed=False)
    fill_if_empty(settings)
    before = sorted(path.name for path in settings.data_dir.iterdir())

    fill_if_empty(replace(settings, seed=True, admin_password="another password"))

    home = wiring.open_local_home(settings)
    assert len(home.ports.workspace.agents()) == 1
    assert home.passwords.matches(home.ports.workspace.agents()[0].id, "a password given")
    home.close()
    assert sorted(path.name for path in settings.data_dir.iterdir()) == before


def test_a_first_start_that_was_killed_is_done_again(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, seed=False)
    fill_if_empty(settings)
    (settings.data_dir / FILLING).write_bytes(b"")
    (settings.data_dir / "bandeja.db").write_bytes(b"half of a database")

    fill_if_empty(settings)

    home = wiring.open_local_home(settings)
    assert len(home.ports.workspace.agents()) == 1
    home.close()
    assert not (settings.data_dir / FILLING).exists()


def test_a_first_start_with_the_company_that_was_killed_at_its_end_doubles_nothing(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, seed=True)
    fill_if_empty(settings)
    (settings.data_dir / FILLING).write_bytes(b"")

    fill_if_empty(settings)

    home = wiring.open_local_home(settings)
    assert sum(len(conversations(home, status)) for status in Status) == 47
    assert len(list((settings.data_dir / "channel-secrets").iterdir())) == 3
    home.close()
