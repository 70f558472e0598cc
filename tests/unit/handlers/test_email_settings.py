"""The way to a team address, as a browser and a mail server see it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib.channels.email.notification import notification_of
from chalicelib.domain.entry import Status
from chalicelib.domain.forwarding_token import word_for
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.ports.conversation_lists import Shelf
from tests.unit.handlers.house import NOBODYS_ID, Browser, House
from tests.unit.handlers.test_mail_queue import Batch, record
from tests.unit.usecases.company import SALES_INBOX, SUPPORT, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock

PATH = f"/inboxes/{SUPPORT_INBOX.id}/email"
ASKS = """From: Gmail Team <forwarding-noreply@google.com>
To: support@bandeja.test
Subject: (#48120773) Gmail Forwarding Confirmation
Message-ID: <{number}@mail.gmail.example>

Confirmation code: 48120773
"""


def arrives(house: House, raw: str, name: str = "m1") -> None:
    """Mail comes to the hosted address."""
    house.ports.blobs.put_incoming(name, raw.encode())
    body = json.dumps(notification_of(name, (SUPPORT.address,), "somebody@example.com", house.ports.now()))
    assert on_mail(Batch(record(body))) == {"batchItemFailures": []}


def came_back(house: House) -> None:
    """The newest test mail, as a forwarding brings it."""
    (channel,) = [one for one in house.ports.workspace.channels() if one.id == SUPPORT.id]
    sent_at = channel.forwarding.test_sent_at
    assert sent_at is not None
    word = word_for(house.ports.secrets.key("reply-token"), channel, sent_at)
    arrives(house, f"From: x@y.example\nTo: help@example.com\nMessage-ID: <t@x>\n\nTest {word}\n")


def rows(house: House, status: Status) -> list[str]:
    page = house.ports.lists.page(Shelf(SUPPORT_INBOX.id, status), after=None, limit=10)
    return [row.subject for row in page.rows]


@pytest.fixture
def connected(admin: Browser) -> Browser:
    """An admin who has said which address the team has."""
    assert admin.post(f"{PATH}/team-address", {"address": " Help@Example.com "}).status == 200
    return admin


def told(browser: Browser) -> Any:
    return browser.get(PATH).json()


def test_before_anything_is_connected_the_hosted_address_works(agent: Browser) -> None:
    settings = told(agent)

    assert settings["hosted_address"] == settings["from_address"] == "support@bandeja.test"
    assert settings["team_address"] == ""
    assert settings["forwarding"]["test"] == "none"
    assert settings["domain"] is None
    assert settings["signature"] == "The lamp team"
    assert settings["last_mail_at"] is None


def test_the_whole_way_to_a_verified_forwarding(house: House, connected: Browser) -> None:
    assert told(connected)["team_address"] == "help@example.com"
    assert connected.post(f"{PATH}/step", {"step": "added"}).json()["forwarding"]["added"]

    arrives(house, ASKS.format(number=1))
    asked = told(connected)["forwarding"]["asked"]
    assert (asked["code"], asked["sender"]) == ("48120773", "forwarding-noreply@google.com")
    entry = connected.get(f"/conversations/{asked['conversation']}/entries").json()["items"][0]
    assert entry["seq"] == asked["seq"]
    assert (rows(house, Status.OPEN), rows(house, Status.CLOSED)) == (
        [],
        ["(#48120773) Gmail Forwarding Confirmation"],
    )

    assert connected.post(f"{PATH}/step", {"step": "confirmed"}).json()["forwarding"]["confirmed"]
    assert connected.post(f"{PATH}/test").json()["forwarding"]["test"] == "awaited"
    came_back(house)

    forwarding = told(connected)["forwarding"]
    assert (forwarding["test"], forwarding["verified"]) == ("returned", True)
    assert rows(house, Status.OPEN) == [], "a test mail is nobody's conversation"


def test_the_request_of_a_provider_that_comes_twice_is_kept_once(house: House, connected: Browser) -> None:
    arrives(house, ASKS.format(number=1))
    version = told(connected)["version"]
    arrives(house, ASKS.format(number=1))

    assert told(connected)["version"] == version
    assert len(rows(house, Status.CLOSED)) == 1


def test_a_test_mail_that_does_not_come_back_is_overdue_after_a_minute_and_may_still_come(
    house: House, connected: Browser, clock: Clock
) -> None:
    connected.post(f"{PATH}/test")
    clock.ahead(seconds=61)
    assert told(connected)["forwarding"]["test"] == "overdue"

    came_back(house)
    assert told(connected)["forwarding"]["test"] == "returned"


def test_a_step_that_is_done_again_takes_no_proof_away(house: House, connected: Browser) -> None:
    connected.post(f"{PATH}/test")
    came_back(house)

    again = connected.post(f"{PATH}/step", {"step": "added", "done": False}).json()["forwarding"]

    assert (again["added"], again["confirmed"], again["verified"]) == (False, False, True)


def test_another_address_is_to_be_proven_anew(house: House, connected: Browser) -> None:
    connected.post(f"{PATH}/test")
    came_back(house)

    settings = connected.post(f"{PATH}/team-address", {"address": "hello@example.com"}).json()

    assert settings["forwarding"]["verified"] is False
    assert settings["forwarding"]["test"] == "none"


@pytest.mark.parametrize("address", ["help", "a@b@c", "support@bandeja.test", "other@bandeja.test"])
def test_an_address_that_cannot_be_forwarded_is_refused(address: str, admin: Browser) -> None:
    answer = admin.post(f"{PATH}/team-address", {"address": address})

    assert answer.problem == (422, "Invalid", "address")


def test_an_address_of_another_inbox_is_refused(connected: Browser) -> None:
    answer = connected.post(f"/inboxes/{SALES_INBOX.id}/email/team-address", {"address": "help@example.com"})

    assert answer.problem == (409, "AlreadyThere", "address")


@pytest.mark.parametrize("order", ["step", "test", "domain-check"])
def test_without_a_team_address_there_is_nothing_to_do(order: str, admin: Browser) -> None:
    body = {"step": "added"} if order == "step" else None

    assert admin.post(f"{PATH}/{order}", body).problem == (409, "NoTeamAddress", "")


def test_three_test_mails_a_minute_are_enough(connected: Browser) -> None:
    answers = [connected.post(f"{PATH}/test").status for _ in range(4)]

    assert answers == [200, 200, 200, 429]


def test_what_is_not_named_in_a_change_stays(connected: Browser) -> None:
    connected.post(PATH, {"company": " Lamps  Ltd ", "quotes_earlier": False})
    connected.post(PATH, {"signature": "{agent}", "from_name": "company"})

    settings = told(connected)
    assert (settings["company"], settings["quotes_earlier"]) == ("Lamps Ltd", False)
    assert (settings["signature"], settings["from_name"]) == ("{agent}", "company")


def test_the_domain_is_checked_and_answers_go_out_from_it_once_all_is_proven(
    house: House, connected: Browser, tmp_path: Any
) -> None:
    missing = connected.post(f"{PATH}/domain-check").json()["domain"]
    assert (missing["name"], missing["verified"]) == ("example.com", False)
    assert {one["state"] for one in missing["records"]} == {"missing"}

    keys = [one for one in missing["records"] if one["purpose"] == "dkim"]
    (tmp_path / "dns.json").write_text(json.dumps({one["name"]: {"CNAME": [one["value"]]} for one in keys}))
    connected.post(f"{PATH}/test")
    came_back(house)
    settings = connected.post(f"{PATH}/domain-check").json()
    assert settings["domain"]["verified"]
    assert settings["from_address"] == "help@example.com"

    (tmp_path / "dns.json").unlink()
    assert connected.post(f"{PATH}/domain-check").json()["from_address"] == "support@bandeja.test"


def test_agents_see_the_settings_and_admins_change_them(agent: Browser) -> None:
    assert agent.get(PATH).status == 200
    for path in (PATH, f"{PATH}/team-address", f"{PATH}/step", f"{PATH}/test", f"{PATH}/domain-check"):
        body = {"address": "a@b.example"} if "team" in path else {"step": "added"} if "step" in path else {}
        assert agent.post(path, body).problem == (403, "NotAllowed", "")


def test_an_inbox_that_is_not_there_has_no_settings(agent: Browser) -> None:
    assert agent.get(f"/inboxes/{NOBODYS_ID}/email").problem == (404, "NoSuchInbox", "inbox")


def test_the_newest_mail_is_told_also_when_it_was_answered_since(
    house: House, agent: Browser, clock: Clock
) -> None:
    head = house.began()
    came_in = house.ports.now()
    clock.ahead(minutes=5)
    house.answered(head.id)

    assert told(agent)["last_mail_at"] == came_in.isoformat().replace("+00:00", "Z")
