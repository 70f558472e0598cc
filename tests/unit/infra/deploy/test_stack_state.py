from __future__ import annotations

import pytest

from infra.deploy.stack_state import state_of


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("REVIEW_IN_PROGRESS", "made nothing"),
        ("ROLLBACK_COMPLETE", "made anew"),
        ("UPDATE_ROLLBACK_COMPLETE", "works as before"),
    ],
)
def test_a_rerun_goes_on_and_says_from_where(status: str, words: str) -> None:
    state = state_of(status, "bandeja-prod")

    assert words in state.text
    assert not state.blocks


@pytest.mark.parametrize(
    ("status", "step"),
    [
        ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback --stack-name bandeja-prod"),
        ("CREATE_IN_PROGRESS", "wait for its end"),
        ("DELETE_FAILED", "delete-stack --stack-name bandeja-prod"),
        ("ROLLBACK_FAILED", "delete-stack --stack-name bandeja-prod"),
    ],
)
def test_what_no_rerun_can_mend_says_the_next_step(status: str, step: str) -> None:
    state = state_of(status, "bandeja-prod")

    assert step in state.text
    assert state.blocks


@pytest.mark.parametrize("status", ["", "CREATE_COMPLETE", "UPDATE_COMPLETE"])
def test_an_ordinary_state_needs_no_words(status: str) -> None:
    assert state_of(status, "bandeja-prod").text == ""
