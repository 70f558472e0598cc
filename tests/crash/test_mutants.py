"""The tests themselves are tested: with any one safety taken out, at least one of them is red."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.crash.mutants import MUTANTS, Mutant, apply, survives

# A slice at every landing, all of them in the soak.
CHOSEN = MUTANTS if os.environ.get("BANDEJA_SOAK") else MUTANTS[:4]


@pytest.mark.parametrize("mutant", CHOSEN, ids=lambda mutant: mutant.name)
def test_a_product_without_one_of_its_safeties_is_caught(mutant: Mutant, tmp_path: Path) -> None:
    assert not survives(mutant, tmp_path / "copy"), f"nothing notices that {mutant.name}"


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_mutant_still_fits_the_code(mutant: Mutant, tmp_path: Path) -> None:
    for edit in mutant.edits:
        copy = tmp_path / edit.file
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(Path(edit.file).read_bytes())
        apply(edit, tmp_path)
