"""The newly written part of a mail: without quotes, forwards, signatures and notices."""

import re

from chalicelib.channels.email.quote_marks import (
    attribution_end,
    header_block_end,
    is_forward,
    is_quoted,
    is_rule,
    is_separator,
    may_be_mark,
)
from chalicelib.channels.email.signatures import without_signature

_BLANKS = re.compile(r"\n{3,}")
_MOST_LINES = 50_000


def newest_part(text: str) -> str:
    """The lines of `text` that are new, in order; "" when all of it is quoted or forwarded. Never raises."""
    lines = [
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    ]
    blocks = _new_blocks(lines)
    for block in blocks:
        _drop_rule(block)
    kept = [trimmed for block in blocks if (trimmed := "\n".join(without_signature(block)).strip("\n"))]
    return _BLANKS.sub("\n\n", "\n\n".join(kept)).strip()


def newest_part_of_html(html: str) -> str:
    """The newly written part of an HTML body, as text. Uses what each program's markup says about quotes."""
    from chalicelib.channels.email.quoting_html import quoted_text_of_html

    return newest_part(quoted_text_of_html(html))


def _new_blocks(lines: list[str]) -> list[list[str]]:
    """Runs of lines between the quotes; ends at the mark behind which everything is quoted."""
    blocks: list[list[str]] = [[]]
    index = 0
    while index < len(lines):
        line = lines[index]
        end = _quoted_until(lines, index) if may_be_mark(line) else index
        if end > index:
            if blocks[-1]:
                blocks.append([])
            index = end
        else:
            blocks[-1].append(line)
            index += 1
    return blocks


def _quoted_until(lines: list[str], index: int) -> int:
    """Where the quote that begins at this line ends; `index` when the line is no mark of one."""
    if is_quoted(lines[index]):
        return index + 1
    if _everything_behind_is_quoted(lines, index):
        return len(lines)
    end = attribution_end(lines, index)
    if end > index and not _goes_on_quoted(lines, end):
        return len(lines)
    return end


def _everything_behind_is_quoted(lines: list[str], index: int) -> bool:
    line = lines[index]
    return is_separator(line) or is_forward(line) or header_block_end(lines, index) > index


def _goes_on_quoted(lines: list[str], index: int) -> bool:
    """Behind an attribution: quote marks (then an answer may stand below), or unmarked old text."""
    for line in lines[index : index + 4]:
        if line.strip():
            return is_quoted(line)
    return False


def _drop_rule(block: list[str]) -> None:
    """A line drawn above a quote belongs to it."""
    while block and (not block[-1].strip() or is_rule(block[-1])):
        block.pop()
