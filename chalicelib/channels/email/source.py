"""A mail as it came, for people who want to see for themselves: every header decoded, and the raw text."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.channels.email.encoded_words import header_text
from chalicelib.channels.email.header_block import read_root_headers

MOST_HEADERS = 1_000
LONGEST_VALUE = 10_000
LONGEST_SOURCE = 400_000


@dataclass(frozen=True, slots=True)
class MailSource:
    """`headers` in their order, as a person reads them; `text` the raw mail from its beginning.

    `size` in bytes is that of the whole mail; `cut`: there is more of it than `text` and `headers` hold.
    """

    headers: tuple[tuple[str, str], ...]
    text: str
    size: int
    cut: bool


def read_source(raw: bytes) -> MailSource:
    """Any bytes. What is no UTF-8 in the raw text stands as `\\xe9`: nothing is guessed there."""
    block, _ = read_root_headers(raw)
    headers = tuple(
        (name.decode("ascii", "replace"), header_text(value[:LONGEST_VALUE]))
        for name, value in block.order[:MOST_HEADERS]
    )
    shown = raw[:LONGEST_SOURCE]
    text = shown.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    long = any(len(value) > LONGEST_VALUE for _, value in block.order[:MOST_HEADERS])
    cut = len(raw) > LONGEST_SOURCE or len(block.order) > MOST_HEADERS or long
    return MailSource(headers, text, len(raw), cut)
