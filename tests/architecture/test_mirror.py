"""Unit tests lie where the code lies: who knows one finds the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.test_imports import imported, is_within
from tests.architecture.tree import folders, python_in, read

# what tests/unit/<first folder> mirrors; everything else mirrors chalicelib
OUTSIDE = {"bench", "infra"}
UNIT = Path("tests/unit")
CODE = set(python_in("chalicelib", *OUTSIDE))
UNIT_TESTS = [
    path for path in python_in("tests") if path.is_relative_to(UNIT) and path.name.startswith("test_")
]


def mirrored(test: Path) -> Path:
    """The folder of code: `tests/unit/domain` is about chalicelib/domain, `tests/unit/infra` about infra."""
    folder = test.parent.relative_to(UNIT)
    return folder if folder.parts[:1] and folder.parts[0] in OUTSIDE else Path("chalicelib") / folder


def is_about(test: Path, source: str, code: set[Path]) -> bool:
    """Named after a file of the folder that it mirrors, or it imports something of it.

    `test_quoting_of_replies.py` is named after `quoting.py`.
    """
    folder, words = mirrored(test), test.stem.removeprefix("test_").split("_")
    named_after = {folder / f"{'_'.join(words[:count])}.py" for count in range(1, len(words) + 1)}
    package = ".".join(folder.parts)
    return bool(named_after & code) or any(is_within(name, (package,)) for name in imported(source))


@pytest.mark.parametrize("test", UNIT_TESTS, ids=str)
def test_unit_test_lies_where_its_code_lies(test: Path) -> None:
    assert mirrored(test).as_posix() in folders()
    assert is_about(test, read(test), CODE), f"{test} has nothing to do with {mirrored(test)}"


def test_a_test_that_lies_elsewhere_is_found() -> None:
    source = "from chalicelib.domain.subject import base_subject\n"

    assert mirrored(Path("tests/unit/domain/test_subject.py")) == Path("chalicelib/domain")
    assert mirrored(Path("tests/unit/infra/local/test_pump.py")) == Path("infra/local")
    assert mirrored(Path("tests/unit/test_config.py")) == Path("chalicelib")
    assert is_about(Path("tests/unit/domain/test_anything.py"), source, set())
    assert is_about(Path("tests/unit/ports/test_retry_of_orders.py"), "", {Path("chalicelib/ports/retry.py")})
    assert not is_about(Path("tests/unit/ports/test_subject.py"), source, {Path("chalicelib/ports/retry.py")})
