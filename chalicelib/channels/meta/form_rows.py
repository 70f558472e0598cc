"""What was filled in of a form, in the lines that the inbox makes a table of."""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import plain_lines


def form_row(label: str, answer: str) -> str:
    """ "label: answer", or the answer alone. Its further lines begin with a tab, so they begin no row."""
    return _one_row(f"{label.replace(': ', ' - ')}: {answer}" if label else answer)


def form_rows(value: object) -> list[str]:
    """A row for each field of an object that has a value."""
    return [_one_row(line) for line in plain_lines(value)]


def _one_row(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\n\t")
