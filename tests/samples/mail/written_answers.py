"""Bodies of answers written out by hand, in `answers/`: one file for each kind, each body with its label."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "answers"


class WrittenAnswer(NamedTuple):
    """One body: `newest` is what its sender newly wrote."""

    kind: str
    name: str
    body: str
    newest: str
    is_html: bool


def written_answers() -> Iterator[WrittenAnswer]:
    """Every body, the same ones in the same order each time."""
    for path in sorted(FOLDER.glob("*.txt")):
        kind, *form = path.name.split(".")
        for sample in path.read_text("utf-8").split("#### ")[1:]:
            name, _, rest = sample.partition("\n")
            body, _, newest = rest.partition("#=\n")
            yield WrittenAnswer(kind.replace("_", " "), name, body, newest, form[0] == "html")
