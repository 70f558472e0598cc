"""Files up and down, as a browser sees them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.domain.entry import Attachment
from tests.builders import a_message, a_quarantined
from tests.unit.handlers.house import ADA, Browser, House, Reply
from tests.unit.usecases.company import ANA

PICTURE = b"\x89PNG a picture"


def uploaded(house: House, browser: Browser, content: bytes = b"the bill", name: str = "bill.pdf") -> str:
    slot = browser.post(
        "/uploads", {"name": name, "size": len(content), "content_type": "application/pdf"}
    ).json()
    house.upload(slot, content)
    return str(slot["id"])


def served(house: House, answer: Reply) -> tuple[bytes, str, bool]:
    """What a redirect leads to: the content, its name, and whether it is shown in place."""
    assert answer.status == 302
    link = urlsplit(answer.headers["location"])
    blobs = house.ports.blobs
    assert isinstance(blobs, FolderBlobs)
    file = blobs.linked(link.path.rpartition("/")[2], dict(parse_qsl(link.query)))
    return file.path.read_bytes(), file.name, file.inline


def with_files(house: House, *content_types: str) -> str:
    """A conversation whose mail has a picture of each of these types; its id."""
    blob = house.ports.blobs.put(PICTURE)
    files = tuple(Attachment("x", blob, "a.png", kind, len(PICTURE), True, "cid1") for kind in content_types)
    return house.began(a_message(attachments=files, raw=house.ports.blobs.put(b"raw mail"))).id


def test_an_uploaded_file_goes_out_with_a_reply_and_can_be_fetched(house: House, agent: Browser) -> None:
    head = house.began()
    body = {"text": "See the bill.", "last_seq": 1, "attachments": [uploaded(house, agent)]}

    (attachment,) = agent.post(f"/conversations/{head.id}/replies", body).json()["attachments"]

    assert (attachment["name"], attachment["size"]) == ("bill.pdf", 8)
    answer = agent.get(f"/attachments/{attachment['id']}")
    assert served(house, answer) == (b"the bill", "bill.pdf", False)
    assert answer.headers["cache-control"] == "no-store"


def test_a_file_alone_is_a_reply(house: House, agent: Browser) -> None:
    body = {"last_seq": 1, "attachments": [uploaded(house, agent)]}

    assert agent.post(f"/conversations/{house.began().id}/replies", body).status == 201


def test_nobody_attaches_what_somebody_else_uploaded(house: House, agent: Browser, admin: Browser) -> None:
    body = {"text": "Hello", "last_seq": 1, "attachments": [uploaded(house, admin)]}

    answer = agent.post(f"/conversations/{house.began().id}/replies", body)

    assert answer.problem == (422, "Invalid", "attachments[0]")


def test_a_file_that_never_arrived_is_named(house: House, agent: Browser) -> None:
    here = uploaded(house, agent)
    missing = agent.post("/uploads", {"name": "b", "size": 1, "content_type": "text/plain"}).json()["id"]
    body = {"text": "Hello", "last_seq": 1, "attachments": [here, missing]}

    answer = agent.post(f"/conversations/{house.began().id}/replies", body)

    assert answer.problem == (422, "Invalid", "attachments[1]")


def test_files_together_have_a_limit(house: House, agent: Browser) -> None:
    ids = [uploaded(house, agent, b"x" * 13_000_000) for _ in range(2)]
    body = {"text": "Hello", "last_seq": 1, "attachments": ids}

    answer = agent.post(f"/conversations/{house.began().id}/replies", body)

    assert answer.problem == (413, "TooLarge", "attachments")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"size": 25_000_001}, "size"),
        ({"size": -1}, "size"),
        ({"name": ""}, "name"),
        ({"name": "x" * 256}, "name"),
    ],
)
def test_an_upload_beyond_the_limits_gets_no_slot(
    changed: dict[str, object], field: str, agent: Browser
) -> None:
    body = {"name": "a.txt", "size": 1, "content_type": "text/plain", **changed}

    assert agent.post("/uploads", body).problem == (422, "Invalid", field)


@pytest.mark.parametrize(
    ("content_type", "is_shown"),
    [
        ("image/png", True),
        ("image/jpeg", True),
        ("IMAGE/GIF", True),
        ("image/webp", True),
        ("image/svg+xml", False),
        ("text/html", False),
        ("application/pdf", False),
    ],
)
def test_only_harmless_pictures_are_shown_in_place(
    content_type: str, is_shown: bool, house: House, agent: Browser
) -> None:
    conversation_id = with_files(house, content_type)

    answer = agent.get(f"/attachments/{conversation_id}-1-0", {"inline": 1})

    assert served(house, answer)[2] is is_shown


def test_a_picture_is_saved_unless_it_is_asked_for_in_place(house: House, agent: Browser) -> None:
    conversation_id = with_files(house, "image/png")

    assert served(house, agent.get(f"/attachments/{conversation_id}-1-0")) == (PICTURE, "a.png", False)


def test_the_mail_itself_can_be_fetched(house: House, agent: Browser) -> None:
    conversation_id = with_files(house)

    answer = agent.get(f"/attachments/{conversation_id}-1-raw")

    assert served(house, answer) == (b"raw mail", "mail-1.eml", False)


@pytest.mark.parametrize("which", ["1", "9999", "00000", "x", "-1", "raw2", ""])
def test_a_file_that_is_not_there_is_not_found(which: str, house: House, agent: Browser) -> None:
    conversation_id = with_files(house, "image/png")

    answer = agent.get(f"/attachments/{conversation_id}-1-{which}")

    assert answer.problem == (404, "NoSuchFile", "")


def test_the_hash_of_a_file_opens_nothing(house: House, agent: Browser) -> None:
    blob = house.ports.blobs.put(b"secret")

    assert agent.get(f"/attachments/{blob}").problem == (404, "NoSuchFile", "")


def test_a_mail_of_the_quarantine_can_be_fetched(house: House, agent: Browser) -> None:
    item = a_quarantined(raw=house.ports.blobs.put(b"broken mail"))
    house.ports.workspace.quarantine(item)

    (shown,) = agent.get("/quarantine").json()["items"]

    answer = agent.get(f"/attachments/{shown['raw']}")
    assert served(house, answer) == (b"broken mail", "mail.eml", False)


def test_nobody_but_the_team_gets_files(house: House, nobody: Browser) -> None:
    conversation_id = with_files(house, "image/png")

    assert nobody.get(f"/attachments/{conversation_id}-1-0").problem[0] == 401
    assert {ADA.id, ANA.id} == {agent.id for agent in house.ports.workspace.agents()} & {ADA.id, ANA.id}
