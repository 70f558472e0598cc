"""Address lists (RFC 5322, RFC 6854): groups, comments, quoted locals, and what senders write instead."""

import re

from chalicelib.channels.email.address_words import clean_address, mailboxes_of, tidy_name
from chalicelib.channels.email.encoded_words import ENCODED_WORD, decode_words
from chalicelib.channels.email.inbound_mail import Mailbox

_ADDRESS = r"[^\s<>\"(),;:\\@'\[=]++@[^\s<>\"(),;:\\@']++"
# One mailbox as nearly all are written, up to the comma behind it.
_ORDINARY = re.compile(
    rf"\s*+(?:(?:\"([^\"\\<>]*+)\"\s*+|([^\"<>(),;:@\\]*+))<({_ADDRESS})>|({_ADDRESS}))\s*+(?:,|\Z)"
)
_SPECIAL = re.compile(r"[\"(<>,;:)]|=\?")
_SPACES = re.compile(r"\s+")
_STRAY_QUOTE = re.compile(r"\"\s*<[^\s<>\"]{1,300}@[^\s<>\"]{1,300}>\s*(?:[,;]|\Z)")
# Lotus Notes quotes the person's name and writes the units of the company behind it.
_QUOTED_LOCAL = re.compile(
    r"\s*\"((?:[^\"\\]|\\.){0,128}+)\"(/[^\s<>()\",;:@]{1,200})?+\s?@\s?([^\s<>,;]{1,300})"
)
_DOT_ATOM = re.compile(r"[^\s<>\"(),;:\\@\[\].]+(?:\.[^\s<>\"(),;:\\@\[\].]+)*\Z")
_LOCAL_USER = re.compile(r"[a-z0-9._+-]+\Z")
LONGEST_LIST = 262_144
_MOST = 5_000


def parse_addresses(text: str, *, is_sender: bool = False) -> tuple[Mailbox, ...]:
    """Every mailbox of a header value whose encoded words are not decoded yet; groups are opened.

    `is_sender`: words without address are no recipient of their own but a part of the sender's name.
    """
    text = text[:LONGEST_LIST].strip()
    if not text:
        return ()
    return tuple(_Reader(_decoded_list(text), is_sender).mailboxes())


def _decoded_list(text: str) -> str:
    """A whole list inside encoded words is decoded first; else the words may hide commas of names."""
    if not text.startswith("=?") or "@" in text:
        return text
    inside = decode_words(text)
    return inside if inside.count("@") > 1 and "," in inside and "=?" not in inside else text


