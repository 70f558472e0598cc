"""The main journey, by mail program and API against the real process."""

from __future__ import annotations

import smtplib
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import pytest

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, outbox, parsed, plain_text, received, recipients_of, send
from tests.journeys.product import SUPPORT, Product, until


def test_a_mail_is_answered_and_the_customers_answer_comes_back_to_the_same_conversation(
    product: Product, agent: Agent
) -> None:
    mail = a_mail("The lamp flickers.", "My lamp ñ")
    send(product, mail)
    handed_over = time.monotonic()
    conversation = agent.about("My lamp ñ")
    # a second is the promise; three times as long is when a busy machine fails
    assert time.monotonic() - handed_over < 3
    assert (conversation["unread"], conversation["status"]) == (True, "open")
    assert conversation["contact"]["email"] == "carla@customer.test"

    answer = agent.reply(conversation["id"], "We send a new one.", last_seq=1)
    assert answer.status == 201
    assert (answer.json["kind"], answer.json["direction"]) == ("message", "out")
    ours = received(product, "Re: My lamp ñ")
    assert ours["In-Reply-To"] == mail["Message-ID"]
    assert str(mail["Message-ID"]) in str(ours["References"])
    assert recipients_of(ours) == ["carla@customer.test"]
    assert str(ours["From"]).endswith(f"<{SUPPORT}>")
    assert "reply+" in str(ours["Reply-To"])
    assert plain_text(ours).startswith("We send a new one.")
    assert "> The lamp flickers." in plain_text(ours)
    assert ours.get_body(("html",)) is not None
    assert ours["Auto-Submitted"] is None
    until(lambda: delivery_of(agent, conversation["id"], answer.json["seq"]) == "sent", 30, "it says sent")

    send(product, a_mail("Thank you!", "Re: My lamp ñ", answers=ours))

    until(lambda: "Thank you!" in texts(agent, conversation["id"]), 30, "her answer is in the thread")
    assert len([one for one in agent.conversations() if "lamp ñ" in one["subject"]]) == 1
    assert texts(agent, conversation["id"]) == ["The lamp flickers.", "We send a new one.", "Thank you!"]


@pytest.mark.parametrize("kept", ["Reply-To", "In-Reply-To", "References"])
def test_an_answer_finds_its_thread_by_any_one_sign(product: Product, agent: Agent, kept: str) -> None:
    subject = f"One sign, {kept}"
    send(product, a_mail("Hello", subject))
    conversation = agent.about(subject)
    agent.reply(conversation["id"], "Hello too", last_seq=1)
    ours = received(product, f"Re: {subject}")
    answer = a_mail("Hello again", f"Re: {subject}", answers=ours)
    for header in {"In-Reply-To", "References"} - {kept}:
        del answer[header]
    if kept != "Reply-To":
        answer.replace_header("To", SUPPORT)

    send(product, answer)

    until(lambda: "Hello again" in texts(agent, conversation["id"]), 30, "the answer is in the thread")


def test_the_same_twenty_mails_twice_are_twenty(product: Product, agent: Agent) -> None:
    mails = [a_mail(f"Twin {number}", f"Twins {number}") for number in range(20)]
    send(product, *mails)
    send(product, *mails)

    until(lambda: len(about(agent, "Twins")) >= 20 and product.took_all_mail(), 30, "all are in")

    found = Counter(one["subject"] for one in about(agent, "Twins"))
    assert set(found.values()) == {1} and len(found) == 20
    assert all(len(agent.entries(one["id"])) == 1 for one in about(agent, "Twins"))


def test_mails_of_one_thread_that_come_in_any_order_at_once_are_one_conversation(
    product: Product, agent: Agent
) -> None:
    chain = [a_mail("Thread 0", "Out of order")]
    for number in range(1, 12):
        chain.append(a_mail(f"Thread {number}", "Re: Out of order", answers=chain[-1], to=SUPPORT))
    for mail in chain[1:]:
        mail.replace_header("To", SUPPORT)

    with ThreadPoolExecutor(6) as senders:
        list(senders.map(lambda mail: send(product, mail), [*chain[6:], *chain[:6]]))

    def found() -> list[str]:
        return sorted(t for one in about(agent, "Out of order") for t in texts(agent, one["id"]))

    until(lambda: len(found()) >= 12 and product.took_all_mail(), 30, "all are in")
    assert found() == sorted(f"Thread {number}" for number in range(12))
    assert len(about(agent, "Out of order")) == 1


def test_ten_clicks_on_send_are_one_mail(product: Product, agent: Agent) -> None:
    send(product, a_mail("Where is it?", "Ten clicks"))
    conversation = agent.about("Ten clicks")["id"]

    with ThreadPoolExecutor(10) as clicks:
        answers = list(
            clicks.map(lambda _: agent.reply(conversation, "Here.", last_seq=1, key="click"), range(10))
        )

    assert {answer.status for answer in answers} == {201}
    assert len({answer.json["seq"] for answer in answers}) == 1
    seq = answers[0].json["seq"]
    until(lambda: delivery_of(agent, conversation, seq) == "sent", 30, "it says sent")
    assert len([mail for mail in sent_mails(product) if mail["Subject"] == "Re: Ten clicks"]) == 1


def test_a_key_used_for_another_answer_is_refused(product: Product, agent: Agent) -> None:
    send(product, a_mail("Where is it?", "Another request"))
    conversation = agent.about("Another request")["id"]
    assert agent.reply(conversation, "Here.", last_seq=1, key="one-key").status == 201

    refused = agent.reply(conversation, "There.", last_seq=1, key="one-key")

    assert (refused.status, refused.json["code"]) == (409, "KeyUsedForAnotherRequest")


def test_an_answer_over_an_unseen_mail_is_refused_with_the_mail_until_the_agent_insists(
    product: Product, agent: Agent
) -> None:
    first = a_mail("Where is it?", "Stale")
    send(product, first)
    conversation = agent.about("Stale")["id"]
    second = a_mail("It has come!", "Re: Stale", answers=first)
    second.replace_header("To", SUPPORT)
    send(product, second)
    until(lambda: "It has come!" in texts(agent, conversation), 30, "the second is in")

    stale = agent.reply(conversation, "We look for it.", last_seq=1)
    assert (stale.status, stale.json["code"]) == (409, "StaleReply")
    assert [entry["text"] for entry in stale.json["entries"]] == ["It has come!"]
    missing = agent.ask("POST", f"/api/conversations/{conversation}/replies", {"text": "We look for it."})
    assert (missing.status, missing.json["field"]) == (422, "last_seq")
    insisted = agent.reply(conversation, "We look for it.", last_seq=1, insist=True)
    assert insisted.status == 201


def test_nobody_of_that_name_is_told_so_at_the_door(product: Product) -> None:
    with smtplib.SMTP("127.0.0.1", product.smtp_port, timeout=30) as session:
        session.ehlo()
        session.mail("carla@customer.test")
        code, answer = session.rcpt("nobody@bandeja.test")

    assert code == 550
    assert answer.startswith(b"5.1.1")


def texts(agent: Agent, conversation: str) -> list[str]:
    return [one["text"].strip() for one in agent.entries(conversation) if one["kind"] == "message"]


def about(agent: Agent, words: str) -> list[dict[str, str]]:
    return [one for one in agent.conversations() if words in one["subject"]]


def delivery_of(agent: Agent, conversation: str, seq: int) -> str:
    return str(next(one["delivery"] for one in agent.entries(conversation) if one["seq"] == seq))


def sent_mails(product: Product) -> list[EmailMessage]:
    return [parsed(path.read_bytes()) for path in outbox(product)]
