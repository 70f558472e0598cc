"""The quarantine as a browser sees it: looking, trying again, letting in, dropping. Mails written for it."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.channels.email.notification import for_another_try, notification_of
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.workspace import Quarantined
from tests.builders import a_quarantined
from tests.unit.handlers.house import ADA, Browser, House, moment
from tests.unit.usecases.company import ANA, NOON, SALES, SALES_INBOX, SUPPORT
from tests.unit.usecases.conftest import Clock

STALE = f"reply+{'a' * 44}@bandeja.test"
MAIL = b"""From: Carla Ruiz <carla@customer.example>\r
To: Lamps <%s>\r
Subject: =?utf-8?q?L=C3=A1mpara?=\r
Date: Sun, 22 Nov 2026 09:11:40 +0000\r
Message-ID: <k-4471@customer.example>\r
Content-Type: multipart/mixed; boundary="b1"\r
\r
--b1\r
Content-Type: text/plain; charset=utf-8\r
\r
Hello, here are the photos.\r
--b1\r
Content-Type: image/jpeg; name="photo.jpg"\r
Content-Transfer-Encoding: base64\r
\r
/9j/4AAQ\r
--b1--\r
"""


def held(
    house: House, raw: bytes = b"", *, to: str = STALE, reason: str = "NobodyHasThisAddress"
) -> Quarantined:
    """A mail in the quarantine, as the queue's handler leaves it there."""
    raw = raw or MAIL % to.encode()
    blob = house.ports.blobs.put(raw)
    body = json.dumps(notification_of("m1", (to,), "carla@customer.example", house.ports.now()))
    item = a_quarantined(
        at=house.ports.now(),
        reason=reason,
        detail=f"No inbox has the address {to}",
        sender="carla@customer.example",
        recipients=(to,),
        size=len(raw),
        raw=blob,
    )
    item = replace(item, event=for_another_try(body, item.id, blob))
    house.ports.workspace.quarantine(item)
    return item


def test_what_could_not_be_taken_in_is_listed_with_its_reason(house: House, agent: Browser) -> None:
    item = held(house)

    (shown,) = agent.get("/quarantine").json()["items"]

    assert (shown["id"], shown["reason"], shown["tries"], shown["locked"]) == (item.id, item.reason, 1, False)
    assert (moment(shown["kept_until"]) - NOON).days == 90
    assert (shown["dropped_at"], shown["dropped_by"], shown["note"]) == (None, None, None)


def test_the_list_pages_to_its_end(house: House, agent: Browser, clock: Clock) -> None:
    ids = []
    for _ in range(5):
        clock.ahead(minutes=1)
        ids.append(held(house).id)

    first = agent.get("/quarantine", {"limit": 3}).json()
    rest = agent.get("/quarantine", {"limit": 3, "cursor": first["next"]}).json()

    assert [one["id"] for one in (*first["items"], *rest["items"])] == ids[::-1]
    assert rest["next"] is None


def test_a_cursor_that_nobody_gave_is_refused(agent: Browser) -> None:
    assert agent.get("/quarantine", {"cursor": "nonsense"}).problem == (422, "Invalid", "cursor")


def test_what_could_be_read_is_shown(house: House, agent: Browser) -> None:
    shown = agent.get(f"/quarantine/{held(house).id}").json()["readable"]

    assert shown["sender"] == {"address": "carla@customer.example", "name": "Carla Ruiz"}
    assert shown["to"] == [{"address": STALE, "name": "Lamps"}]
    assert shown["subject"] == "Lámpara"
    assert moment(shown["date"]).isoformat() == "2026-11-22T09:11:40+00:00"
    assert shown["text"] == "Hello, here are the photos."
    assert shown["parts"] == [{"name": "photo.jpg", "content_type": "image/jpeg", "size": 6}]
    assert shown["cut"] is False


def test_where_a_mail_is_broken_is_told_by_line(house: House, agent: Browser) -> None:
    item = held(house, (MAIL % b"x@y.example").removesuffix(b"--b1--\r\n"), reason="CannotBeRead")

    assert agent.get(f"/quarantine/{item.id}").json()["faults"] == [
        {"code": "MAIL-PART-END", "line": 12, "part": 2, "whole": 1}
    ]
    assert agent.get(f"/quarantine/{held(house, reason='HasVirus').id}").json()["faults"] == []


