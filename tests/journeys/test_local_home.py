"""The process that `make run` starts: what it says, who gets which answer, how it ends and starts again."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.journeys.agent import Agent
from tests.journeys.customer import a_mail, outbox, parsed, send
from tests.journeys.product import ADMIN, PASSWORD, ROOT, SUPPORT, Product, free_ports, running, until

COLLEAGUE = "marta@bandeja.test"
STOP_SECONDS = 2.0
BUSY_MACHINE = 3
AT_ONCE = 20


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A product with the made-up company in it."""
    with running(tmp_path_factory.mktemp("company"), SEED="1") as started:
        yield started


def start_beside(product: Product, **changed: str) -> subprocess.CompletedProcess[str]:
    """A second process with the settings of the first, but for what is changed."""
    port, smtp_port = free_ports()
    environment = {
        **os.environ,
        "PORT": str(port),
        "SMTP_PORT": str(smtp_port),
        "DATA_DIR": str(product.folder.with_name("other")),
        "SEED": "0",
        **changed,
    }
    command = [sys.executable, "-m", "infra.local.run"]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_it_says_all_that_somebody_needs_to_begin(company: Product) -> None:
    said = "\n".join(company.said)

    for needed in (
        f"{company.url}/",
        ADMIN,
        f"127.0.0.1:{company.smtp_port}",
        "/simulator",
        str(company.folder),
    ):
        assert needed in said
    assert PASSWORD not in said


def test_what_is_refused_is_one_line_with_its_reason(product: Product, agent: Agent) -> None:
    channel = "c" * 32
    assert agent.ask("POST", f"/webhooks/meta/{channel}", {"object": "page"}).status == 404

    def lines() -> list[str]:
        return [line for line in product.said if "a webhook was refused" in line]

    (line,) = until(lines, 20, "the line")
    assert (json.loads(line)["reason"], json.loads(line)["channel"]) == ("channel", channel)


@pytest.mark.parametrize("name", ["PORT", "SMTP_PORT"])
def test_a_taken_port_is_one_sentence_and_no_traceback(product: Product, name: str) -> None:
    taken = product.port if name == "PORT" else product.smtp_port

    refused = start_beside(product, **{name: str(taken)})

    assert refused.returncode == 1
    assert refused.stderr == (
        f"Bandeja cannot start. Port {taken} is taken: stop the program that uses it,"
        f" or choose another with {name}=…\n"
    )


@pytest.mark.parametrize(
    "changed", [{"PORT": "http"}, {"SMTP_RELAY": "nowhere"}, {"ADMIN_PASSWORD": "short"}]
)
def test_a_setting_that_makes_no_sense_is_one_sentence(product: Product, changed: dict[str, str]) -> None:
    refused = start_beside(product, **changed)

    assert refused.returncode == 1
    assert re.fullmatch(rf"Bandeja cannot start\. {next(iter(changed))} .*\n", refused.stderr)


def test_two_processes_never_work_with_the_same_data(product: Product) -> None:
    refused = start_beside(product, DATA_DIR=str(product.folder))

    assert refused.returncode == 1
    assert "Another Bandeja already works with" in refused.stderr


def test_two_hundred_requests_at_once_get_the_answers_of_their_own_session(company: Product) -> None:
    agents = [Agent(company), Agent(company, COLLEAGUE)]

    def one(number: int) -> tuple[str, str]:
        agent = agents[number % 2]
        return agent.id, str(agent.get("/api/me")["id"])

    with ThreadPoolExecutor(AT_ONCE) as browsers:
        answers = list(browsers.map(one, range(200)))

    assert [pair for pair in answers if pair[0] != pair[1]] == []
    assert len({agent.id for agent in agents}) == 2


