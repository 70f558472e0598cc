"""Run by the guided fuzzer's test: bytes that reach new code are kept and changed further, until time is up.

python -m tests.fuzz.guided TARGET CORPUS [options of libFuzzer]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

atheris = import_module("atheris")  # only in the environment of its own

with atheris.instrument_imports(include=["chalicelib"]):
    from tests.fuzz.reader_promises import html_is_shown, keeps_promises, text_is_cut

TARGETS: dict[str, Callable[[bytes], object]] = {
    "mail": keeps_promises,
    "text": lambda data: text_is_cut(data.decode("utf-8", "replace")),
    "html": lambda data: html_is_shown(data.decode("utf-8", "replace")),
}


def main(target: str, corpus: Path, options: list[str]) -> None:
    """Does not return: libFuzzer ends the process, with 0 when every promise was kept."""
    atheris.Setup([target, *options, str(corpus)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
