"""What is looked at before a deployment is answered by an account as a whole, here an emulator's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from infra.deploy.__main__ import main
from infra.deploy.checks import look
from infra.deploy.plan import Plan
from infra.stack import Stack
from tests.deployed.conftest import REGION


def test_an_empty_account_lacks_nothing(client: Callable[[str], Any], endpoint: str) -> None:
    plan = Plan("test", REGION, "example.com", "you@example.com", endpoint)

    found = look(plan, client, Stack(client("cloudformation"), plan.stack_name))

    assert found.problems == ()
    assert found.account == "000000000000"
    assert found.makes_identity


def test_the_command_says_the_records_of_a_domain(
    client: Callable[[str], Any],
    endpoint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    client("sesv2").create_email_identity(EmailIdentity="example.com")

    assert main(["records", "--domain", "example.com", "--admin", "you@example.com"]) == 0

    assert f"10 inbound-smtp.{REGION}.amazonaws.com" in capsys.readouterr().out
    assert main(["pages", "--domain", "example.com", "--admin", "you@example.com"]) == 1
    assert "no such stack" in capsys.readouterr().err
