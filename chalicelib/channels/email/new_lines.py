"""The newly written part of a mail: without quotes, forwards, signatures and notices."""

import re

from chalicelib.channels.email.attributions import (
    attribution_end,
    attribution_in_line,
    begins_with_address,
    next_is_quoted,
)
from chalicelib.channels.email.quote_marks import (
    header_block_end,
    is_forward,
    is_quoted,
    is_reply_above,
    is_rule,
    is_separator,
    may_be_mark,
    notes_heading_above,
)
from chalicelib.channels.email.signatures import without_signature

_BLANKS = re.compile(r"\n{3,}")
_LONGEST = 300_000
_MOST_LINES = 10_000
_WRAPPED_AT = 66
_LONGEST_REST = 30
_LONGEST_NAME = 60


def newest_part(text: str) -> str:
    """The lines of `text` that are new, in order; "" when all of it is quoted or forwarded. Never raises."""
    text = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip() for line in text.split("\n")[:_MOST_LINES]]
    if "-----BEGIN PGP SIG" in text:
        lines = _without_armour(lines)
    blocks, has_quotes = _new_blocks(lines)
    kept = [words for block in blocks if (words := _words(without_signature(block)))]
    if not kept and not has_quotes:  # never cut the only content
        kept = [words for block in blocks if (words := _words(block))]
    return _BLANKS.sub("\n\n", "\n\n".join(kept)).strip("\n")


def _without_armour(lines: list[str]) -> list[str]:
    """The words inside an OpenPGP clear-text signature (RFC 9580, 7)."""
    kept: list[str] = []
    in_signature = in_head = False
    for line in lines:
        if line.startswith("-----BEGIN PGP SIGNED MESSAGE"):
            in_head = True
        elif line.startswith(("-----BEGIN PGP SIGNATURE", "-----END PGP SIGNATURE")):
            in_signature = line.startswith("-----BEGIN")
        elif in_head:
            in_head = bool(line)
        elif not in_signature:
            kept.append(line.removeprefix("- "))
    return kept


def _words(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n")


def _new_blocks(lines: list[str]) -> tuple[list[list[str]], bool]:
    """Runs of lines between the quotes, and whether there are quotes at all."""
    blocks: list[list[str]] = [[]]
    has_quotes = False
    index = 0
    while index < len(lines):
        line = lines[index]
        end = _quoted_until(lines, index) if may_be_mark(line) else index
        if end > index:
            has_quotes = True
            if begins_with_address(line):
                _drop_name(blocks[-1])
            elif heading := index - notes_heading_above(lines, index):
                del blocks[-1][-heading:]
            _drop_rule(blocks[-1])
            if blocks[-1]:
                blocks.append([])
            index = end
            continue
        blocks[-1].append(line)
        index += 1
        if (at := attribution_in_line(line)) >= 0:
            blocks[-1][-1] = line[:at].rstrip()
            has_quotes = True
            if not next_is_quoted(lines, index):
                break
    return blocks, has_quotes


def _quoted_until(lines: list[str], index: int) -> int:
    """Where the quote that begins at this line ends; `index` when the line is no mark of one."""
    if is_quoted(lines[index]):
        return _with_wrapped_rest(lines, index + 1)
    if _everything_behind_is_quoted(lines, index):
        return len(lines)
    end = attribution_end(lines, index)
    if end > index and not next_is_quoted(lines, end):
        return len(lines)
    return end


def _with_wrapped_rest(lines: list[str], index: int) -> int:
    """A short line between two quoted ones is the rest of a long one, wrapped without a mark."""
    if index + 1 >= len(lines) or len(lines[index - 1]) < _WRAPPED_AT or not is_quoted(lines[index + 1]):
        return index
    is_rest = 0 < len(lines[index]) <= _LONGEST_REST and not is_quoted(lines[index])
    return index + 1 if is_rest else index


def _everything_behind_is_quoted(lines: list[str], index: int) -> bool:
    line = lines[index]
    return (
        is_separator(line)
        or is_forward(line)
        or is_reply_above(line)
        or header_block_end(lines, index) > index
    )


def _drop_name(block: list[str]) -> None:
    """The sender's name, when the attribution is folded between it and the address."""
    if block and 0 < len(block[-1].strip()) <= _LONGEST_NAME:
        block.pop()


def _drop_rule(block: list[str]) -> None:
    """A line drawn above a quote belongs to it."""
    while block and (not block[-1].strip() or is_rule(block[-1])):
        block.pop()
