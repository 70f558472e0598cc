"""Both homes ask for a code that an app makes from a secret and the time.

Cognito is moto here, which has one secret for everybody and takes a code as often as it comes: that each is
taken once is promised by Cognito's documentation, and shown here for the local home alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from moto import mock_aws

from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.aws.cognito import CognitoPasswords
from chalicelib.adapters.aws.cognito_second_factor import CognitoSecondFactor
from chalicelib.adapters.local.passwords import MIGRATIONS
from chalicelib.adapters.local.second_factor import LocalSecondFactor
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.domain import totp
from chalicelib.domain.errors import AlreadyThere
from chalicelib.domain.ids import AgentId
from chalicelib.ports.second_factor import SecondFactor
from tests.builders import NOW
from tests.contracts.user_pool import a_user_pool

ANA, BO = AgentId("a" * 32), AgentId("b" * 32)
PASSWORD = "correct horse battery"


@dataclass
class Clock:
    """The clock of both homes, and of the app."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def next_step(self) -> None:
        self.now += timedelta(seconds=totp.STEP_SECONDS)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def code_of(secret: str, clock: Clock, later: int = 0) -> str:
    return totp.code_at(secret, totp.step_at(clock()) + later)


def wrong(secret: str, clock: Clock) -> str:
    near = {code_of(secret, clock, later) for later in range(-2, 3)}
    return next(code for number in range(10) if (code := f"{number:06}") not in near)


@pytest.fixture(params=["local", "cognito-moto"])
def factor(
    request: pytest.FixtureRequest, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SecondFactor]:
    if request.param == "local":
        yield LocalSecondFactor(tmp_path / "passwords.db", clock)
        return
    monkeypatch.setenv("MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP", "true")
    monkeypatch.setattr("moto.cognitoidp.utils.time", SimpleNamespace(time=lambda: clock().timestamp()))
    with mock_aws():
        client = new_client("cognito-idp", "eu-west-1")
        pool, client_id = a_user_pool(client)
        for agent in (ANA, BO):
            CognitoPasswords(client, pool, client_id).set(agent, PASSWORD)
        yield CognitoSecondFactor(client, pool, client_id)


def switched_on(factor: SecondFactor, agent: AgentId, clock: Clock) -> str:
    """The secret in the agent's app; the code of this step is not used yet."""
    begun = factor.begin(agent, PASSWORD)
    assert factor.confirm(agent, begun.ticket, code_of(begun.secret, clock))
    clock.next_step()
    return begun.secret


def test_nobody_has_it_from_the_start(factor: SecondFactor) -> None:
    assert not factor.is_on(ANA)
    assert not factor.is_on(AgentId("c" * 32))
    assert not factor.matches(ANA, PASSWORD, "123456")


def test_it_is_on_once_its_first_code_was_shown(factor: SecondFactor, clock: Clock) -> None:
    begun = factor.begin(ANA, PASSWORD)
    assert not factor.is_on(ANA)
    assert not factor.confirm(ANA, begun.ticket, wrong(begun.secret, clock))
    assert not factor.is_on(ANA)

    assert factor.confirm(ANA, begun.ticket, code_of(begun.secret, clock))

    assert factor.is_on(ANA)
    assert not factor.is_on(BO)


def test_only_the_code_of_now_matches(factor: SecondFactor, clock: Clock) -> None:
    secret = switched_on(factor, ANA, clock)

    assert not factor.matches(ANA, PASSWORD, wrong(secret, clock))
    assert factor.matches(ANA, PASSWORD, code_of(secret, clock))
    assert not factor.matches(BO, PASSWORD, code_of(secret, clock))


def test_it_is_not_begun_over_one_that_is_on(factor: SecondFactor, clock: Clock) -> None:
    switched_on(factor, ANA, clock)

    with pytest.raises(AlreadyThere):
        factor.begin(ANA, PASSWORD)


def test_off_means_that_no_code_matches(factor: SecondFactor, clock: Clock) -> None:
    secret = switched_on(factor, ANA, clock)

    factor.switch_off(ANA)
    factor.switch_off(ANA)

    assert not factor.is_on(ANA)
    assert not factor.matches(ANA, PASSWORD, code_of(secret, clock))


def test_it_can_be_switched_on_again_after_it_was_off(factor: SecondFactor, clock: Clock) -> None:
    switched_on(factor, ANA, clock)
    factor.switch_off(ANA)

    secret = switched_on(factor, ANA, clock)

    assert factor.matches(ANA, PASSWORD, code_of(secret, clock))


def test_a_code_is_taken_once_and_no_earlier_one_after_it(tmp_path: Path, clock: Clock) -> None:
    factor = LocalSecondFactor(tmp_path / "passwords.db", clock)
    secret = switched_on(factor, ANA, clock)
    code = code_of(secret, clock)

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: factor.matches(ANA, PASSWORD, code), range(8)))

    assert sum(taken) == 1
    assert not factor.matches(ANA, PASSWORD, code_of(secret, clock, -1))


def test_a_file_of_the_version_before_takes_second_factors_too(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "passwords.db"
    before = Database(file, MIGRATIONS[:1])
    before.close()

    switched_on(LocalSecondFactor(file, clock), ANA, clock)

    assert LocalSecondFactor(file, clock).is_on(ANA)
