"""A recovery code is easy to read from paper, and its hash is worth nothing to whoever reads the table."""

from __future__ import annotations

import pytest

from chalicelib.domain.ids import AgentId
from chalicelib.domain.recovery_code import RANDOM_BYTES, recovery_code, recovery_hash

ANA, BO = AgentId("a" * 32), AgentId("b" * 32)
CODE = recovery_code(b"\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf")


def test_a_code_is_shown_in_groups() -> None:
    assert CODE == "abcd-efgh-ijkl-mnop"
    assert recovery_code(b"\xff" * RANDOM_BYTES) == "7777-7777-7777-7777"


@pytest.mark.parametrize(
    "typed", [CODE.upper(), CODE.replace("-", ""), CODE.replace("-", " "), " abcd–efgh ijk1 mn0p\n"]
)
def test_how_it_is_typed_does_not_matter(typed: str) -> None:
    assert recovery_hash(ANA, typed) == recovery_hash(ANA, CODE)


def test_it_is_one_persons() -> None:
    assert recovery_hash(ANA, CODE) != recovery_hash(BO, CODE)
    assert "abcd" not in recovery_hash(ANA, CODE)


def test_another_code_has_another_hash() -> None:
    assert recovery_hash(ANA, "abcd-efgh-ijkl-mnoq") != recovery_hash(ANA, CODE)
    assert recovery_hash(ANA, "") != recovery_hash(ANA, CODE)
