"""A mail as a browser looks at it: its source, what its files say, and whose pictures are loaded."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.entry import Attachment, Mailbox, Message, Why
from chalicelib.domain.platform_entries import Part
from tests.builders import a_message
from tests.unit.handlers.house import NOBODYS_ID, Browser, House
from tests.unit.handlers.test_files import served

RAW = (
    b"Received: from a by b\r\nReceived: from c by d\r\n"
    b"Subject: =?utf-8?q?Pedido_n=C3=BAmero?=\r\n =?utf-8?q?_7?=\r\nX-Odd: caf\xe9\r\n\r\nHola \xff\r\n"
)
REMOTE = '<p>News</p><img src="https://shop.test/a.png">'
CARLA = "carla@customer.test"


def a_mail(house: House, **changed: Any) -> Message:
    html = house.ports.blobs.put(REMOTE.encode())
    return a_message(html=html, remote_images=1, raw=house.ports.blobs.put(RAW), **changed)


def test_a_mail_shows_its_headers_decoded_and_its_source_as_it_came(house: House, agent: Browser) -> None:
    head = house.began(a_mail(house))

    shown = agent.get(f"/conversations/{head.id}/entries/1/source").json()

    assert [(one["name"], one["value"]) for one in shown["headers"]] == [
        ("Received", "from a by b"),
        ("Received", "from c by d"),
        ("Subject", "Pedido número 7"),
        ("X-Odd", "café"),
    ]
    assert "=?utf-8?q?Pedido_n=C3=BAmero?=" in shown["text"]
    assert shown["text"].endswith("Hola \\xff\n")
    assert (shown["size"], shown["cut"]) == (len(RAW), False)


def test_a_very_long_source_is_cut_and_says_so(house: House, agent: Browser) -> None:
    raw = house.ports.blobs.put(RAW + b"x" * 1_000_000)
    head = house.began(a_message(raw=raw))

    answer = agent.get(f"/conversations/{head.id}/entries/1/source")

    assert answer.json()["cut"] is True
    assert len(answer.body) < 500_000


def test_the_whole_mail_is_saved_and_never_opened_in_its_place(house: House, agent: Browser) -> None:
    head = house.began(a_mail(house))

    answer = agent.get(f"/conversations/{head.id}/entries/1/source", {"download": 1})

    assert served(house, answer) == (RAW, "mail-1.eml", False)


def strange(house: House, told: bytes) -> Message:
    """A platform told it, and nobody here knows what it is."""
    return a_message(parts=(Part("unsupported", "hologram"),), raw=house.ports.blobs.put(told))


def test_what_a_platform_told_is_saved_as_json_and_never_opened_in_its_place(
    house: House, agent: Browser
) -> None:
    head = house.began(strange(house, b'{"hologram": "<script>"}'))

    answer = agent.get(f"/conversations/{head.id}/entries/1/source", {"download": 1})

    assert served(house, answer) == (b'{"hologram": "<script>"}', "message-1.json", False)


def test_of_very_much_json_the_beginning_is_shown(house: House, agent: Browser) -> None:
    told = '"' + "é" * 500_000 + '"'
    head = house.began(strange(house, told.encode()))

    shown = agent.get(f"/conversations/{head.id}/entries/1/source").json()

    assert (shown["cut"], shown["size"]) == (True, 1_000_002)
    assert told.startswith(shown["text"]) and len(shown["text"]) > 100_000


@pytest.mark.parametrize("what", ["source", "cards", "html"])
def test_nobody_looks_without_signing_in(what: str, house: House, nobody: Browser) -> None:
    head = house.began(a_mail(house))

    assert nobody.get(f"/conversations/{head.id}/entries/1/{what}").problem == (401, "NotSignedIn", "")


def test_what_is_not_there_has_no_source(house: House, agent: Browser) -> None:
    typed = house.began()

    assert agent.get(f"/conversations/{typed.id}/entries/1/source").problem[1] == "NoSuchFile"
    assert agent.get(f"/conversations/{typed.id}/entries/9/source").problem[1] == "NoSuchEntry"
    assert agent.get(f"/conversations/{NOBODYS_ID}/entries/1/source").status == 404


def test_an_entry_says_how_it_is_wrapped_and_whether_it_has_a_source(house: House, agent: Browser) -> None:
    drawn = "Item   Qty\nLamp     2\nBulb    10\n"
    head = house.began(a_mail(house, text=drawn, protection="pgp_signed"))
    house.wrote(head.id)

    first, second = agent.get(f"/conversations/{head.id}/entries").json()["items"]

    assert (first["protection"], first["fixed"], first["source"]) == ("pgp_signed", True, True)
    assert (second["protection"], second["fixed"], second["source"]) == (None, False, False)


def test_invitations_and_address_cards_are_read_once_each(house: House, agent: Browser) -> None:
    calendar = house.ports.blobs.put(
        b"BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nSUMMARY:Visit\n"
        b"DTSTART:20261124T090000Z\nEND:VEVENT\nEND:VCALENDAR"
    )
    card = house.ports.blobs.put(b"BEGIN:VCARD\nFN:Ana Ruiz\nTEL:+34 600 000 000\nEND:VCARD")
    files = (
        Attachment("0", calendar, "invitation.ics", "text/calendar", 100),
        Attachment("1", calendar, "invite.ics", "application/octet-stream", 100),
        Attachment("2", card, "ana.vcf", "text/plain", 60),
        Attachment("3", card, "huge.vcf", "text/vcard", 2_000_000),
    )
    head = house.began(a_message(attachments=files))

    shown = agent.get(f"/conversations/{head.id}/entries/1/cards").json()

    assert [(one["kind"], one["title"], one["starts"]) for one in shown["events"]] == [
        ("invitation", "Visit", {"at": "2026-11-24T09:00:00Z", "all_day": False})
    ]
    assert [(one["name"], one["phones"]) for one in shown["people"]] == [("Ana Ruiz", ["+34 600 000 000"])]


def images_of(browser: Browser, conversation: str, seq: int = 1, **query: object) -> str:
    """What the document says about pictures from elsewhere; those that are off are not in it."""
    answer = browser.get(f"/conversations/{conversation}/entries/{seq}/html", query)
    document = answer.body.decode()
    said = document.partition('data-images="')[2].partition('"')[0]
    loads = "https://shop.test/a.png" in document
    assert loads is (said in ("asked", "always"))
    assert ("https:" in answer.headers["content-security-policy"]) is loads
    return said


def test_pictures_are_off_until_asked_for_and_then_only_once(house: House, agent: Browser) -> None:
    head = house.began(a_mail(house))

    assert images_of(agent, head.id) == "off"
    assert images_of(agent, head.id, images=1) == "asked"
    assert images_of(agent, head.id) == "off"


def test_pictures_of_a_chosen_sender_are_shown_to_everybody_until_forgotten(
    house: House, agent: Browser, admin: Browser
) -> None:
    head = house.began(a_mail(house))
    path = f"/conversations/{head.id}/entries/1/pictures"

    assert agent.post(path).status == 204
    assert images_of(admin, head.id) == "always"
    assert images_of(admin, house.began(a_mail(house)).id) == "always"
    assert images_of(admin, house.began(a_mail(house, sender=Mailbox("eve@customer.test"))).id) == "off"

    assert admin.send("DELETE", path).status == 204
    assert images_of(agent, head.id) == "off"


def test_a_contact_tells_whose_pictures_are_shown_and_forgets_them(house: House, agent: Browser) -> None:
    head = house.began(a_mail(house))
    (address,) = agent.get(f"/contacts/{head.contact_id}").json()["emails"]
    mail = house.began(a_mail(house, sender=Mailbox(address)))
    agent.post(f"/conversations/{mail.id}/entries/1/pictures")

    assert agent.get(f"/contacts/{head.contact_id}").json()["pictures_from"] == [address]
    assert agent.send("DELETE", f"/contacts/{head.contact_id}/pictures").status == 204
    assert agent.get(f"/contacts/{head.contact_id}").json()["pictures_from"] == []
    assert images_of(agent, mail.id) == "off"


@pytest.mark.parametrize("code", ["dmarc_failed", "spam_verdict"])
def test_a_sender_who_was_not_proven_is_never_remembered(code: str, house: House, agent: Browser) -> None:
    agent.post(f"/conversations/{house.began(a_mail(house)).id}/entries/1/pictures")
    forged = house.began(a_mail(house, why=(Why(code),)))

    refused = agent.post(f"/conversations/{forged.id}/entries/1/pictures")

    assert refused.problem == (403, "SenderNotProven", "")
    assert images_of(agent, forged.id) == "off"
    assert images_of(agent, forged.id, images=1) == "asked"


def test_in_spam_nothing_is_loaded_unasked(house: House, agent: Browser) -> None:
    head = house.began(a_mail(house))
    agent.post(f"/conversations/{head.id}/entries/1/pictures")
    agent.post(f"/conversations/{head.id}/spam")

    assert images_of(agent, head.id) == "off"
    assert agent.post(f"/conversations/{head.id}/entries/1/pictures").problem[1] == "SenderNotProven"


def test_a_browser_does_not_keep_what_the_team_may_change(house: House, agent: Browser) -> None:
    remote, plain = house.began(a_mail(house)), house.began()

    def kept(conversation: str, **query: object) -> str:
        path = f"/conversations/{conversation}/entries/1/html"
        return agent.get(path, query).headers["cache-control"]

    assert kept(remote.id) == "no-store"
    assert kept(remote.id, images=1) == "private, max-age=300"
    assert kept(plain.id) == "private, max-age=300"


def test_our_own_answers_have_nobody_to_trust(house: House, agent: Browser) -> None:
    head = house.began()
    seq = house.answered(head.id)

    answer = agent.post(f"/conversations/{head.id}/entries/{seq}/pictures")

    assert answer.problem[1] == "SenderNotProven"
