"""kill -9 of the real process: what was acknowledged is there after the restart, and nothing is doubled."""

from __future__ import annotations

import os
import smtplib
import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from http.client import HTTPException
from itertools import count
from pathlib import Path

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, outbox, parsed, plain_text
from tests.journeys.product import Product, running, until

SENDERS = 4
MAILS = 500 if os.environ.get("BANDEJA_SOAK") else 240


class Post:
    """Several mail servers that hand mails over, and remember for which of them they heard 250."""

    def __init__(self, product: Product, mails: list[EmailMessage]) -> None:
        self._product = product
        self._left = iter(mails)
        self._lock = threading.Lock()
        self.acknowledged: list[str] = []
        self.tried: list[str] = []

    def deliver(self) -> None:
        """One server: one mail after the other, until none is left or the line breaks."""
        try:
            with smtplib.SMTP("127.0.0.1", self._product.smtp_port, timeout=20) as session:
                while (mail := self._next()) is not None:
                    session.send_message(mail)
                    self.acknowledged.append(str(mail["Message-ID"]))
        except (smtplib.SMTPException, OSError):
            return  # the process was killed: this mail heard no 250

    def _next(self) -> EmailMessage | None:
        with self._lock:
            mail = next(self._left, None)
            if mail is not None:
                self.tried.append(str(mail["Message-ID"]))
            return mail


def present(agent: Agent) -> Counter[str]:
    """The text of every mail that is in a conversation; each has one of its own."""
    found: Counter[str] = Counter()
    for conversation in agent.conversations():
        found.update(
            entry["text"].strip()
            for entry in agent.entries(conversation["id"])
            if entry["kind"] == "message" and entry["direction"] == "in"
        )
    return found


def test_killed_twice_in_the_middle_of_hundreds_of_mails_it_loses_and_doubles_none(tmp_path: Path) -> None:
    number = count()
    mails = [a_mail(f"mail {next(number)}", "Many", message_id=f"<{n}@many.test>") for n in range(MAILS)]
    text_of = {str(mail["Message-ID"]): mail.get_content().strip() for mail in mails}
    with running(tmp_path / "data") as product:
        post = Post(product, mails)
        for killed_after in (MAILS // 4, 3 * MAILS // 5):
            with ThreadPoolExecutor(SENDERS) as servers:
                for _ in range(SENDERS):
                    servers.submit(post.deliver)
                until(lambda n=killed_after: len(post.acknowledged) >= n, 60, "mails go in")  # type: ignore[misc]  # bound on purpose
                product.kill()
            product.start()
        with ThreadPoolExecutor(SENDERS) as servers:
            for _ in range(SENDERS):
                servers.submit(post.deliver)
        agent = Agent(product)
        until(product.took_all_mail, 90, "all mail is taken in")
        found = present(agent)

    assert len(post.tried) == MAILS and len(post.acknowledged) >= MAILS - 2 * SENDERS
    lost = {text_of[one] for one in post.acknowledged} - set(found)
    phantom = set(found) - {text_of[one] for one in post.tried}
    doubled = {text for text, times in found.items() if times > 1}
    assert (lost, doubled, phantom) == (set(), set(), set())


def test_a_mail_sent_again_because_nobody_heard_the_250_is_kept_once(tmp_path: Path) -> None:
    """After a kill a mail server sends again whatever was not acknowledged."""
    mails = [a_mail(f"mail {n}", "Again", message_id=f"<{n}@again.test>") for n in range(60)]
    with running(tmp_path / "data") as product:
        post = Post(product, mails)
        with ThreadPoolExecutor(SENDERS) as servers:
            for _ in range(SENDERS):
                servers.submit(post.deliver)
            until(lambda: len(post.acknowledged) >= 20, 60, "mails go in")
            product.kill()
        product.start()
        unheard = [mail for mail in mails if str(mail["Message-ID"]) not in post.acknowledged]
        again = Post(product, unheard)
        again.deliver()
        agent = Agent(product)
        until(product.took_all_mail, 60, "all mail is taken in")

        assert present(agent) == Counter({f"mail {n}": 1 for n in range(60)})


def test_killed_while_agents_answer_it_loses_no_answer_and_sends_none_twice(tmp_path: Path) -> None:
    with running(tmp_path / "data") as product:
        agent = Agent(product)
        post = Post(product, [a_mail(f"question {n}", f"Question {n}") for n in range(30)])
        post.deliver()
        until(lambda: len(agent.conversations()) == 30, 60, "all questions are there")
        ids = [one["id"] for one in agent.conversations()]
        promised: list[str] = []
        orders = [(ids[n % 30], f"answer {n}", uuid.uuid4().hex) for n in range(90)]

        def answer(order: tuple[str, str, str]) -> None:
            conversation, text, key = order
            try:
                if agent.reply(conversation, text, last_seq=1, key=key, insist=True).status == 201:
                    promised.append(text)
            except (OSError, HTTPException):
                return  # killed: the browser will send it again, with the same key

        with ThreadPoolExecutor(SENDERS) as browsers:
            done = [browsers.submit(answer, order) for order in orders]
            until(lambda: len(promised) >= 25, 60, "answers go out")
            product.kill()
        assert all(one.done() for one in done)
        product.start()
        for order in orders:
            if order[1] not in promised:
                answer(order)

        open_ones = list(ids)
        until(lambda: all_settled(agent, open_ones), 120, "every answer has a fate")
        check_answers(product, agent, ids, [text for _, text, _ in orders], promised)


def fates(agent: Agent, ids: list[str]) -> set[str]:
    return {
        entry["delivery"] for one in ids for entry in agent.entries(one) if entry.get("direction") == "out"
    }


def all_settled(agent: Agent, open_ones: list[str]) -> bool:
    """Whether every answer has a fate. One conversation is asked for until it is settled, then the next:
    a claim of the killed process runs out after a minute, in which all of them would be asked thousands
    of times."""
    while open_ones and fates(agent, open_ones[-1:]) <= {"sent", "unsure"}:
        open_ones.pop()
    return not open_ones


def check_answers(
    product: Product, agent: Agent, ids: list[str], orders: list[str], promised: list[str]
) -> None:
    """Each is in the log once; in the outbox once when it says sent, and never twice."""
    entries = [entry for one in ids for entry in agent.entries(one) if entry.get("direction") == "out"]
    written = Counter(entry["text"] for entry in entries)
    went_out = Counter(plain_text(parsed(path.read_bytes())).splitlines()[0] for path in outbox(product))
    assert sorted(promised) == sorted(set(promised)) and set(promised) == set(orders)
    assert written == Counter(dict.fromkeys(orders, 1))
    assert max(went_out.values()) == 1, "sent twice"
    assert set(went_out) == {entry["text"] for entry in entries if entry["delivery"] == "sent"}
