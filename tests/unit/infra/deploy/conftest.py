"""An account of moto's for the tests of a deployment's steps, and a screen that one can read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws
from rich.console import Console

from infra.deploy.plan import Plan
from infra.deploy.screen import Screen

PLAN = Plan("prod", "eu-west-1", "example.com", "you@example.com")
Connect = Callable[[str], Any]


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connect]:
    """boto3's client of a service, in an empty account."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        made: Any = boto3.client
        yield lambda service: made(service, region_name=PLAN.region)


class Paper(Screen):
    """What was said, and answers to what is asked. `live`: somebody looks on."""

    def __init__(self, *answers: str, live: bool = False) -> None:
        self._out, self._err = io.StringIO(), io.StringIO()
        self._answers = list(answers)
        super().__init__(
            Console(file=self._out, width=180, force_terminal=live, color_system=None),
            Console(file=self._err, width=180),
        )

    def ask(self, question: str) -> str:
        self.say(question)
        return self._answers.pop(0)

    @property
    def said(self) -> str:
        return self._out.getvalue()

    @property
    def problems(self) -> str:
        return self._err.getvalue()


@pytest.fixture
def paper() -> Paper:
    return Paper()
