"""Address lists (RFC 5322, RFC 6854): groups, comments, quoted locals, and what senders write instead."""

import re

from chalicelib.channels.email.encoded_words import ENCODED_WORD, decode_words
from chalicelib.channels.email.inbound_mail import Mailbox

_PLAIN = re.compile(
    r"\s*(?:\"([^\"\\<>]*)\"|([^\"<>(),;:@\\=]*))\s*<([^\s<>\"(),;:\\@]+@[^\s<>\"(),;:\\@]+)>\s*\Z"
)
_BARE = re.compile(r"[^\s<>\"(),;:\\@]+@[^\s<>\"(),;:\\@]+\Z")
_SPECIAL = re.compile(r"[\"(<>,;:)]|=\?")
_SPACES = re.compile(r"\s+")
_INSIDE = re.compile(r"<\s*([^\s<>]+@[^\s<>]+)\s*>")
# the look behind keeps it linear: a long run without @ is tried once, not from every place in it
_FIRST_ADDRESS = re.compile(r"(?<![^\s<>\"(),;:\\@\[\]'])[^\s<>\"(),;:\\@\[\]']+@[^\s<>\"(),;:\\@\[\]']+")
_LONGEST = 262_144
_MOST = 5_000


def parse_addresses(text: str) -> tuple[Mailbox, ...]:
    """Every mailbox of a header value whose encoded words are not decoded yet; groups are opened."""
    text = text[:_LONGEST].strip()
    if not text:
        return ()
    if simple := _PLAIN.match(text):
        return (Mailbox(simple[3].lower(), _tidy(simple[1] or simple[2] or "")),)
    if _BARE.match(text):
        return (Mailbox(text.lower()),)
    return tuple(_Reader(text).mailboxes())


def _tidy(name: str) -> str:
    """A display name: decoded, one space between words, no quotes around it."""
    name = _SPACES.sub(" ", decode_words(name)).strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].strip()
    return name


class _Reader:
    """Reads a list from left to right, once; every step moves on, so the time is linear."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._found: list[Mailbox] = []
        self._clear()

    def _clear(self) -> None:
        self._phrase: list[str] = []
        self._looked_through = 0
        self._is_within_address = False
        self._comments: list[str] = []
        self._address: str | None = None

    def mailboxes(self) -> list[Mailbox]:
        while self._at < len(self._text) and len(self._found) < _MOST:
            special = _SPECIAL.search(self._text, self._at)
            stop = special.start() if special else len(self._text)
            self._phrase.append(self._text[self._at : stop])
            self._at = stop
            if special:
                self._take(special[0])
        self._finish()
        return self._found

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
            self._finish()
        elif special == ":":
            self._take_colon()
        else:
            self._at += 1

    def _take_encoded_word(self) -> None:
        match = ENCODED_WORD.match(self._text, self._at, self._at + 4_000)
        self._phrase.append(match[0] if match else "=?")
        self._at = match.end() if match else self._at + 2

    def _take_quoted(self) -> None:
        """A quoted string is a name, or the local part when @ follows at once."""
        end = self._at + 1
        while end < len(self._text) and self._text[end] != '"':
            end += 2 if self._text[end] == "\\" else 1
        inner = re.sub(r"\\(.)", r"\1", self._text[self._at + 1 : end])
        self._at = end + 1
        is_local = self._text[self._at : self._at + 1] == "@" and "=?" not in inner
        self._phrase.append(f'"{inner}"' if is_local else inner)

    def _take_comment(self) -> None:
        depth, at = 0, self._at
        while at < len(self._text):
            char = self._text[at]
            at += 2 if char == "\\" else 1
            depth += (char == "(") - (char == ")")
            if depth == 0:
                break
        self._comments.append(self._text[self._at + 1 : at - 1 if depth == 0 else at])
        self._phrase.append(" ")
        self._at = at

    def _take_angle(self) -> None:
        """<address>; a missing > ends at the next comma or at the end."""
        quoted = re.compile(r"<\s*(\"(?:[^\"\\]|\\.){0,500}\"@[^\s<>,;]+)\s*>?").match(self._text, self._at)
        if quoted:
            self._address, self._at = quoted[1], quoted.end()
            return
        end = re.compile(r"[>,;<]").search(self._text, self._at + 1)
        stop = end.start() if end else len(self._text)
        inner = self._text[self._at + 1 : stop]
        if (
            end
            and end[0] in ",;"
            and (route := self._text.find(">", stop)) >= 0
            and inner.lstrip().startswith("@")
        ):
            inner, stop, end = self._text[self._at + 1 : route], route, None
            self._at = route + 1
        else:
            self._at = stop + 1 if end and end[0] == ">" else stop
        address = _SPACES.sub("", re.sub(r"\([^()]*\)", "", decode_words(inner)))
        if address.startswith("@") and ":" in address:  # a source route: <@relay:user@host>
            address = address.rpartition(":")[2]
        if self._address is None or not self._address:
            self._address = address.removeprefix("mailto:")

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

    def _finish(self) -> None:
        words = "".join(self._phrase).strip()
        comments = [comment for comment in map(_tidy, self._comments) if comment]
        address, name = self._address, _tidy(words)
        self._clear()
        if address is None or (not address and "@" in words):
            address, name = _address_in(words, name)
        if not address and comments and _BARE.match(comments[-1]):
            address = comments.pop()
        if not name and comments:
            name = comments[-1]
        if not address and (inside := _INSIDE.search(name)):
            address, name = inside[1], _tidy(name[: inside.start()])
        if address or name:
            self._found.append(Mailbox(address.strip().lower(), name))


def _address_in(words: str, name: str) -> tuple[str, str]:
    """An address without angle brackets, and what is left as the name."""
    compact = re.sub(r"\s*([@.])\s*", r"\1", words)
    if re.match(r"\"[^\"]*\"@\S+\Z", compact) or (
        compact and not re.search(r"[\s]", compact) and "=?" not in compact
    ):
        return compact, ""
    if "<" not in name and (found := _FIRST_ADDRESS.search(name)):
        return found[0], _tidy((name[: found.start()] + name[found.end() :]).strip(" []'"))
    return "", name
