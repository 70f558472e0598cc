"""Threads by real mail: machines that answer each other, agents outside the product, another topic."""

from __future__ import annotations

from collections import Counter
from email.message import EmailMessage
from email.utils import getaddresses, make_msgid
from typing import Any

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, outbox, received, recipients_of, send
from tests.journeys.product import ADMIN, SUPPORT, Product, until

ROBOTS = ("robot@machine.test", "clerk@office.test")
MOST = 10  # what a machine may say in one conversation within an hour
ROUNDS = 15


def automatic(robot: str, mail: EmailMessage) -> EmailMessage:
    """What a machine that knows half of RFC 3834 says to all: it marks its mail, and answers anything."""
    answer = EmailMessage()
    everyone = [str(mail["Reply-To"] or mail["From"]), str(mail["To"] or ""), str(mail["Cc"] or "")]
    people = {address for _, address in getaddresses(everyone)} - {robot}
    answer["From"], answer["Subject"] = robot, f"Automatic reply: {mail['Subject']}"
    answer["To"] = ", ".join(sorted(people))
    answer["Message-ID"] = make_msgid(domain=robot.partition("@")[2])
    answer["In-Reply-To"] = str(mail["Message-ID"])
    answer["References"] = f"{mail['References'] or ''} {mail['Message-ID']}".strip()
    answer["Auto-Submitted"] = "auto-replied"
    answer.set_content("We have got your message and will answer soon.\n")
    return answer


def quarantined(agent: Agent) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = agent.get("/api/quarantine")["items"]
    return found


def test_two_machines_in_one_thread_get_no_answer_and_are_stopped(product: Product, agent: Agent) -> None:
    send(product, automatic_beginning())
    conversation = agent.about("The order of the robot")["id"]
    agent.reply(conversation, "We look into it.", last_seq=1, cc=[ROBOTS[1]])
    last = received(product, "Re: The order of the robot")
    assert set(recipients_of(last)) == set(ROBOTS)
    sent_before = len(outbox(product))

    for turn in range(2 * ROUNDS):
        last = automatic(ROBOTS[turn % 2], last)
        assert "reply+" in str(last["To"])
        send(product, last)
        until(product.took_all_mail, 20, "it is taken in")

    entries = [one for one in agent.entries(conversation) if one["automatic"]]
    by_robot = Counter(one["sender"]["address"] for one in entries)
    loops = [one for one in quarantined(agent) if one["reason"] == "Loop"]
    assert len(outbox(product)) == sent_before
    assert by_robot == {ROBOTS[0]: MOST, ROBOTS[1]: MOST}
    assert len(loops) == 2 * (ROUNDS - MOST)
    assert all("automatic mails of" in one["detail"] for one in loops)
    assert not any(one["waiting_since"] for one in agent.conversations() if one["id"] == conversation)


def automatic_beginning() -> EmailMessage:
    """The robot's owner writes by hand."""
    return a_mail("Where is it?", "The order of the robot", sender=ROBOTS[0])


def test_the_mail_of_an_agent_that_nothing_proves_stands_apart_and_both_say_so(
    product: Product, agent: Agent
) -> None:
    first = a_mail("It flickers", "The lamp and the agent")
    send(product, first)
    conversation = agent.about("The lamp and the agent")["id"]
    answer = a_mail("Try another bulb", "Re: The lamp and the agent", sender=ADMIN, answers=first)
    answer["Cc"] = SUPPORT

    send(product, answer)

    apart = agent.about("Re: The lamp and the agent")
    detail = agent.get(f"/api/conversations/{apart['id']}")
    assert [why["code"] for why in detail["why"]][-1] == "agent_unproven"
    assert [link["conversation"] for link in detail["linked"]] == [conversation]
    until(lambda: linked(agent, conversation) == [apart["id"]], 30, "the thread names it too")
    assert agent.get(f"/api/conversations/{conversation}")["waiting_since"] is not None


def linked(agent: Agent, conversation: str) -> list[str]:
    return [link["conversation"] for link in agent.get(f"/api/conversations/{conversation}")["linked"]]


def test_an_old_mail_answered_for_another_topic_is_parted_with_one_order(
    product: Product, agent: Agent
) -> None:
    first = a_mail("It flickers", "A lamp of old")
    send(product, first)
    conversation = agent.about("A lamp of old")["id"]
    agent.reply(conversation, "We look.", last_seq=1)
    other = a_mail("Please send it", "An invoice", answers=received(product, "Re: A lamp of old"))
    send(product, other)
    until(lambda: offered(agent, conversation), 30, "a conversation of its own is offered")
    seq = offered(agent, conversation)[0]

    made = agent.ask("POST", f"/api/conversations/{conversation}/entries/{seq}/split-off", {}).json["id"]
    agent.reply(made, "Here it is.", last_seq=2)
    send(product, a_mail("Thank you", "Re: An invoice", answers=received(product, "Re: An invoice")))

    until(lambda: len(words(agent, made)) == 3, 30, "her answer is there")
    assert words(agent, made) == ["Please send it", "Here it is.", "Thank you"]
    assert words(agent, conversation) == ["It flickers", "We look.", "Please send it"]
    until(lambda: linked(agent, conversation) == [made], 30, "the old thread names the new one")


def offered(agent: Agent, conversation: str) -> list[int]:
    return [
        one["seq"]
        for one in agent.entries(conversation)
        if any(why["code"] == "another_subject" for why in one["why"] or ())
    ]


def words(agent: Agent, conversation: str) -> list[str]:
    return [one["text"].strip() for one in agent.entries(conversation) if one["kind"] == "message"]
