"""Encoded words (RFC 2047) in headers, also where the rules forbid them, and raw 8-bit headers."""

import binascii
import re

from chalicelib.channels.email.charsets import decoded
from chalicelib.channels.email.header_block import unfolded
from chalicelib.channels.email.transfer_encoding import from_base64

ENCODED_WORD = re.compile(
    r"=\?\s{0,3}\"?([^?\s=\"]{0,60})\"?\s{0,3}\?\s{0,3}"
    r"(?:([bB])\s{0,3}\?([^?]*)|([qQ])\s{0,3}\?(.*?))(?:\?=|(?<=[A-Za-z0-9+/=])\??\Z)",
    re.DOTALL,
)
_OPEN_END = re.compile(r"[A-Za-z0-9+/=]\??\Z")
_NO_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2})")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


def header_text(value: bytes | None, hint: str = "") -> str:
    """An unstructured header value as text. `hint` is the charset of raw 8-bit bytes, if one is known."""
    return decode_words(header_string(value, hint))


def header_line(value: bytes | None, hint: str = "") -> str:
    """The same on one line: line ends that an encoded word smuggles in become one space."""
    text = header_text(value, hint)
    return text if text.isprintable() else _CONTROLS.sub(" ", text.replace("\0", "")).strip()


def header_string(value: bytes | None, hint: str = "") -> str:
    """The value unfolded, 8-bit bytes decoded, encoded words as they are: the form to split into parts."""
    if not value:
        return ""
    return unfolded(
        value.decode("ascii") if value.isascii() and b"\x1b" not in value else decoded(value, hint)
    )


def decode_words(text: str) -> str:
    """Every encoded word in `text` decoded; white space between two of them belongs to nobody."""
    if "=?" not in text:
        return text
    out: list[str] = []
    run: list[tuple[str, bytes]] = []
    position = 0
    for match in ENCODED_WORD.finditer(text, 0, _last_end(text)):
        between = text[position : match.start()]
        if between.strip() or (between and not run):
            out.append(_joined(run))
            run = []
            out.append(between)
        run.append((match[1].partition("*")[0].lower(), _word_bytes(match)))
        position = match.end()
    out.append(_joined(run))
    out.append(text[position:])
    return "".join(out)


def _last_end(text: str) -> int:
    """Behind which no encoded word can end: else every word that is never closed is read to the very end."""
    return len(text) if _OPEN_END.search(text) else text.rfind("?=") + 2


def _word_bytes(match: re.Match[str]) -> bytes:
    if match[2]:
        return from_base64(match[3].encode("ascii", "ignore"))
    content = match[5].replace(" ", "_").encode("utf-8", "surrogateescape")
    return binascii.a2b_qp(_NO_ESCAPE.sub(b"=3D", content), header=True)


def _joined(run: list[tuple[str, bytes]]) -> str:
    """Neighbours in one charset are decoded as one, for senders that cut inside a character."""
    out: list[str] = []
    index = 0
    while index < len(run):
        charset = run[index][0]
        pieces = []
        while index < len(run) and run[index][0] == charset:
            pieces.append(run[index][1])
            index += 1
        out.append(_piecewise(pieces, charset))
    return "".join(out)


def _piecewise(pieces: list[bytes], charset: str) -> str:
    whole = decoded(b"".join(pieces), charset)
    if len(pieces) > 1 and "\ufffd" in whole:
        alone = "".join(decoded(piece, charset) for piece in pieces)
        return min(whole, alone, key=lambda text: text.count("\ufffd"))
    return whole