class _Reader:
    """Reads a list from left to right, once; every step moves on, so the time is linear."""

    def __init__(self, text: str, is_sender: bool) -> None:
        self._text = text
        self._is_sender = is_sender
        self._at = 0
        self._found: list[Mailbox] = []
        self._fragments: list[str] = []
        self._quotes_are_closed = True
        self._clear()

    def _clear(self) -> None:
        self._phrase: list[str] = []
        self._looked_through = 0
        self._is_within_address = False
        self._is_quoted = False
        self._quoted_address = ""
        self._comments: list[str] = []
        self._address: str | None = None
        self._words_before = 0

    def mailboxes(self) -> list[Mailbox]:
        while self._take_ordinary() or self._take_next():
            pass
        self._finish()
        self._flush_fragments()
        return self._found

    def _take_ordinary(self) -> bool:
        """A whole mailbox at once; only where one can begin, and nothing odd stands before it."""
        if self._phrase or self._fragments or self._is_full():
            return False
        ordinary = _ORDINARY.match(self._text, self._at)
        if not ordinary:
            return False
        quoted, words, within, bare = ordinary.groups()
        self._found.append(Mailbox((within or bare).lower(), tidy_name(quoted or words or "")))
        self._at = ordinary.end()
        return True

    def _is_full(self) -> bool:
        return self._at >= len(self._text) or len(self._found) + len(self._fragments) >= _MOST

    def _take_next(self) -> bool:
        """The words up to the next special character, and that; False at the end."""
        if self._is_full():
            return False
        special = _SPECIAL.search(self._text, self._at)
        stop = special.start() if special else len(self._text)
        self._phrase.append(self._text[self._at : stop])
        self._at = stop
        if special:
            self._take(special[0])
        return True

    def _take(self, special: str) -> None:
        if special == "=?":
            self._take_encoded_word()
        elif special == '"':
            self._take_quoted()
        elif special == "(":
            self._take_comment()
        elif special == "<":
            self._take_angle()
        elif special in ",;":
            self._at += 1
            self._finish(is_list=special == ",")
        elif special == ":":
            self._take_colon()
        else:
            self._at += 1

    def _take_encoded_word(self) -> None:
        match = ENCODED_WORD.match(self._text, self._at, self._at + 4_000)
        self._phrase.append(match[0] if match else "=?")
        self._at = match.end() if match else self._at + 2

    def _take_quoted(self) -> None:
        """A quoted string is a name, or the local part when @ follows at once; a stray quote is nothing."""
        if local := _QUOTED_LOCAL.match(self._text, self._at):
            self._quoted_address = _with_local(local)
            self._at = local.end()
            return
        end = self._at + 1
        is_stray = not self._quotes_are_closed or _STRAY_QUOTE.match(self._text, self._at)
        while end < len(self._text) and self._text[end] != '"' and not is_stray:
            end += 2 if self._text[end] == "\\" else 1
        self._quotes_are_closed &= end < len(self._text)
        if end >= len(self._text) or is_stray or self._phrase[-1].endswith("\\"):
            self._phrase[-1] = self._phrase[-1].removesuffix("\\")
            self._at += 1
            return
        self._phrase.append(_unescaped(self._text[self._at + 1 : end]))
        self._is_quoted = True
        self._at = end + 1

    def _take_comment(self) -> None:
        depth, at = 0, self._at
        while at < len(self._text):
            char = self._text[at]
            at += 2 if char == "\\" else 1
            depth += (char == "(") - (char == ")")
            if depth == 0:
                break
        self._comments.append(_unescaped(self._text[self._at + 1 : at - 1 if depth == 0 else at]))
        self._phrase.append(" ")
        self._at = at

    def _take_angle(self) -> None:
        """<address>; a missing > ends at the next comma or at the end. A second one is a second mailbox."""
        address, self._at = _angle_address(self._text, self._at)
        if address and self._address and "@" in self._address and address.lower() != self._address.lower():
            behind = self._phrase[self._words_before :]
            self._phrase = self._phrase[: self._words_before]
            self._finish()
            self._phrase = behind
        if not self._address or ("@" in address and "@" not in self._address):
            self._address = address
            self._words_before = len(self._phrase)

    def _take_colon(self) -> None:
        """`Group name:` opens a group; a colon inside an address (route, IPv6) is part of the words."""
        self._at += 1
        new = self._phrase[self._looked_through :]  # each piece once, however many colons there are
        self._looked_through = len(self._phrase)
        self._is_within_address |= any("@" in piece or "[" in piece for piece in new)
        if self._is_within_address:
            self._phrase.append(":")
        else:
            self._clear()

    def _finish(self, *, is_list: bool = False) -> None:
        """One mailbox is over. Words behind the address are its name only where none stand before it."""
        words = "".join(self._phrase[: self._words_before]).strip() or "".join(self._phrase).strip()
        comments = [comment for comment in map(tidy_name, self._comments) if comment]
        address, quoted, is_quoted = self._address, self._quoted_address, self._is_quoted
        self._clear()
        if quoted:
            address, words = (address, f"{quoted} {words}".rstrip()) if address else (quoted, words)
        if is_list and words and address is None and not is_quoted and "@" not in decode_words(words):
            self._fragments.append(words)
        elif address or words or comments:
            words = words if is_quoted or not address else self._with_fragments(words)
            self._flush_fragments()
            self._found += mailboxes_of(words, address, comments)

    def _with_fragments(self, words: str) -> str:
        """`Doe, John <…>`: a name whose comma nobody quoted; not two full names, nor a user of the host."""
        fragments = self._fragments
        is_one_name = words and not any(
            _LOCAL_USER.match(fragment) or (" " in fragment and " " in words and not self._is_sender)
            for fragment in fragments
        )
        self._fragments = [] if is_one_name else fragments
        return ", ".join((*fragments, words)) if is_one_name else words

    def _flush_fragments(self) -> None:
        """Words between commas that turned out to be no beginning of a name."""
        for words in self._fragments:
            self._found += mailboxes_of(words, None, [])
        self._fragments = []


def _angle_address(text: str, start: int) -> tuple[str, int]:
    """The address in the angle brackets that open at `start`, and where to read on."""
    if quoted := _QUOTED_LOCAL.match(text, start + 1):
        return _with_local(quoted), _behind_bracket(text, quoted.end())
    end = re.compile(r"[>,;<]").search(text, start + 1)
    stop = end.start() if end else len(text)
    inner = text[start + 1 : stop]
    if end and end[0] in ",;" and inner.lstrip().startswith("@") and (route := text.find(">", stop)) >= 0:
        inner, stop = text[start + 1 : route], route
    return clean_address(decode_words(inner)), _behind_bracket(text, stop)


def _behind_bracket(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == ">" else at


def _with_local(match: re.Match[str]) -> str:
    """An address with a quoted local part, without the quotes where they quote nothing."""
    local = match[1] + (match[2] or "")
    return f"{local}@{match[3]}" if _DOT_ATOM.match(local) else f'"{local}"@{match[3]}'


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text) if "\\" in text else text
