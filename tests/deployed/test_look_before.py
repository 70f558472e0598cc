"""What is looked at before a deployment is answered by an account as a whole, here an emulator's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
