"""Header values of mail that goes out: any text in ASCII lines that every mail program reads the same."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

LINE = 76  # a line with encoded words may have no more (RFC 2047, 2)
WORD = 75
LONGEST_TOKEN = 900  # RFC 5322, 2.1.1: a line may have 998, and there is no place to fold within a token
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_UNSAFE_NAME = re.compile(r"[^A-Za-z0-9 ._()+,@-]+")
_SEGMENT = 48


def clean(value: str) -> str:
    """One line: no line end or control character of a person's may begin a header of theirs."""
    return CONTROL.sub(" ", value).strip()


def unstructured(text: str, used: int) -> str:
    """A value such as a subject, folded; encoded (RFC 2047) where it is not plain ASCII.

    `used`: how many characters of the first line the header's name takes, with its colon and space.
    """
    text = clean(text)
    if _needs_words(text):
        return "\n ".join(encoded_words(text, used))
    return _folded(text, used)


def mailbox(name: str, address: str) -> str:
    """`name <address>` as it stands in an address list, at most two lines, each short enough."""
    name, address = clean(name), ascii_address(address)
    if not name:
        return address
    if _needs_words(name):
        shown = "\n ".join(encoded_words(name, LINE // 4))
    elif _ATOM.fullmatch(name):
        shown = name
    else:
        shown = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    last = shown.rpartition("\n")[2]
    between = " " if len(last) + len(address) + 20 <= LINE else "\n "
    return f"{shown}{between}<{address}>"


def ascii_address(address: str) -> str:
    """Its domain as it is written on the wire (IDNA). What cannot be written so stays as it is."""
    local, at, domain = clean(address).rpartition("@")
    try:
        return (
            f"{local}{at}{domain.encode('idna').decode('ascii')}" if not domain.isascii() else clean(address)
        )
    except UnicodeError:
        return clean(address)


def encoded_words(text: str, used: int) -> Iterator[str]:
    """Encoded words (RFC 2047) of whole characters, none longer than 75; the first is shorter by `used`."""
    letters = sum(character.isascii() and character.isalnum() for character in text)
    as_words = _quoted if letters * 2 > len(text) else _based
    piece = ""
    room = WORD - used
    for character in text:
        if piece and len(as_words(piece + character)) > room:
            yield as_words(piece)
            piece, room = "", WORD
        piece += character
    yield as_words(piece)


def file_names(name: str) -> tuple[str, str]:
    """Parameters for Content-Type and Content-Disposition that name a file.

    The latter has the true name (RFC 2231 where it is not plain ASCII, in pieces where it is long); the
    former a name in ASCII for programs that know nothing else.
    """
    name = clean(name) or "file"
    if name.isascii() and _UNSAFE_NAME.search(name) is None:
        return f'name="{name}"', f'filename="{name}"'
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, ending) if stem else (ending, "")
    plain = _ascii(stem).strip(" .") or "file"
    plain = f"{plain}{dot}{_ascii(ending)}" if ending and _ascii(ending) else plain
    return f'name="{plain}"', _extended(name)


def _extended(name: str) -> str:
    """`filename*=utf-8''…`, or `filename*0*=…; filename*1*=…`; no character is cut in two."""
    pieces: list[str] = [""]
    for character in name:
        encoded = quote(character, safe="")
        if len(pieces[-1]) + len(encoded) > _SEGMENT:
            pieces.append("")
        pieces[-1] += encoded
    if len(pieces) == 1:
        return f"filename*=utf-8''{pieces[0]}"
    pieces[0] = f"utf-8''{pieces[0]}"
    return ";\n ".join(f"filename*{number}*={piece}" for number, piece in enumerate(pieces))


def _ascii(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _UNSAFE_NAME.sub("_", bare).strip("_")


def _needs_words(text: str) -> bool:
    tokens = text.split(" ")
    return not text.isascii() or "=?" in text or max(map(len, tokens)) > LONGEST_TOKEN or "" in tokens[1:]


def _folded(text: str, used: int) -> str:
    lines = [""]
    for token in text.split(" "):
        room = LINE - (used if len(lines) == 1 else 1)
        if lines[-1] and len(lines[-1]) + 1 + len(token) > room:
            lines.append(token)
        else:
            lines[-1] += f" {token}" if lines[-1] else token
    return "\n ".join(lines)


def _quoted(text: str) -> str:
    coded = "".join(
        chr(byte) if byte in _PLAIN else "_" if byte == 32 else f"={byte:02X}" for byte in text.encode()
    )
    return f"=?utf-8?q?{coded}?="


def _based(text: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="
