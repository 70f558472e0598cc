"""The newly written part of a mail: without quotes, forwards, signatures and notices."""

import re

from chalicelib.channels.email.attributions import (
    attribution_end,
    attribution_in_line,
    begins_with_address,
    may_begin_attribution,
    next_is_quoted,
    next_words,
)
from chalicelib.channels.email.header_lines import (
    are_foreign_fields,
    block_in_line,
    has_sender,
    header_block_end,
    is_dated_sender,
    is_foreign_block,
    is_notes_heading,
    label_of,
)
from chalicelib.channels.email.quote_marks import (
    are_prompts,
    is_between_dashes,
    is_drawn_quote,
    is_forward,
    is_groupwise,
    is_quoted,
    is_reply_above,
    is_rule,
    is_separator,
    may_be_mark,
    names_original,
    separator_in_line,
)
from chalicelib.channels.email.signatures import without_signature

_BLANKS = re.compile(r"\n{3,}")
_LONGEST = 300_000
_MOST_LINES = 10_000
# Blanks of every width, and those of none, on the end of a line.
_UNSEEN = (
    " \t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u2060\u2063\u3000\ufeff"
)
_MESSAGE_ID = re.compile(r"<[^<>\s]{5,100}>:?\Z")
_WRAPPED_AT = 66
_LONGEST_REST = 30
_LONGEST_NAME = 60
_LONGEST_LABEL = 40


def newest_part(text: str) -> str:
    """The lines of `text` that are new, in order; "" when all of it is quoted or forwarded. Never raises."""
    text = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("&nbsp;", " ")
    lines = [line.rstrip(_UNSEEN) for line in text.split("\n")[:_MOST_LINES]]
    if "-----BEGIN PGP SIG" in text:
        lines = _without_armour(lines)
    found = _Reading(lines)
    found.read()
    kept = [
        words
        for number, block in enumerate(found.blocks)
        if (words := _words(without_signature(block, is_below_quote=number > 0)))
    ]
    if not kept and not found.has_quotes:  # never cut the only content
        kept = [words for block in found.blocks if (words := _words(block))]
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


