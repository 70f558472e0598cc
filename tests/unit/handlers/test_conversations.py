"""Lists, threads, frames and contacts, as a browser sees them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.contact import ContactChange, Unreachable
from chalicelib.domain.conversation import Step
from chalicelib.domain.entry import Attachment, Mailbox, Why
from chalicelib.domain.receipt import ExternalId
from chalicelib.ports.stores import Commit
from tests.builders import a_message
from tests.unit.handlers.house import Browser, House
from tests.unit.usecases.company import ANA, NOON, SALES_INBOX, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock


def seqs(page: dict[str, list[dict[str, int]]]) -> list[int]:
    return [entry["seq"] for entry in page["items"]]


def test_a_row_tells_what_a_list_shows(house: House, agent: Browser) -> None:
    head = house.began(a_message("My lamp came broken."))

    (row,) = agent.get("/conversations").json()["items"]

    assert row == {
        "id": head.id,
        "number": head.number,
        "inbox": SUPPORT_INBOX.id,
        "channel": head.channel_id,
        "channel_kind": "email",
        "contact": {"id": head.contact_id, "name": "Carla Costa", "email": "carla@customer.test"},
        "subject": "My order is late",
        "preview": "My lamp came broken.",
        "preview_by": "contact",
        "preview_agent": "",
        "status": "open",
        "owner": None,
        "seq": 1,
        "unread": True,
        "waiting_since": "2026-11-22T12:00:00Z",
        "wrote_at": "2026-11-22T12:00:00Z",
        "started_at": "2026-11-22T12:00:00Z",
        "last_activity_at": "2026-11-22T12:00:00Z",
    }


def test_all_inboxes_are_one_list_in_pages_without_gaps_or_doubles(
    house: House, agent: Browser, clock: Clock
) -> None:
    expected: list[str] = []
    for number in range(23):
        clock.ahead(seconds=1)
        inbox = SUPPORT_INBOX if number % 3 else SALES_INBOX
        expected.insert(0, house.began(inbox_id=inbox.id).id)

    found: list[str] = []
    cursor = ""
    for _ in range(10):
        page = agent.get("/conversations", {"limit": 5, "cursor": cursor}).json()
        found += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if not cursor:
            break

    assert found == expected


def test_each_view_shows_its_own(house: House, agent: Browser) -> None:
    free, mine, closed, spam = (house.began().id for _ in range(4))
    agent.post(f"/conversations/{mine}/assign", {"owner": ANA.id})
    agent.post(f"/conversations/{closed}/close")
    agent.post(f"/conversations/{spam}/spam")

    def shown(view: str) -> set[str]:
        return {row["id"] for row in agent.get("/conversations", {"view": view}).json()["items"]}

    assert shown("open") == {free, mine}
    assert shown("mine") == {mine}
    assert shown("unassigned") == {free}
    assert shown("closed") == {closed}
    assert shown("spam") == {spam}


def test_one_inbox_shows_only_its_own(house: House, agent: Browser) -> None:
    house.began()
    sales = house.began(inbox_id=SALES_INBOX.id)

    page = agent.get("/conversations", {"inbox": SALES_INBOX.id}).json()

    assert [row["id"] for row in page["items"]] == [sales.id]


def test_a_conversation_tells_whom_an_answer_goes_to_and_why_it_is_here(house: House, agent: Browser) -> None:
    message = a_message(
        to=(Mailbox("support@bandeja.test"), Mailbox("carlo@customer.test", "Carlo")),
        cc=(Mailbox("dora@customer.test"),),
        why=(Why("came_to", "support@bandeja.test"), Why("started_new")),
    )
    head = house.began(message)

    told = agent.get(f"/conversations/{head.id}").json()

    assert told["reply"] == {
        "to": [{"address": "carla@customer.test", "name": "Carla Costa"}],
        "cc": [
            {"address": "carlo@customer.test", "name": "Carlo"},
            {"address": "dora@customer.test", "name": ""},
        ],
        "subject": "Re: My order is late",
        "from_address": "support@bandeja.test",
    }
    assert told["why"] == [
        {"code": "came_to", "about": "support@bandeja.test"},
        {"code": "started_new", "about": ""},
    ]
    assert (told["last_inbound_seq"], told["opened_through"]) == (1, 0)


def test_why_it_is_here_is_about_what_came_in_also_after_an_answer(house: House, agent: Browser) -> None:
    head = house.began(a_message(why=(Why("started_new"),)))
    house.answered(head.id)

    assert agent.get(f"/conversations/{head.id}").json()["why"] == [{"code": "started_new", "about": ""}]


def test_a_thread_opens_at_its_end_and_leads_to_its_start(house: House, agent: Browser) -> None:
    head = house.began()
    for number in range(11):
        house.wrote(head.id, f"Question {number}")
    at = f"/conversations/{head.id}/entries"

    last = agent.get(at, {"limit": 5}).json()
    older = agent.get(at, {"limit": 5, "before": last["next"]}).json()
    first = agent.get(at, {"limit": 5, "before": older["next"]}).json()

    assert (seqs(last), seqs(older), seqs(first)) == ([8, 9, 10, 11, 12], [3, 4, 5, 6, 7], [1, 2])
    assert first["next"] is None


def test_only_what_is_new_can_be_asked_for(house: House, agent: Browser) -> None:
    head = house.began()
    for _ in range(5):
        house.wrote(head.id)
    at = f"/conversations/{head.id}/entries"

    assert seqs(agent.get(at, {"after": 4}).json()) == [5, 6]
    assert seqs(agent.get(at, {"after": 6}).json()) == []
    assert seqs(agent.get(at, {"before": 3}).json()) == [1, 2]


def test_a_mail_in_a_thread_tells_everything_about_it(house: House, agent: Browser) -> None:
    blob = house.ports.blobs.put(b"bytes")
    file = Attachment("x", blob, "bill.pdf", "application/pdf", 5)
    message = a_message("Hello", html=blob, quoted=True, remote_images=2, attachments=(file,))
    head = house.began(message)

    (entry,) = agent.get(f"/conversations/{head.id}/entries").json()["items"]

    assert entry["actor"] == {"kind": "contact", "id": head.contact_id, "name": "Carla Costa"}
    assert entry["sender"] == {"address": "carla@customer.test", "name": "Carla Costa"}
    assert (entry["kind"], entry["direction"], entry["text"]) == ("message", "in", "Hello")
    assert (entry["html"], entry["quoted"], entry["remote_images"]) == (True, True, 2)
    assert entry["attachments"] == [
        {
            "id": f"{head.id}-1-0",
            "name": "bill.pdf",
            "content_type": "application/pdf",
            "size": 5,
            "inline": False,
        }
    ]
    assert (entry["delivery"], entry["bcc"], entry["owner"], entry["of"]) == (None, None, None, None)


def test_a_mail_is_shown_in_a_document_in_which_nothing_runs(house: House, agent: Browser) -> None:
    html = b'<p onclick="x()">Hi<script>alert(1)</script><img src="https://track.test/a.png"></p>'
    head = house.began(a_message("Hi", html=house.ports.blobs.put(html)))

    answer = agent.get(f"/conversations/{head.id}/entries/1/html", {"theme": "dark"})

    shown = answer.body.decode()
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<p>Hi" in shown
    for forbidden in ("script", "onclick", "track.test"):
        assert forbidden not in shown
    policy = answer.headers["content-security-policy"].split("; ")
    assert policy[:3] == ["default-src 'none'", "img-src 'self' data:", "style-src 'unsafe-inline'"]
    assert "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox" in policy


def test_pictures_from_elsewhere_come_only_when_asked_for(house: House, agent: Browser) -> None:
    html = b'<img src="https://pictures.test/a.png">'
    head = house.began(a_message("", html=house.ports.blobs.put(html)))

    answer = agent.get(f"/conversations/{head.id}/entries/1/html", {"images": 1})

    assert 'src="https://pictures.test/a.png"' in answer.body.decode()
    assert "img-src 'self' data: https: http:;" in answer.headers["content-security-policy"]


def test_only_a_message_has_a_document(house: House, agent: Browser) -> None:
    head = house.began()
    agent.post(f"/conversations/{head.id}/comments", {"text": "a note"})

    answer = agent.get(f"/conversations/{head.id}/entries/2/html")

    assert answer.problem == (404, "NoSuchEntry", "")


def test_a_contact_is_shown_with_their_conversations(house: House, agent: Browser) -> None:
    head = house.began()

    told = agent.get(f"/contacts/{head.contact_id}").json()

    assert told["name"] == "Carla Costa"
    assert told["emails"] == [told["email"]]
    assert [row["id"] for row in told["conversations"]] == [head.id]
    assert told["unreachable"] == []


def test_a_contact_shows_the_addresses_that_bounced(house: House, agent: Browser) -> None:
    head = house.began()
    contact = house.ports.contacts.get(head.contact_id)
    gone = Unreachable("carla@gone.test", NOON, "5.1.1", "550 no such user", "unknown address")
    change = ContactChange(contact, contact.bounced(gone))
    house.ports.conversations.commit(Commit(Step(head, head), contacts=(change,)))

    told = agent.get(f"/contacts/{head.contact_id}").json()

    assert told["unreachable"] == [
        {
            "address": "carla@gone.test",
            "at": "2026-11-22T12:00:00Z",
            "status": "5.1.1",
            "reason": "550 no such user",
            "kind": "unknown address",
        }
    ]


def test_an_address_that_bounced_is_told_before_somebody_writes_to_it(house: House, agent: Browser) -> None:
    head = house.began()
    contact = house.ports.contacts.get(head.contact_id)
    change = ContactChange(contact, contact.bounced(Unreachable(contact.email, NOON, "5.1.1")))
    pointer = ExternalId.of_bounced(contact.email)
    house.ports.conversations.commit(Commit(Step(head, head), pointers=(pointer,), contacts=(change,)))

    told = agent.post(
        "/unreachable", {"addresses": [contact.email.upper(), "no address", "bo@customer.test"]}
    )

    assert [(one["address"], one["status"]) for one in told.json()["items"]] == [(contact.email, "5.1.1")]


def test_an_agent_writes_first(house: House, agent: Browser) -> None:
    body = {
        "inbox": SUPPORT_INBOX.id,
        "to": ["Dora Diaz <Dora@customer.test>"],
        "cc": ["carlo@customer.test"],
        "subject": "Your lamp",
        "text": "It is here.",
    }

    first = agent.post("/conversations", body, key="one")
    again = agent.post("/conversations", body, key="one")
    other = agent.post("/conversations", {**body, "text": "Another"}, key="one")

    assert first.status == 201
    assert first.json()["contact"]["email"] == "dora@customer.test"
    assert first.json()["contact"]["name"] == "Dora Diaz"
    assert (again.status, again.json()["id"]) == (201, first.json()["id"])
    assert other.problem == (409, "KeyUsedForAnotherRequest", "Idempotency-Key")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"to": ["dora@customer.test", "nonsense"]}, "to[1]"),
        ({"cc": ["a@b@c"]}, "cc[0]"),
        ({"bcc": ["<>>"]}, "bcc[0]"),
        ({"to": []}, "to"),
        ({"attachments": ["nothing"]}, "attachments[0]"),
        ({"inbox": "nothing"}, "inbox"),
        ({"text": ""}, "text"),
        ({"subject": "x" * 999}, "subject"),
    ],
)
def test_what_is_wrong_with_a_new_mail_is_named(
    changed: dict[str, object], field: str, agent: Browser
) -> None:
    body = {"inbox": SUPPORT_INBOX.id, "to": ["dora@customer.test"], "text": "Hello", **changed}

    answer = agent.post("/conversations", body)

    assert answer.status in (404, 422)
    assert answer.problem[2] == field


def test_an_agent_who_left_still_has_a_name_in_the_thread(house: House, agent: Browser) -> None:
    head = house.began()
    agent.post(f"/conversations/{head.id}/comments", {"text": "a note"})
    house.ports.workspace.change_agent(replace(ANA, name="Ana Ruiz"))

    entry = agent.get(f"/conversations/{head.id}/entries").json()["items"][-1]

    assert entry["actor"] == {"kind": "agent", "id": ANA.id, "name": "Ana Ruiz"}


def test_whom_a_mail_brought_in_is_said_at_that_mail(house: House, agent: Browser) -> None:
    head = house.began(a_message(joined=("boss@customer.test", "store@partner.test")))

    entry = agent.get(f"/conversations/{head.id}/entries").json()["items"][-1]

    assert entry["why"][-1] == {"code": "people_joined", "about": "boss@customer.test, store@partner.test"}
