from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from chalicelib.adapters.local.passwords import Argon2Passwords
from infra.local.admin_password import FILE, first_password, password_to_show
from tests.builders import an_agent

ADMIN = an_agent()


@pytest.fixture
def passwords() -> Argon2Passwords:
    return Argon2Passwords(None, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def test_a_password_is_made_up_and_shown_while_it_is_true(tmp_path: Path, passwords: Argon2Passwords) -> None:
    made = first_password(tmp_path, "")
    passwords.set(ADMIN.id, made)

    assert len(made) >= 16
    assert made != first_password(tmp_path / "other", "")
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert password_to_show(tmp_path, "", ADMIN, passwords) == made

    passwords.set(ADMIN.id, "changed by the admin")
    assert password_to_show(tmp_path, "", ADMIN, passwords) == "(the one you chose)"


def test_a_given_password_is_never_written_nor_shown(tmp_path: Path, passwords: Argon2Passwords) -> None:
    passwords.set(ADMIN.id, first_password(tmp_path, "given by somebody"))

    assert list(tmp_path.iterdir()) == []
    assert "given by somebody" not in password_to_show(tmp_path, "given by somebody", ADMIN, passwords)


def test_a_password_of_the_environment_opens_a_home_whose_own_was_forgotten(
    tmp_path: Path, passwords: Argon2Passwords
) -> None:
    passwords.set(ADMIN.id, "long forgotten one")

    password_to_show(tmp_path, "given by somebody", ADMIN, passwords)

    assert passwords.matches(ADMIN.id, "given by somebody")
