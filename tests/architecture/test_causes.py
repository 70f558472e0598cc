"""Every English sentence that says why something outside did not work has one in the other languages.

The sentences are kept with what they are about, so the inbox translates them where they are read, by
`web/inbox/src/locales/*/causes.ts`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib.adapters.aws import ses
from chalicelib.channels.meta import error_words, errors
from chalicelib.domain.errors import NoSuchFile
from chalicelib.ports import outgoing_http, platform_intake

TOLD = {
    *("SendRefused", "SendDelayed", "SendUnsure", "TokenInvalid", "TokenRefused"),
    *("PlatformBusy", "FileLost", "GraphAway", "GraphSilent"),
    *("AddressRefused", "ServerAway", "ServerSilent"),
}
STATUS = re.compile(r" \(status \{\}\)$")  # stands behind the sentence in every language
LINE = re.compile(r'^  "((?:[^"\\]|\\.)+)":\s+"((?:[^"\\]|\\.)+)",$', re.MULTILINE)


def _catalogue(language: str) -> dict[str, str]:
    return dict(LINE.findall(Path(f"web/inbox/src/locales/{language}/causes.ts").read_text()))


def _written(value: ast.expr) -> Iterator[str]:
    """The text that it makes, with {} for what is filled in; nothing for what is made elsewhere."""
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.JoinedStr):
        yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in value.values)


def _raised() -> Iterator[str]:
    for path in sorted(Path("chalicelib").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in TOLD and node.args:
                yield from _written(node.args[0])


def _made_elsewhere() -> Iterator[str]:
    """What is raised by a name or a function of its own."""
    known = [*error_words.BY_CODE.values(), *error_words.BY_SUBCODE.values(), errors.UNKNOWN]
    yield from (meaning.words for meaning in known)
    yield from (re.sub(r"\{\w+\}", "{}", words) for words in [*ses.REFUSED.values(), *ses.DELAYED.values()])
    yield ses.REFUSED["MessageRejected"].format(said="{}") + ses.SANDBOX
    yield from (platform_intake.NOT_REACHED, platform_intake.NO_FILES, platform_intake.TOO_MANY)
    yield from (
        one.title
        for one in (
            outgoing_http.AddressRefused,
            outgoing_http.ServerAway,
            outgoing_http.ServerSilent,
            NoSuchFile,
        )
    )
    for path, names in {
        "channels/meta/sending.py": ("_why_not",),
        "channels/meta/page_messages.py": ("_closed",),
        "channels/meta/errors.py": ("_by_status",),
        "ports/signed_call.py": ("called",),
        "adapters/custom_gateway.py": ("send",),
        "adapters/meta/asking.py": (),
    }.items():
        tree = ast.parse(Path("chalicelib", path).read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and node.name in names:
                yield from _sentences_in(node)
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "NO_TOKEN":
                yield from _written(node.value)


def _sentences_in(function: ast.FunctionDef) -> Iterator[str]:
    """What it returns, or calls `detail`, or gives as a meaning."""
    for node in ast.walk(function):
        if isinstance(node, ast.Return) and node.value is not None:
            yield from _written(node.value)
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "detail":
            yield from _written(node.value.orelse if isinstance(node.value, ast.IfExp) else node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Meaning":
            yield from _written(node.args[1])


SAID = {STATUS.sub("", one) for one in [*_raised(), *_made_elsewhere()]}


@pytest.mark.parametrize("language", ["es"])
def test_each_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    known = set(_catalogue(language))

    assert sorted(SAID - known) == [], "not translated"
    assert sorted(known - SAID) == [], "said nowhere"


@pytest.mark.parametrize("language", ["es"])
def test_what_is_filled_in_stands_in_the_translation_too(language: str) -> None:
    for sentence, words in _catalogue(language).items():
        assert sentence.count("{}") == words.count("{}"), sentence
