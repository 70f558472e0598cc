from __future__ import annotations

import pytest

from infra.deploy.quotas import quotas

PLENTY = {"TotalCodeSize": 80_530_636_800, "ConcurrentExecutions": 1000}


def test_an_ordinary_account_has_room() -> None:
    assert quotas(PLENTY) == ([], [])


def test_a_full_store_of_code_is_a_problem() -> None:
    problems, _ = quotas(PLENTY, used=80_530_000_000)

    assert "636,800 bytes left" in problems[0]


@pytest.mark.parametrize(("most", "problems", "notes"), [(5, 1, 0), (10, 0, 1), (1000, 0, 0)])
def test_few_functions_at_once_are_told(most: int, problems: int, notes: int) -> None:
    found = quotas({**PLENTY, "ConcurrentExecutions": most})

    assert [len(one) for one in found] == [problems, notes]