def test_the_company_is_there_to_be_looked_at(company: Product) -> None:
    agent = Agent(company, COLLEAGUE)

    assert len(agent.get("/api/inboxes")["items"]) == 2
    assert len(agent.get("/api/agents")["items"]) == 3
    counts = {view: len(agent.conversations(view)) for view in ("open", "closed", "spam")}
    assert sum(counts.values()) == 47
    assert agent.get("/api/health")["status"] == "ok"


def test_an_answer_to_somebody_on_a_platform_arrives_there_although_the_platform_forgot(
    company: Product,
) -> None:
    """What is played for this process has never heard of who wrote before it began."""
    company.kill()
    company.start()
    agent = Agent(company)
    (nuno,) = [one for one in agent.conversations() if one["contact"]["name"] == "Nuno Reis"]

    agent.reply(nuno["id"], "It leaves today.", last_seq=agent.entries(nuno["id"])[-1]["seq"])

    def arrived() -> list[str]:
        items = agent.get("/simulator/graph/_fake/messages")["items"]
        return [one["content"]["message"]["text"] for one in items if one["person"] == "35791246803579"]

    assert until(arrived, 30, "the answer at Nuno") == ["It leaves today."]


def test_a_person_of_the_company_writes_on_and_it_arrives_in_their_thread(company: Product) -> None:
    agent = Agent(company)
    (ana,) = [one for one in agent.conversations() if one["contact"]["name"] == "Ana Ruiz"]
    before = len(agent.entries(ana["id"]))

    told = {"account": "100200300400500", "person": "24680135792468", "text": "¿Y cuántos vatios?"}
    assert agent.ask("POST", "/simulator/graph/_fake/said", told).json["statuses"] == [200]

    until(lambda: len(agent.entries(ana["id"])) > before, 30, "her words in her thread")
    assert agent.entries(ana["id"])[-1]["text"] == "¿Y cuántos vatios?"


def test_the_font_that_the_frame_of_a_mail_asks_for_is_there(product: Product, agent: Agent) -> None:
    """The server writes the name that the build gives; nothing else would notice if the two parted."""
    send(product, a_mail("Hello", "Which font?"))
    conversation = agent.about("Which font?")["id"]
    with closing(HTTPConnection("127.0.0.1", product.port, timeout=30)) as line:
        line.request(
            "GET", f"/api/conversations/{conversation}/entries/1/html", headers={"Cookie": agent.cookie}
        )
        frame = line.getresponse()
        assert "font-src 'self'" in frame.headers["content-security-policy"]
        asked = re.search(r"url\((/assets/[^)]+)\)", frame.read().decode())
        assert asked
        line.request("GET", asked[1])
        font = line.getresponse()

    assert (font.status, font.headers["content-type"]) == (200, "font/woff2")


def test_a_watching_browser_hears_of_a_mail_at_once(product: Product, agent: Agent) -> None:
    inboxes = [inbox["id"] for inbox in agent.get("/api/inboxes")["items"]]
    with agent.socket() as socket:
        socket.send(json.dumps({"type": "watch", "inboxes": inboxes, "conversation": None}))
        assert json.loads(socket.recv(timeout=30))["type"] == "watch"

        send(product, a_mail("Hello", "Heard at once"))

        frame = json.loads(socket.recv(timeout=30))
    assert (frame["type"], frame["prev"], frame["seq"]) == ("changed", 0, 1)
    assert agent.get(f"/api/conversations/{frame['conversation']}")["subject"] == "Heard at once"


