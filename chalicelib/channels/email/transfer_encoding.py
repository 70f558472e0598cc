"""Content-Transfer-Encoding undone (RFC 2045, uuencode, yEnc), from damaged bytes too."""

import binascii
import re

_BASE64_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_NOT_IN_BASE64 = bytes(sorted(set(range(256)) - set(_BASE64_ALPHABET)))
_HEAD = 8_192
_MOST_SEGMENTS = 1_000
_PADDING_INSIDE = re.compile(rb"=(?=[A-Za-z0-9+/])")
_PADDING_AND_MORE = re.compile(rb"=(?:[ \t\r\n]*+=)?+[ \t\r\n]++(?=\S)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_SPACED_WORDS = re.compile(rb"[A-Za-z0-9,.;:!?]+ [A-Za-z0-9]+ [A-Za-z0-9]")
_BASE64_AT_FIRST = re.compile(rb"\s*+(?:(?:[A-Za-z0-9+/]{4}){4,}+[ \t]*+\r?\n)++")
_ENCODED_HEADER = re.compile(rb"^[!-9;-~]{1,80}:[^\n]*=(?:3D|[89A-F][0-9A-F]|\r?$)", re.MULTILINE)
_MAIL_HEADER = re.compile(rb"\s*+[!-9;-~]{1,80}:[ \t\r]")
_BASE64_LINES = re.compile(rb"(?:[A-Za-z0-9+/]{4,}+={0,2}[ \t\r\n]*+)++")
_SOFT_BREAK_WITH_SPACE = re.compile(rb"=[ \t]+(\r?\n)")
_UU_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} [^\n]*\n", re.MULTILINE)
_YENC_SHIFT = bytes((byte - 42) % 256 for byte in range(256))
_YENC_ESCAPE = re.compile(rb"=(.)", re.DOTALL)


def transfer_decoded(content: bytes, encoding: str) -> bytes:
    """`content` without its transfer encoding; unknown encodings are taken as none. Never raises."""
    name = encoding.strip().strip("\"'").lower().replace("_", "-").replace(" ", "-")
    if name.startswith("base64") or name in ("base-64", "b"):
        return from_base64_body(content)
    if name.startswith("quoted-print") or name in ("q", "quotedprintable", "qp"):
        return from_quoted_printable(content)
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return from_uuencode(content)
    if name in ("x-yencode", "yenc", "x-yenc"):
        return from_yenc(content)
    return content


def from_base64(data: bytes) -> bytes:
    """Base64 whose padding may be missing, wrong or in the middle; other characters are skipped."""
    try:
        if not _PADDING_INSIDE.search(data):
            return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    clean = data.translate(None, _NOT_IN_BASE64)
    if clean.count(b"=") > _MOST_SEGMENTS:
        return _segment(clean.replace(b"=", b""))
    return b"".join(_segment(piece) for piece in re.split(rb"=+", clean))


def _segment(piece: bytes) -> bytes:
    """One run without padding; a single left-over character carries no byte."""
    usable = len(piece) - 1 if len(piece) % 4 == 1 else len(piece)
    return binascii.a2b_base64(piece[:usable] + b"=" * (-usable % 4))


def from_base64_body(content: bytes) -> bytes:
    """A base64 body. Text only labelled so comes back as it is; a footer behind the data is left out."""
    padded = _PADDING_AND_MORE.search(content)
    if padded and not _BASE64_LINES.fullmatch(content, padded.end()):
        data = content[: padded.end()]
        if not _is_plain_text(data):
            return from_base64(data)
    if not _is_plain_text(content):
        return from_base64(content)
    unpadded = _BASE64_AT_FIRST.match(content)  # data that needs no padding, and a footer
    return from_base64(unpadded[0]) if unpadded else content


def is_plain_mail(content: bytes) -> bool:
    """True for a mail that is not encoded as a whole, whatever the part around it says."""
    return bool(_MAIL_HEADER.match(content)) and not _ENCODED_HEADER.search(content, 0, _HEAD)


def _is_plain_text(content: bytes) -> bool:
    head = content[:2000]
    return bool(_SPACED_WORDS.search(head)) and len(_NOT_BASE64.findall(head)) * 50 > len(head)


def from_quoted_printable(content: bytes) -> bytes:
    """Quoted-printable; a broken or cut escape stays as it is."""
    if b"= " in content or b"=\t" in content:
        content = _SOFT_BREAK_WITH_SPACE.sub(rb"=\1", content)
    return binascii.a2b_qp(content)


def from_uuencode(content: bytes) -> bytes:
    """The first uuencoded file in `content`; `content` itself when there is none."""
    begin = _UU_BEGIN.search(content)
    return uudecoded(content[begin.end() :]) if begin else content


def uudecoded(lines: bytes) -> bytes:
    """uuencoded lines up to `end`; lines longer or shorter than they say are read as far as they go."""
    out = []
    for line in lines.split(b"\n"):
        line = line.rstrip(b"\r")
        if line in (b"end", b"`", b" ", b""):
            if line == b"end":
                break
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                continue
    return b"".join(out)


def from_yenc(content: bytes) -> bytes:
    """yEnc data with or without its =y lines."""
    lines = [line for line in content.replace(b"\r\n", b"\n").split(b"\n") if not line.startswith(b"=y")]
    data = _YENC_ESCAPE.sub(lambda match: bytes([(match[1][0] - 64) % 256]), b"".join(lines))
    return data.translate(_YENC_SHIFT)