def test_a_long_text_is_shown_in_part_and_says_so(house: House, agent: Browser) -> None:
    item = held(house, b"From: a@b.example\n\n" + b"A long story. " * 10_000)

    shown = agent.get(f"/quarantine/{item.id}").json()["readable"]

    assert (len(shown["text"]), shown["cut"]) == (4_000, True)


def test_bytes_that_are_no_mail_are_shown_as_far_as_they_go(house: House, agent: Browser) -> None:
    item = held(house, bytes(range(256)) * 40)

    assert agent.get(f"/quarantine/{item.id}").status == 200
    assert agent.get(f"/quarantine/{item.id}/raw").status == 200


def test_the_raw_mail_is_plain_text_that_nothing_runs(house: House, agent: Browser) -> None:
    item = held(house, b"Subject: Hi\r\n\r\n<script>alert(1)</script> \xc3\xa1\r\n")

    answer = agent.get(f"/quarantine/{item.id}/raw")

    assert answer.body.decode() == "Subject: Hi\n\n<script>alert(1)</script> á\n"
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-cut"] == "0"


def test_of_a_long_raw_mail_the_beginning_is_shown_and_all_of_it_saved(house: House, agent: Browser) -> None:
    raw = b"Subject: Long\r\n\r\n" + b"\xe1" * 300_000
    item = held(house, raw)

    answer = agent.get(f"/quarantine/{item.id}/raw")
    saved = agent.get(f"/quarantine/{item.id}/raw", {"download": 1})

    assert (len(answer.body.decode()), answer.headers["x-cut"]) == (256_000 - 2, "1")
    assert saved.status == 302
    link = urlsplit(saved.headers["location"])
    assert isinstance(house.ports.blobs, FolderBlobs)
    file = house.ports.blobs.linked(link.path.rpartition("/")[2], dict(parse_qsl(link.query)))
    assert (file.path.read_bytes(), file.name, file.inline) == (raw, "mail.eml", False)


def test_trying_again_sends_it_the_same_way_in(house: House, agent: Browser) -> None:
    item = held(house)

    answer = agent.post(f"/quarantine/{item.id}/retry")

    assert (answer.status, answer.json()) == (200, {"status": "queued"})
    jobs = house.ports.jobs
    assert isinstance(jobs, SqliteJobs)
    assert [job.body for job in jobs.receive("mail", count=10, visibility_seconds=30)] == [item.event]
    assert agent.get("/quarantine").json()["items"]


def test_mail_to_nobody_is_let_into_the_inbox_that_was_picked(house: House, agent: Browser) -> None:
    item = held(house)

    answer = agent.post(f"/quarantine/{item.id}/release", {"inbox": SALES_INBOX.id})

    went = answer.json()
    assert (answer.status, went["seq"]) == (200, 1)
    shown = agent.get(f"/conversations/{went['conversation']}").json()
    assert (shown["inbox"], shown["channel"], shown["subject"]) == (SALES_INBOX.id, SALES.id, "Lámpara")
    (entry,) = agent.get(f"/conversations/{went['conversation']}/entries").json()["items"]
    assert {"code": "released_by", "about": "Ana"} in entry["why"]
    assert [file["name"] for file in entry["attachments"]] == ["photo.jpg"]
    assert agent.get("/quarantine").json()["items"] == []


def test_a_channel_can_be_picked_as_well(house: House, agent: Browser) -> None:
    went = agent.post(f"/quarantine/{held(house).id}/release", {"channel": SUPPORT.id}).json()

    assert agent.get(f"/conversations/{went['conversation']}").json()["channel"] == SUPPORT.id


def test_without_a_pick_mail_to_nobody_stays(house: House, agent: Browser) -> None:
    item = held(house)

    assert agent.post(f"/quarantine/{item.id}/release").problem == (422, "Invalid", "inbox")
    assert agent.post(f"/quarantine/{item.id}/release", {"inbox": "no such"}).problem == (
        404,
        "NoSuchInbox",
        "inbox",
    )
    assert len(agent.get("/quarantine").json()["items"]) == 1


def test_the_same_order_again_lets_in_once_and_answers_the_same(house: House, agent: Browser) -> None:
    item = held(house)
    path, body = f"/quarantine/{item.id}/release", {"inbox": SALES_INBOX.id}

    first = agent.post(path, body, key="let-in").json()
    again = agent.post(path, body, key="let-in").json()

    assert first == again
    assert len(agent.get("/conversations").json()["items"]) == 1
    assert agent.post(path, body).problem == (404, "NoSuchQuarantined", "")


