"""Three figures for CloudWatch: written once for an invocation, and only where there is something to say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.config import AwsSettings, Settings
from chalicelib.domain.errors import SecondFactorNeeded, WrongCode
from chalicelib.handlers import metrics
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.handlers.metrics import Metric
from chalicelib.ports.bundle import Ports
from tests.unit.handlers.house import HOST, PASSWORD, SITE, Browser, House
from tests.unit.handlers.test_mail_queue import Batch, arrived, record
from tests.unit.usecases.company import ANA

SECRET = "what the site in front adds"
DEPLOYED = Settings(
    SITE,
    aws=AwsSettings(bucket="", tables={}, queues={}, dead_letters=(), stage="prod"),
    origin_secret=SECRET,
)


@pytest.fixture
def deployed(house: House, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Somebody at a browser, who comes in by the site in front."""
    browser = house.browser()
    browser.headers["x-bandeja-origin"] = SECRET
    monkeypatch.setattr(wiring, "settings", lambda: DEPLOYED)
    return browser


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Each line in Embedded Metric Format."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    return [line for line in lines if "_aws" in line]


def figures(line: dict[str, Any]) -> dict[str, float]:
    (about,) = line["_aws"]["CloudWatchMetrics"]
    assert about["Namespace"] == "Bandeja"
    assert about["Dimensions"] == [["stage"]]
    assert line["stage"] == "prod"
    return {one["Name"]: sum(line[one["Name"]]) for one in about["Metrics"]}


@pytest.mark.usefixtures("deployed")
def test_a_wrong_code_is_a_failed_sign_in_too(capsys: pytest.CaptureFixture[str]) -> None:
    with metrics.counting():
        metrics.count_refusal(WrongCode(), "/session")
        metrics.count_refusal(SecondFactorNeeded(), "/session")  # the password was right

    assert [figures(line) for line in told(capsys)] == [{"SignInFailed": 1}]


def test_a_failed_sign_in_is_told(deployed: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(6):
        deployed.post("/session", {"email": ANA.email, "password": "guess number one"})

    lines = told(capsys)
    assert [figures(line) for line in lines] == [{"SignInFailed": 1}] * 6


def test_nothing_is_written_when_there_is_nothing_to_say(
    deployed: Browser, ports: Ports, capsys: pytest.CaptureFixture[str]
) -> None:
    ports.passwords.set(ANA.id, PASSWORD)
    assert deployed.post("/session", {"email": ANA.email, "password": PASSWORD}).status == 200
    assert deployed.get("/me").status == 401  # a session that ended is an ordinary day
    on_mail(Batch(record(arrived(ports, 1))))

    assert told(capsys) == []


def test_a_call_beside_the_site_is_told(deployed: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    deployed.headers["x-bandeja-origin"] = "a guess"
    assert deployed.get("/me").status == 403

    assert [figures(line) for line in told(capsys)] == [{"TokenFailed": 1}]


def test_a_forged_link_is_told(deployed: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    forged = {"token": "f" * 43, "password": PASSWORD}
    assert deployed.post("/password-reset", forged).status == 403

    assert [figures(line) for line in told(capsys)] == [{"TokenFailed": 1}]


def test_a_forged_ticket_of_a_socket_is_told(
    deployed: Browser, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    headers = {"host": HOST, "origin": SITE, "x-bandeja-origin": SECRET}
    assert deployed.headers["x-bandeja-origin"] == SECRET
    assert house.connect("forged", headers)[0] == 403

    assert [figures(line) for line in told(capsys)] == [{"TokenFailed": 1}]


def test_mail_in_the_quarantine_is_told_once_for_a_batch(
    deployed: Browser, ports: Ports, capsys: pytest.CaptureFixture[str]
) -> None:
    del deployed
    bodies = [arrived(ports, number, "nobody@bandeja.test") for number in range(3)]
    on_mail(Batch(*(record(body, number=number) for number, body in enumerate(bodies))))

    assert [figures(line) for line in told(capsys)] == [{"MailQuarantined": 3}]


def test_at_home_nothing_is_written(nobody: Browser, capsys: pytest.CaptureFixture[str]) -> None:
    nobody.post("/session", {"email": ANA.email, "password": "guess number one"})

    assert told(capsys) == []


def test_what_was_counted_is_told_even_when_the_invocation_fails(
    deployed: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    del deployed
    with pytest.raises(RuntimeError), metrics.counting():
        metrics.count(Metric.TOKEN_FAILED)
        raise RuntimeError

    assert [figures(line) for line in told(capsys)] == [{"TokenFailed": 1}]


def test_there_are_at_most_three_figures() -> None:
    assert len(Metric) <= 3
