"""Every reason that the server can give has words in both languages, with values that it is given with."""

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from chalicelib.domain.reason import Word

WORDS = sorted(get_args(Word))
LINE = re.compile(r"^  (\w+): (.+),$", re.MULTILINE)


def _given() -> dict[str, list[set[str]]]:
    """By reason, the names of the values at each place that gives it."""
    found: dict[str, list[set[str]]] = {}
    for path in sorted(Path("chalicelib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                word = node.args[0]
                assert isinstance(word, ast.Constant), f"{path}:{node.lineno} hides which reason it gives"
                found.setdefault(str(word.value), []).append({str(one.arg) for one in node.keywords})
    return found


def _words(language: str) -> dict[str, str]:
    text = Path(f"web/inbox/src/locales/{language}/reasons.ts").read_text()
    return dict(LINE.findall(text))


def test_each_reason_is_given_somewhere_and_no_other() -> None:
    assert sorted(_given()) == WORDS


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_reason_has_words_and_no_words_are_left_over(language: str) -> None:
    assert sorted(_words(language)) == WORDS


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_name_only_values_that_are_given_everywhere(language: str) -> None:
    words = _words(language)

    for reason, places in _given().items():
        named = set(re.findall(r"\{(\w+)\}", words[reason]))
        assert all(named <= values for values in places), f"{reason}: {named}, given {places}"