def test_a_mail_with_a_virus_is_listed_and_that_is_all(house: House, agent: Browser) -> None:
    item = held(house, reason="HasVirus", to=SUPPORT.address)

    (shown,) = agent.get("/quarantine").json()["items"]

    assert shown["locked"] is True
    assert agent.get(f"/quarantine/{item.id}").json()["readable"] is None
    for refused in (
        agent.get(f"/quarantine/{item.id}/raw"),
        agent.get(f"/quarantine/{item.id}/raw", {"download": 1}),
        agent.get(f"/attachments/{shown['raw']}"),
        agent.post(f"/quarantine/{item.id}/release", {"inbox": SALES_INBOX.id}),
    ):
        assert refused.problem == (403, "NotAllowed", "")
    assert len(agent.get("/quarantine").json()["items"]) == 1


def test_an_admin_drops_with_a_note_and_puts_back(house: House, admin: Browser, agent: Browser) -> None:
    item = held(house)

    dropped = admin.post(f"/quarantine/{item.id}/drop", {"note": " Advertising "}).json()

    assert (dropped["note"], dropped["dropped_by"]) == ("Advertising", ADA.name)
    assert moment(dropped["dropped_at"]) == NOON
    assert agent.get("/quarantine").json()["items"] == []
    assert agent.get("/quarantine", {"dropped": 1}).json()["items"] == [dropped]
    assert agent.get(f"/quarantine/{item.id}").json()["note"] == "Advertising"
    assert agent.get("/health").json()["quarantined"] == 0
    assert agent.post(f"/quarantine/{item.id}/retry").status == 404
    back = admin.post(f"/quarantine/{item.id}/put-back").json()
    assert (back["note"], back["dropped_at"]) == (None, None)
    assert [one["id"] for one in agent.get("/quarantine").json()["items"]] == [item.id]
    assert agent.get("/quarantine", {"dropped": 1}).json()["items"] == []


@pytest.mark.parametrize("body", [{}, {"note": ""}, {"note": "  \n"}, {"note": "x" * 1001}])
def test_nothing_is_dropped_without_a_note(body: dict[str, str], house: House, admin: Browser) -> None:
    item = held(house)

    assert admin.post(f"/quarantine/{item.id}/drop", body).problem == (422, "Invalid", "note")
    assert house.ports.workspace.quarantined() == (item,)


def test_only_an_admin_drops_and_puts_back(house: House, agent: Browser) -> None:
    item = held(house)

    assert agent.post(f"/quarantine/{item.id}/drop", {"note": "x"}).problem[:2] == (403, "NotAllowed")
    assert agent.post(f"/quarantine/{item.id}/put-back").problem[:2] == (403, "NotAllowed")


def test_dropping_and_putting_back_twice_is_harmless(house: House, admin: Browser) -> None:
    item = held(house)

    first = admin.post(f"/quarantine/{item.id}/drop", {"note": "Advertising"}).json()
    again = admin.post(f"/quarantine/{item.id}/drop", {"note": "Something else"}).json()
    back = admin.post(f"/quarantine/{item.id}/put-back")

    assert first == again
    assert back.json() == admin.post(f"/quarantine/{item.id}/put-back").json()


@pytest.mark.parametrize("what", ["retry", "release", "drop", "put-back"])
def test_what_is_not_in_the_quarantine_cannot_be_ordered_about(what: str, admin: Browser) -> None:
    body = {"note": "x"} if what == "drop" else {}

    assert admin.post(f"/quarantine/nothing/{what}", body).problem == (404, "NoSuchQuarantined", "")
    assert admin.get("/quarantine/nothing").problem == (404, "NoSuchQuarantined", "")
    assert admin.get("/quarantine/nothing/raw").problem == (404, "NoSuchQuarantined", "")


def test_a_released_mail_can_be_answered(house: House, agent: Browser) -> None:
    went = agent.post(f"/quarantine/{held(house).id}/release", {"inbox": SALES_INBOX.id}).json()

    answer = agent.post(
        f"/conversations/{went['conversation']}/replies", {"text": "Thank you", "last_seq": 1}
    )

    assert answer.status == 201
    assert [to["address"] for to in answer.json()["to"]] == ["carla@customer.example"]
    assert house.ports.conversations.head(ConversationId(went["conversation"])).owner == ANA.id
