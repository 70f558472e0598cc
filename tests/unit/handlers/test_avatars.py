"""What visitors see of an agent, as a browser sets and sees it."""

from __future__ import annotations

import pytest

from chalicelib.domain.ids import ContactId
from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.test_files import uploaded
from tests.unit.usecases.company import ANA, BO, NOON

PICTURE = b"\x89PNG\r\n\x1a\n and the rest of it"


@pytest.fixture
def avatar(house: House, agent: Browser) -> str:
    """The path of Ana's picture, as the API tells it, without `/api`."""
    answer = agent.post("/me/avatar", {"upload": uploaded(house, agent, PICTURE, "me.png")})
    return str(answer.json()["avatar"]).removeprefix("/api")


def test_an_agent_says_what_visitors_see_of_them(agent: Browser) -> None:
    told = agent.post(
        "/me",
        {
            "public_name": "  Ana from  Lamps ",
            "meeting_url": "https://meet.example/ana",
            "meeting_text": "Book a call",
        },
    ).json()

    assert (told["public_name"], told["meeting_url"], told["meeting_text"]) == (
        "Ana from Lamps",
        "https://meet.example/ana",
        "Book a call",
    )
    assert told == agent.get("/me").json()
    assert agent.post("/me", {"meeting_url": ""}).json()["meeting_url"] == ""
    assert agent.get("/me").json()["public_name"] == "Ana from Lamps"


@pytest.mark.parametrize("url", ["http://meet.example", "javascript:alert(1)", "meet", "https://a b.example"])
def test_visitors_are_sent_nowhere_strange(url: str, agent: Browser) -> None:
    assert agent.post("/me", {"meeting_url": url}).problem == (422, "Invalid", "meeting_url")


def test_an_agent_says_whether_they_are_there(agent: Browser) -> None:
    assert agent.get("/me").json()["available"] is True

    assert agent.post("/me", {"available": False}).json()["available"] is False

    listed = {one["id"]: one["available"] for one in agent.get("/agents").json()["items"]}
    assert (listed[ANA.id], listed[BO.id]) == (False, True)
    assert agent.post("/me", {"available": True}).json()["available"] is True


def test_everybody_may_see_the_picture_of_an_agent(avatar: str, nobody: Browser, agent: Browser) -> None:
    answer = nobody.get(avatar)

    assert answer.status == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert b"data:image/png;base64," in answer.body
    listed = {one["id"]: one["avatar"] for one in agent.get("/agents").json()["items"]}
    assert (listed[ANA.id], listed[BO.id]) == (f"/api{avatar}", "")


def test_a_picture_that_was_taken_away_is_gone(avatar: str, agent: Browser, nobody: Browser) -> None:
    assert agent.post("/me/avatar", {"upload": ""}).json()["avatar"] == ""

    assert nobody.get(avatar).problem == (404, "NoSuchFile", "")


def test_no_other_file_is_shown_to_everybody(house: House, nobody: Browser) -> None:
    secret = house.ports.blobs.put(PICTURE)

    assert nobody.get(f"/chat/avatars/{secret}").problem == (404, "NoSuchFile", "")


def test_what_is_no_picture_cannot_be_one(house: House, agent: Browser) -> None:
    upload = uploaded(house, agent, b"<svg><script>alert(1)</script></svg>", "me.png")

    assert agent.post("/me/avatar", {"upload": upload}).problem == (422, "Invalid", "upload")


def test_a_picture_has_a_limit(house: House, agent: Browser) -> None:
    upload = uploaded(house, agent, PICTURE + b"\0" * 1_000_000, "me.png")

    assert agent.post("/me/avatar", {"upload": upload}).problem == (413, "TooLarge", "upload")


def test_nobody_takes_what_somebody_else_uploaded(house: House, agent: Browser, admin: Browser) -> None:
    upload = uploaded(house, admin, PICTURE, "me.png")

    for id_ in (upload, "0" * 32, "../x"):
        assert agent.post("/me/avatar", {"upload": id_}).problem == (422, "Invalid", "upload")


def a_contact_with(house: House, content: bytes) -> ContactId:
    """Carla has written, and looks like this; her contact."""
    contact = house.began().contact_id
    house.ports.contacts.set_picture(contact, house.ports.blobs.put(content), NOON)
    return contact


def test_an_agent_sees_the_picture_of_a_contact(house: House, agent: Browser) -> None:
    contact = a_contact_with(house, PICTURE)

    shown = agent.get(f"/contacts/{contact}").json()["avatar"]
    answer = agent.get(shown.removeprefix("/api"))

    assert answer.status == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "private, max-age=86400"
    assert answer.headers["content-security-policy"] == "default-src 'none'; img-src data:; sandbox"
    assert b"data:image/png;base64," in answer.body


def test_nobody_else_sees_it(house: House, agent: Browser, nobody: Browser) -> None:
    contact = a_contact_with(house, PICTURE)
    shown = agent.get(f"/contacts/{contact}").json()["avatar"].removeprefix("/api")

    assert nobody.get(shown).status == 401
    assert nobody.get(f"/chat/avatars/{shown.rpartition('/')[2]}").problem == (404, "NoSuchFile", "")


def test_only_the_picture_of_a_contact_is_shown_as_theirs(house: House, agent: Browser) -> None:
    contact = a_contact_with(house, PICTURE)
    other = house.ports.blobs.put(b"GIF89a and the rest of another one")

    assert agent.get(f"/contacts/{contact}/avatars/{other}").problem == (404, "NoSuchFile", "")
    assert agent.get(f"/contacts/{'0' * 32}/avatars/{other}").problem == (404, "NoSuchContact", "")
    house.ports.contacts.set_picture(contact, "", NOON)
    assert agent.get(f"/contacts/{contact}").json()["avatar"] == ""