class _Reading:
    """Goes down the lines; keeps the runs between the quotes, and whether there are quotes at all."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._are_prompts = ">>> " in "\n".join(lines) and are_prompts(lines)
        self._is_signed = False  # below "-- " a drawn mark is a picture
        self.blocks: list[list[str]] = [[]]
        self.has_quotes = False

    def read(self) -> None:
        """Sort every line."""
        index = 0
        while index < len(self._lines):
            end = self._quoted_until(index)
            if end > index:
                self._leave_out(index)
                index = end
            else:
                index = self._take(index)

    def _quoted_until(self, index: int) -> int:
        line = self._lines[index]
        if not (may_be_mark(line) or may_begin_attribution(line)):
            return index
        if self._is_signed and is_drawn_quote(line):
            return index
        if self._are_prompts and line.startswith(">"):
            return index
        end = _quoted_until(self._lines, index)
        if end == len(self._lines) and not any(map(_words, self.blocks)):
            return _marked_headers_end(self._lines, index)
        return end

    def _leave_out(self, index: int) -> None:
        """A quote begins here: what was drawn or named above it belongs to it."""
        line, block = self._lines[index], self.blocks[-1]
        self.has_quotes, self._is_signed = True, False
        if is_quoted(line):
            pass  # nothing of it stands above
        elif begins_with_address(line):
            _drop_name(block)
        elif is_notes_heading(self._lines, index):
            _drop_notes_sender(block, line)
        _drop_rule(block)
        if block:
            self.blocks.append([])

    def _take(self, index: int) -> int:
        """Keep the line, or its beginning; the index of the next."""
        line = self._lines[index]
        at = _quote_in_line(self._lines, index)
        self.blocks[-1].append(line if at < 0 else line[:at].rstrip())
        self._is_signed = self._is_signed or line == "--"
        if at < 0:
            return index + 1
        self.has_quotes = True
        return index + 1 if next_is_quoted(self._lines, index + 1) else len(self._lines)


def _quote_in_line(lines: list[str], index: int) -> int:
    """Where in a line of new words a quote begins, its line break lost; -1 if none does."""
    line = lines[index]
    if ":" not in line and "-----" not in line:
        return -1
    if (at := attribution_in_line(line)) >= 0 or (at := separator_in_line(line)) >= 0:
        return at
    return block_in_line(lines, index)


def _quoted_until(lines: list[str], index: int) -> int:
    """Where the quote that begins at this line ends; `index` when the line is no mark of one."""
    if is_quoted(lines[index]):
        if _marks_end_with_heading(lines, index):
            return len(lines)
        return _with_wrapped_rest(lines, index + 1)
    if _everything_behind_is_quoted(lines, index):
        return len(lines)
    end = attribution_end(lines, index)
    if end > index and not next_is_quoted(lines, end):
        return len(lines)
    return end


def _marks_end_with_heading(lines: list[str], index: int) -> bool:
    """Some mark only what they write above the old mail: all the rest is old, though it has no marks."""
    if is_groupwise(lines[index]):
        return not next_is_quoted(lines, index + 1)
    end = header_block_end(lines, index) if ":" in lines[index][:_LONGEST_LABEL] else index
    if end == index or not all(map(is_quoted, lines[index:end])):
        return False
    while end < len(lines) and not lines[end].strip(" >\t"):
        end += 1
    return end < len(lines) and not is_quoted(lines[end])


def _marked_headers_end(lines: list[str], index: int) -> int:
    """With no words above, headers in front of marked lines quote only these: the answer is below.

    The number of lines when it is not so.
    """
    start = index + 1 if is_separator(lines[index]) else index
    end = header_block_end(lines, start) if start < len(lines) else start
    return end if end > start and next_is_quoted(lines, end) else len(lines)


def _with_wrapped_rest(lines: list[str], index: int) -> int:
    """A short line between two quoted ones is the rest of a long one, wrapped without a mark."""
    if index < len(lines) and _MESSAGE_ID.match(lines[index]):
        return index + 1
    if index + 1 >= len(lines) or len(lines[index - 1]) < _WRAPPED_AT or not is_quoted(lines[index + 1]):
        return index
    is_rest = 0 < len(lines[index]) <= _LONGEST_REST and not is_quoted(lines[index])
    return index + 1 if is_rest else index


def _everything_behind_is_quoted(lines: list[str], index: int) -> bool:
    line = lines[index]
    return bool(
        is_separator(line)
        or is_forward(line)
        or is_reply_above(line)
        or header_block_end(lines, index) > index
        or is_foreign_block(lines, index)
        or (is_between_dashes(line) and _has_fields_below(lines, index))
        or is_notes_heading(lines, index)
        or is_dated_sender(lines, index)
    )


def _has_fields_below(lines: list[str], index: int) -> bool:
    return bool(label_of(next_words(lines, index + 1))) or are_foreign_fields(lines, index + 1)


def _drop_name(block: list[str]) -> None:
    """The sender's name, when the attribution is folded between it and the address."""
    if block and 0 < len(block[-1].strip()) <= _LONGEST_NAME:
        block.pop()


def _drop_notes_sender(block: list[str], heading: str) -> None:
    """The line above the date, and the company's name that some wrote above both, both set in by a tab."""
    if not has_sender(heading):
        if block and not block[-1].strip():
            block.pop()
        _drop_name(block)
    if not heading.startswith(("\t", " ")):
        return
    above = next((index for index in range(len(block) - 1, -1, -1) if block[index].strip()), -1)
    if above > 0 and block[above].startswith("\t") and not block[above - 1].strip():
        del block[above:]


def _drop_rule(block: list[str]) -> None:
    """A line drawn above a quote belongs to it."""
    while block and (not block[-1].strip() or is_rule(block[-1]) or names_original(block[-1])):
        block.pop()
