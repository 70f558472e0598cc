"""Bytes to text when the declared charset is missing, misspelt or a lie."""

import codecs
import re
import unicodedata
from functools import lru_cache

from chalicelib.channels.email import charset_vietnamese as charset_vietnamese  # its codecs
from chalicelib.channels.email.charset_guess import foreign_charset, guessed_charset, is_case_turned
from chalicelib.channels.email.charset_names import CODEC_BY_NAME, LOOSE_NAMES

# Tried when the first codec refuses: near relatives with more characters.
_RELATIVES = {
    "big5": ("cp950", "big5hkscs"),
    "big5hkscs": ("cp950",),
    "cp932": ("shift_jis_2004",),
    "euc_jp": ("euc_jis_2004",),
    "iso2022_jp_ext": ("iso2022_jp_3", "iso2022_jp_2004"),
    "cp949": ("johab",),
}
# An ISO charset has no characters where these bytes are: its Windows relative is meant.
_C1 = re.compile(rb"[\x80-\x9f]")
_WITH_C1 = {"iso8859-2": "cp1250", "iso8859-7": "cp1253", "iso8859-13": "cp1257", "iso8859-15": "cp1252"}
_CYRILLIC = ("koi8-r", "koi8-u", "cp1251", "iso8859-5")
_ASCII = bytes(range(128))
_SEVEN_BIT = ("iso2022", "hz", "utf-7")
_NAME_JUNK = re.compile(r"[\s\"'<>;,]+")
_TEXT_CODECS = re.compile(
    r"(?:utf|cp|iso|koi|mac|big5|gb|hz|euc|shift|johab|tis|ptcp|kz|latin|hp|ascii|viscii|tcvn)"
)
_SINGLE_BYTE = re.compile(r"(?:cp12|cp8|cp4|cp7|iso8859|koi8|mac|tis|ptcp|kz|hp-roman|viscii|tcvn)")
_HALF_SURROGATE = re.compile(rb"\xed[\xa0-\xbf]")  # UTF-8 made of UTF-16 without looking (CESU-8)
_COMBINING = ("cp1258", "tcvn")  # accents follow their letters as characters of their own
_BYTES_OF_NO_CHANCE = 8
_LONGEST_BY_LINES = 500_000
_WIDE_ASCII = re.compile(rb"(?:\0[\x20-\x7e]){4}|(?:[\x20-\x7e]\0){4}")


def decoded(data: bytes, declared: str = "") -> str:
    """The text of `data`. `declared` counts unless the bytes show that it cannot be meant. Never raises."""
    codec = _codec_meant(declared)
    if data.isascii() and b"\x1b" not in data:
        return _decoded_ascii(data, codec)
    if marked := _by_mark(data):
        return marked
    if codec.startswith("utf-16") or codec.startswith("utf-32"):
        return _decoded_wide(data, codec)
    if b"\x1b$" in data or b"\x1b(" in data:
        return _decoded_escapes(data, codec)
    if (text := _strict(data, "utf-8")) is not None and not _is_multibyte(codec, data):
        return text
    return _decoded_legacy(data, codec)


def _decoded_ascii(data: bytes, codec: str) -> str:
    if b"\0" in data and (
        codec.startswith("utf-16") or codec.startswith("utf-32") or _WIDE_ASCII.search(data[:400])
    ):
        return _decoded_wide(data, codec)
    if codec in ("utf-7", "hz", "iso2022_kr"):
        text = data.decode(codec, "replace")
        return text.encode("utf-8", "replace").decode()  # UTF-7 can hold half a surrogate pair
    return data.decode("ascii")


def _by_mark(data: bytes) -> str | None:
    if data.startswith(codecs.BOM_UTF8):
        return data[3:].decode("utf-8", "replace")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    return None


def _decoded_wide(data: bytes, codec: str) -> str:
    """UTF-16 or UTF-32 without a byte-order mark: the side on which the zeros of ASCII stand decides."""
    if codec.startswith("utf-32"):
        return data.decode(codec, "replace").lstrip("\ufeff")
    if b"\0" not in data and (len(data) % 2 or _is_mostly_ascii(data)):  # a meta tag that lies
        return decoded(data)
    if codec.endswith(("le", "be")):
        return data.decode(codec, "replace").lstrip("\ufeff")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    little = data[1:400:2].count(0) >= data[0:400:2].count(0)
    return data.decode("utf-16-le" if little else "utf-16-be", "replace")


def _is_mostly_ascii(data: bytes) -> bool:
    sample = data[:4_000]
    return len(sample.translate(None, _ASCII)) * 2 < len(sample)


