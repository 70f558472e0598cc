"""Unit tests lie where the code lies: who knows one finds the other."""

from __future__ import annotations

from pathlib import Path

from tests.architecture.tree import python_in

# what tests/unit/<first folder> mirrors; everything else mirrors chalicelib
OUTSIDE = {"bench": Path("bench"), "infra": Path("infra")}
CODE = set(python_in("chalicelib", "bench", "infra"))
UNIT_TESTS = [
    path.relative_to("tests/unit")
    for path in python_in("tests")
    if path.parts[1] == "unit" and path.name.startswith("test_")
]


def folder_of_code(test: Path) -> Path:
    """`email/test_x.py` of tests/unit mirrors a file of chalicelib/email, `infra/…` one of infra."""
    if test.parts[0] in OUTSIDE:
        return OUTSIDE[test.parts[0]].joinpath(*test.parent.parts[1:])
    return Path("chalicelib") / test.parent


def mirrors(test: Path, code: set[Path]) -> bool:
    """`test_quoting.py` and `test_quoting_of_outlook.py` both test `quoting.py`."""
    words = test.stem.removeprefix("test_").split("_")
    folder = folder_of_code(test)
    return any(folder / f"{'_'.join(words[:count])}.py" in code for count in range(1, len(words) + 1))


def test_every_unit_test_lies_beside_its_code() -> None:
    assert [str(test) for test in UNIT_TESTS if not mirrors(test, CODE)] == []


def test_a_test_that_lies_elsewhere_is_found() -> None:
    code = {Path("chalicelib/domain/subject.py"), Path("bench/units.py"), Path("infra/local/pump.py")}

    assert mirrors(Path("domain/test_subject.py"), code)
    assert mirrors(Path("domain/test_subject_of_replies.py"), code)
    assert mirrors(Path("bench/test_units.py"), code)
    assert mirrors(Path("infra/local/test_pump.py"), code)
    assert not mirrors(Path("ports/test_subject.py"), code)
    assert not mirrors(Path("domain/test_reply.py"), code)