class Relay:
    """A mail server of the customer's side: keeps what it gets, and does not know `nobody@`."""

    def __init__(self) -> None:
        self.got: list[tuple[str, list[str], bytes]] = []

    async def handle_RCPT(  # noqa: N802 - the name is the hook
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("nobody@"):
            return "550 5.1.1 Nobody has this address"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.got.append((str(envelope.mail_from), envelope.rcpt_tos, envelope.original_content or b""))
        return "250 OK"


def test_with_a_relay_answers_leave_through_it_and_a_refusal_is_told(tmp_path: Path) -> None:
    relay = Relay()
    controller = Controller(relay, hostname="127.0.0.1", port=free_ports()[0])
    controller.start()
    try:
        with running(tmp_path / "data", SMTP_RELAY=f"127.0.0.1:{controller.port}") as product:
            agent = Agent(product)
            send(
                product,
                a_mail("Hello", "By relay"),
                a_mail("Hello", "To nobody", sender="nobody@customer.test"),
            )
            for subject in ("By relay", "To nobody"):
                answer = agent.reply(agent.about(subject)["id"], "Good morning", last_seq=1)
                assert answer.status == 201
            until(lambda: fates(agent) == {"By relay": "sent", "To nobody": "failed"}, 20, "both are settled")

            assert [(sender, to) for sender, to, _ in relay.got] == [(SUPPORT, ["carla@customer.test"])]
            assert str(parsed(relay.got[0][2])["Subject"]) == "Re: By relay"
            assert not list(product.outbox.glob("*"))
    finally:
        controller.stop()


def fates(agent: Agent) -> dict[str, str]:
    """What became of the answer in each conversation."""
    logs = {one["subject"]: agent.entries(one["id"]) for one in agent.conversations()}
    return {
        subject: entry["delivery"]
        for subject, log in logs.items()
        for entry in log
        if entry.get("direction") == "out"
    }


def test_ctrl_c_stops_it_soon_and_cleanly_also_with_browsers_open(tmp_path: Path) -> None:
    with running(tmp_path / "data") as product:
        agent = Agent(product)
        idle = HTTPConnection("127.0.0.1", product.port, timeout=10)
        idle.request("GET", "/api/health")
        idle.getresponse().read()
        with agent.socket():
            began = time.monotonic()
            product.stop()
            took = time.monotonic() - began
        idle.close()

        assert took < STOP_SECONDS * BUSY_MACHINE
        assert product.status == 0
        assert not any("Traceback" in line for line in product.said)


def test_a_password_that_was_made_up_is_shown_until_it_is_changed(tmp_path: Path) -> None:
    with running(tmp_path / "data", ADMIN_PASSWORD="") as product:
        shown = shown_password(product)
        agent = Agent(product, password=shown)
        chosen = "chosen by the admin"
        body = {"current": shown, "new": chosen}
        assert agent.ask("POST", "/api/me/password", body).status == 204
        product.stop()
        product.said.clear()
        product.start()

        assert shown not in "\n".join(product.said)
        Agent(product, password=chosen)


def shown_password(product: Product) -> str:
    line = until(
        lambda: next((line for line in product.said if "password" in line), None), 30, "it is printed"
    )
    return line.rpartition("password ")[2].strip()


@pytest.mark.parametrize("seed", ["7", "11"])
def test_jobs_that_are_repeated_delayed_and_shuffled_lose_and_double_nothing(
    tmp_path: Path, seed: str
) -> None:
    with running(tmp_path / "data", MISCHIEF=seed) as product:
        agent = Agent(product)
        mails = [a_mail(f"Question {number}", f"Mischief {number}") for number in range(15)]
        send(product, *mails)
        send(product, *mails)
        until(lambda: len(agent.conversations()) == 15, 60, "all are in")
        for conversation in agent.conversations():
            answer = agent.reply(conversation["id"], "An answer", last_seq=1)
            assert answer.status == 201

        until(lambda: len(outbox(product)) >= 15 and product.took_all_mail(), 60, "all answers are out")

        entries = [agent.entries(one["id"]) for one in agent.conversations()]
        kinds = Counter(entry["kind"] for log in entries for entry in log)
        until(lambda: sent(agent) == 15, 30, "each says sent")
        assert kinds["message"] == 30
        assert len(outbox(product)) == 15


def sent(agent: Agent) -> int:
    logs = [agent.entries(one["id"]) for one in agent.conversations()]
    return sum(
        1 for log in logs for entry in log if entry.get("direction") == "out" and entry["delivery"] == "sent"
    )