def _decoded_escapes(data: bytes, codec: str) -> str:
    """ISO-2022 text, declared or not; 8-bit bytes between the escapes are read as the declared charset."""
    for name in (
        codec if codec.startswith("iso2022") else "iso2022_jp_ext",
        "iso2022_jp_3",
        "iso2022_jp_2004",
    ):
        if (text := _strict(data, name)) is not None:
            return text
    if data.isascii():
        from chalicelib.channels.email.japanese_escapes import decoded_by_segments

        return decoded_by_segments(data)
    return _decoded_legacy(data, codec if not codec.startswith("iso2022") else "")


def _is_multibyte(codec: str, data: bytes) -> bool:
    """True when a declared East Asian charset really fits: short texts in it can be valid UTF-8 by chance."""
    if not codec or codec == "utf-8" or _SINGLE_BYTE.match(codec):
        return False
    high = sum(1 for byte in data[:4000] if byte >= 0x80)
    return high <= 6 and _strict(data, codec) is not None and guessed_charset(data) == codec


def _decoded_legacy(data: bytes, codec: str) -> str:
    """Not valid UTF-8 as a whole. Where most of it is, the rest was damaged or added by somebody else."""
    says_utf8 = codec in ("", "utf-8")
    if says_utf8 and _HALF_SURROGATE.search(data) and (text := _strict(data, "utf-8", "surrogatepass")):
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if (says_utf8 or _SINGLE_BYTE.match(codec)) and _is_damaged_utf8(data):
        return _decoded_by_lines(data, "cp1252" if says_utf8 else codec)
    codec = _codec_likely(data, codec)
    for name in (codec, *_RELATIVES.get(codec, ())):
        if (text := _strict(data, name)) is not None:
            return unicodedata.normalize("NFC", text) if name in _COMBINING else text
    if _is_damaged_utf8(data):
        return data.decode("utf-8", "replace")
    if codec == "cp1252":
        return "".join(map(_LATIN1_WHERE_UNDEFINED.__getitem__, data))
    return data.decode(codec, "replace")


def _codec_likely(data: bytes, codec: str) -> str:
    """What is not said is guessed. Latin-1 is also what programs write who do not know their charset."""
    if codec in ("", "utf-8") or codec.startswith(_SEVEN_BIT):
        return guessed_charset(data)
    if codec in _WITH_C1 and _C1.search(data):
        return _WITH_C1[codec]
    if codec == "cp1252" or (codec in _CYRILLIC and is_case_turned(data[:1_000].decode(codec, "replace"))):
        return foreign_charset(data) or codec
    return codec


def _decoded_by_lines(data: bytes, codec: str) -> str:
    """UTF-8 with lines in another charset between them, as footers are that a list adds."""
    if len(data) > _LONGEST_BY_LINES:
        return data.decode("utf-8", "replace")
    out = []
    for line in data.split(b"\n"):
        text = _strict(line, "utf-8")
        if text is None and not _is_damaged_utf8(line):
            text = _strict(line, codec)
        out.append(line.decode("utf-8", "replace") if text is None else text)
    return "\n".join(out)


_LATIN1_WHERE_UNDEFINED = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def _is_damaged_utf8(data: bytes) -> bool:
    """Mostly good UTF-8 sequences with a few broken ones (cut at the end, spoilt on the way).

    Or a good beginning: that many sequences in a row are no chance in any other charset.
    """
    sample = data[:200_000]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end - error.start > 1:
            return True
        if error.start - len(sample[: error.start].decode("utf-8")) >= _BYTES_OF_NO_CHANCE:
            return True
    shown = sample.decode("utf-8", "replace")
    broken = shown.count("\ufffd")
    good = sum(1 for char in shown if char > "\x7f") - broken
    return good > 2 * broken


def _strict(data: bytes, codec: str, errors: str = "strict") -> str | None:
    try:
        return data.decode(codec, errors)
    except (UnicodeError, LookupError, ValueError):
        return None


def says_nothing(declared: str) -> bool:
    """True for names that stand for no charset: none, us-ascii, unknown-8bit, misspelt beyond recognition."""
    return not _codec_meant(declared)


@lru_cache(maxsize=512)
def _codec_meant(declared: str) -> str:
    """The Python codec for a charset name as mails write it; "" when the name says nothing."""
    name = _NAME_JUNK.sub("", declared[:100]).lower().split("*")[0]
    if name in CODEC_BY_NAME:
        return CODEC_BY_NAME[name]
    spellings = [name, name.replace("_", "-"), name.replace("cp-", "cp"), name.removeprefix("x-")]
    spellings += [found.expand(meant) for pattern, meant in LOOSE_NAMES if (found := pattern.search(name))]
    for spelling in spellings:
        if spelling in CODEC_BY_NAME:
            return CODEC_BY_NAME[spelling]
        try:
            found_name = codecs.lookup(spelling).name
        except (LookupError, ValueError):
            continue
        if _TEXT_CODECS.match(found_name):
            return CODEC_BY_NAME.get(found_name, found_name)
    return ""
