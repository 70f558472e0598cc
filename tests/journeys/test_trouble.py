"""Bad days of the real process: a mail that cannot be taken in, and a disk that is full."""

from __future__ import annotations

import hashlib
import resource
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, outbox, plain_text, received, recipients_of, send
from tests.journeys.product import Product, until


def test_a_mail_that_cannot_be_taken_in_holds_up_nobody_and_comes_in_when_tried_again(
    product: Product, agent: Agent
) -> None:
    """A folder stands where its photo belongs, so the photo cannot be kept."""
    poison, in_the_way = a_poisonous_mail(product)
    good = [a_mail(f"Good {number}", f"Good {number}") for number in range(9)]
    in_the_way.mkdir(parents=True)

    send(product, *good[:5], poison, *good[5:])

    for number in range(9):
        agent.about(f"Good {number}")
    held = until(lambda: agent.get("/api/quarantine")["items"], 60, "it is in the quarantine")
    assert [(one["sender"], one["tries"]) for one in held] == [("carla@customer.test", 1)]
    assert held[0]["reason"] and held[0]["detail"]
    assert agent.get("/api/health")["quarantined"] == 1
    assert not any("Poison" in one["subject"] for one in agent.conversations())

    in_the_way.rmdir()
    assert agent.ask("POST", f"/api/quarantine/{held[0]['id']}/retry", {}).status in (200, 202)
    agent.about("Poison")
    until(lambda: not agent.get("/api/quarantine")["items"], 30, "it has left the quarantine")


def test_a_mail_to_an_address_that_nobody_has_is_let_into_an_inbox_and_answered(
    product: Product, agent: Agent
) -> None:
    """An old reply address of another installation: the door knows the form, and no inbox has it."""
    stale = f"reply+{'a' * 44}@bandeja.test"
    send(product, a_mail("Is somebody there?", "Old address", sender="dana@customer.test"), to=[stale])
    held = until(
        lambda: [one for one in agent.get("/api/quarantine")["items"] if one["recipients"] == [stale]],
        20,
        "it is in the quarantine",
    )
    (inbox, *_) = agent.get("/api/inboxes")["items"]

    path = f"/api/quarantine/{held[0]['id']}/release"
    refused = agent.ask("POST", path, {})
    went = agent.ask("POST", path, {"inbox": inbox["id"]}, {"Idempotency-Key": "let-in"})
    again = agent.ask("POST", path, {"inbox": inbox["id"]}, {"Idempotency-Key": "let-in"})

    assert (refused.status, refused.json["field"]) == (422, "inbox")
    assert (went.status, went.json) == (again.status, again.json)
    assert agent.about("Old address")["id"] == went.json["conversation"]
    assert all(one["recipients"] != [stale] for one in agent.get("/api/quarantine")["items"])
    assert agent.reply(went.json["conversation"], "We are.", last_seq=1).status == 201
    ours = received(product, "Re: Old address")
    assert recipients_of(ours) == ["dana@customer.test"]
    assert plain_text(ours).startswith("We are.")


def test_what_an_admin_drops_is_out_of_the_way_until_it_is_put_back(product: Product, agent: Agent) -> None:
    stale = f"reply+{'b' * 44}@bandeja.test"
    send(product, a_mail("Buy now", "Advertising", sender="ads@customer.test"), to=[stale])

    def held() -> list[str]:
        return [one["id"] for one in agent.get("/api/quarantine")["items"] if one["recipients"] == [stale]]

    (item,) = until(held, 20, "it is in the quarantine")
    dropped = agent.ask("POST", f"/api/quarantine/{item}/drop", {"note": "Advertising"})

    assert (dropped.status, dropped.json["note"]) == (200, "Advertising")
    assert held() == []
    assert [one["id"] for one in agent.get("/api/quarantine?dropped=1")["items"]] == [item]
    assert agent.ask("POST", f"/api/quarantine/{item}/put-back", {}).status == 200
    assert held() == [item]
    assert agent.ask("GET", f"/api/quarantine/{item}/raw").headers["content-type"].startswith("text/plain")


def a_poisonous_mail(product: Product) -> tuple[EmailMessage, Path]:
    """A mail with a photo, and the place of that photo alone: no other mail's content comes there."""
    photo = b"a photo of the lamp"
    mail = a_mail("See the photo", "Poison")
    mail.add_attachment(photo, maintype="image", subtype="png", filename="photo.png")
    name = hashlib.sha256(photo).hexdigest()
    return mail, product.folder / "blobs" / name[:2] / name


@contextmanager
def full_disk(product: Product) -> Iterator[None]:
    """No file of the process may grow any more."""
    before = resource.prlimit(product.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(product.pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(product.pid, resource.RLIMIT_FSIZE, before)


def test_with_a_full_disk_nothing_is_promised_and_all_goes_on_when_there_is_space_again(
    product: Product, agent: Agent
) -> None:
    send(product, a_mail("Before", "Before the disk was full"))
    conversation = agent.about("Before the disk was full")
    sent_before = len(outbox(product))

    with full_disk(product):
        with pytest.raises(smtplib.SMTPResponseException) as refused:
            send(product, a_mail("During", "While the disk was full"))
        answer = agent.reply(conversation["id"], "We cannot", last_seq=1, key="full-disk")

    assert 400 <= refused.value.smtp_code < 500
    assert answer.status in (503, 507), answer
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert [entry["kind"] for entry in agent.entries(conversation["id"])] == ["message"]
    assert len(outbox(product)) == sent_before

    send(product, a_mail("After", "After the disk was full"))
    agent.about("After the disk was full")
    again = agent.reply(conversation["id"], "We cannot", last_seq=1, key="full-disk")
    assert again.status == 201
    received(product, "Re: Before the disk was full")
    assert not any("While the disk" in one["subject"] for one in agent.conversations())


def test_a_disk_that_fills_up_after_the_250_keeps_the_mail_until_there_is_space(product: Product) -> None:
    """What was acknowledged waits on the disk and comes in afterwards, however often it was tried."""
    mails = [a_mail(f"Kept {number}", f"Kept {number}") for number in range(30)]
    send(product, *mails[:15])
    with full_disk(product):
        heard = 0
        for mail in mails[15:]:
            try:
                send(product, mail)
                heard += 1
            except smtplib.SMTPResponseException:
                continue
        assert heard == 0
    send(product, *mails[15:])
    product.stop()
    product.start()  # at once: a job whose outcome could not be written is held for two minutes else
    agent = Agent(product)

    for number in range(30):
        agent.about(f"Kept {number}")
    subjects = [one["subject"] for one in agent.conversations() if one["subject"].startswith("Kept ")]
    assert sorted(subjects) == sorted(set(subjects))
