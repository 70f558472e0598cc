from __future__ import annotations

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from chalicelib.adapters.local.passwords import MIGRATIONS, Argon2Passwords
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.domain.ids import AgentId

ANA, BO = AgentId("a" * 32), AgentId("b" * 32)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def passwords(tmp_path: Path) -> Argon2Passwords:
    return Argon2Passwords(tmp_path / "passwords.db", QUICK)


def test_only_the_right_password_of_the_right_agent_matches(passwords: Argon2Passwords) -> None:
    passwords.set(ANA, "correct horse")

    assert passwords.matches(ANA, "correct horse")
    assert not passwords.matches(ANA, "Correct horse")
    assert not passwords.matches(BO, "correct horse")
    assert not passwords.matches(BO, "nobody has this password")


def test_a_new_password_replaces_the_old_one(passwords: Argon2Passwords) -> None:
    passwords.set(ANA, "old one of Ana")
    passwords.set(ANA, "new one of Ana")

    assert not passwords.matches(ANA, "old one of Ana")
    assert passwords.matches(ANA, "new one of Ana")


def test_a_password_may_hold_any_character(passwords: Argon2Passwords) -> None:
    passwords.set(ANA, "ñ\ud800\0🦉")

    assert passwords.matches(ANA, "ñ\ud800\0🦉")
    assert not passwords.matches(ANA, "ñ\ud800")


def test_only_hashes_are_on_the_disk(passwords: Argon2Passwords, tmp_path: Path) -> None:
    passwords.set(ANA, "correct horse battery")
    passwords.close()

    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"$argon2id$" in content
    assert b"correct horse battery" not in content


def test_a_hash_of_older_parameters_is_renewed_at_the_next_sign_in(tmp_path: Path) -> None:
    Argon2Passwords(tmp_path / "p.db", QUICK).set(ANA, "correct horse")
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)

    assert Argon2Passwords(tmp_path / "p.db", stronger).matches(ANA, "correct horse")

    database = Database(tmp_path / "p.db", MIGRATIONS)
    with database.reading() as read:
        (stored,) = read.execute("SELECT hash FROM passwords").fetchone()
    assert "m=16,t=2" in stored
