"""Both homes know who has which password. Cognito's own doings are made-up answers elsewhere: moto, which
stands for it here, knows neither its limits nor its patience."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from moto import mock_aws

from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.aws.cognito import CognitoPasswords
from chalicelib.adapters.local.passwords import Argon2Passwords
from chalicelib.domain.ids import AgentId
from chalicelib.ports.outside import PasswordCheck
from tests.contracts.user_pool import a_user_pool

ANA, BO = AgentId("a" * 32), AgentId("b" * 32)
RIGHT = "correct horse battery"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(params=["argon2", "cognito-moto"])
def passwords(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PasswordCheck]:
    if request.param == "argon2":
        yield Argon2Passwords(tmp_path / "passwords.db", QUICK)
        return
    with mock_aws():
        client = new_client("cognito-idp", "eu-west-1")
        yield CognitoPasswords(client, *a_user_pool(client))


def test_only_the_right_password_of_the_right_agent_matches(passwords: PasswordCheck) -> None:
    passwords.set(ANA, RIGHT)

    assert passwords.matches(ANA, RIGHT)
    assert not passwords.matches(ANA, RIGHT.upper())
    assert not passwords.matches(ANA, "x")
    assert not passwords.matches(BO, RIGHT)


def test_a_new_password_replaces_the_old_one(passwords: PasswordCheck) -> None:
    passwords.set(ANA, RIGHT)
    passwords.set(ANA, "another one of Ana")

    assert not passwords.matches(ANA, RIGHT)
    assert passwords.matches(ANA, "another one of Ana")


def test_one_agents_password_says_nothing_about_anothers(passwords: PasswordCheck) -> None:
    passwords.set(ANA, RIGHT)
    passwords.set(BO, "the password of Bo")

    assert passwords.matches(ANA, RIGHT)
    assert not passwords.matches(ANA, "the password of Bo")


def test_a_password_may_have_letters_of_any_script(passwords: PasswordCheck) -> None:
    passwords.set(ANA, "contraseña 密码 🦉 larga")

    assert passwords.matches(ANA, "contraseña 密码 🦉 larga")
