"""Content-Type and Content-Disposition: value and parameters (RFC 2045, RFC 2231), broken or not."""

import re
from dataclasses import dataclass, field

from chalicelib.channels.email.charsets import decoded, says_nothing
from chalicelib.channels.email.encoded_words import ENCODED_WORD, decode_words

_TOKEN_END = re.compile(r"[;,\s]")
_SPACED_TYPE = re.compile(r"\s*([A-Za-z0-9.+-]{1,100})(?:\s{1,9}/\s{0,9}|/\s{1,9})(?=[A-Za-z0-9])")
_PARAM = re.compile(r"([^=;\s\"]{1,200}?)\s*+=\s*+")
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?\Z")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+*-]+\Z")
_TRAILING_COMMENT = re.compile(r"\s\([^()]*\)\s*\Z")
_BEHIND_QUOTE = re.compile(r"\s*+(?:[;,(]|\Z|[A-Za-z][A-Za-z0-9*-]{1,30}\s{0,9}=)")
_FORGOTTEN_SEMICOLON = re.compile(r"(?<!\s)\s++[A-Za-z][A-Za-z0-9*-]{1,30}=")
_STAR_FORGOTTEN = re.compile(
    r"([A-Za-z][A-Za-z0-9_-]{2,30})'[A-Za-z-]{0,20}'(.*%[0-9A-Fa-f]{2}.*)\Z", re.DOTALL
)
_LONGEST = 65_536
_MOST = 200


@dataclass(slots=True)
class HeaderValue:
    """`value` in lower case, parameters by lower-case name, decoded."""

    value: str = ""
    params: dict[str, str] = field(default_factory=dict)


def parse_value(text: str) -> HeaderValue:
    """Read `text/plain; name="a"; …`. Never raises; what makes no sense is left out."""
    text = text[:_LONGEST].lstrip("; \t")
    end = _TOKEN_END.search(text)
    value = (text[: end.start()] if end else text).lower()
    if "=" in value:  # the value itself is missing: `filename=x.pdf`
        value, end_at = "", 0
    else:
        end_at = end.start() if end else len(text)
    return HeaderValue(value.strip("\"'"), _merged(_pairs(text, end_at)))


def content_type_of(text: str, default: str = "text/plain") -> HeaderValue:
    """A Content-Type; a malformed one means `default` (RFC 2045, 5.2), with its parameters kept."""
    if spaced := _SPACED_TYPE.match(text):
        text = f"{spaced[1]}/{text[spaced.end() :]}"
    found = parse_value(text)
    for name in ("boundary", "charset"):
        if value := found.params.get(name):
            found.params[name] = _TRAILING_COMMENT.sub("", value)
    if not _TYPE.match(found.value):
        found.value = {"text": "text/plain", "html": "text/html", "multipart": "multipart/mixed"}.get(
            found.value, default
        )
    return found


def _pairs(text: str, position: int) -> list[tuple[str, str]]:
    """(name, value) one after the other."""
    out: list[tuple[str, str]] = []
    while len(out) < _MOST and (match := _PARAM.search(text, position)):
        name = match[1].lstrip(",").lower()
        if text[match.end() : match.end() + 1] == '"':
            value, position = _quoted(text, match.end() + 1, "name" in name)
        else:
            value, position = _bare(text, match.end())
        out.append((name, value))
    return out


def _bare(text: str, start: int) -> tuple[str, int]:
    """A value without quotes: up to a semicolon, and up to the next parameter where that is forgotten."""
    word = ENCODED_WORD.match(text, start)
    end = text.find(";", word.end() if word else start)
    end = len(text) if end < 0 else end
    value = text[start:end].strip()
    if word:
        return value, end
    if next_param := _FORGOTTEN_SEMICOLON.search(value):
        return value[: next_param.start()], start + next_param.start()
    if value.startswith("'") and value.endswith("'") and len(value) > 1:
        return value.strip("'"), end
    return value.removesuffix('"'), end


def _quoted(text: str, position: int, is_name: bool) -> tuple[str, int]:
    """A quoted string; in the name of a file a quote ends it only where the parameter can end."""
    out: list[str] = []
    while position < len(text):
        char = text[position]
        if char == "\\" and text[position + 1 : position + 2] in ('"', "\\"):
            out.append(text[position + 1])
            position += 2
            continue
        if char == '"' and (not is_name or _BEHIND_QUOTE.match(text, position + 1)):
            return "".join(out), position + 1
        out.append(char)
        position += 1
    return "".join(out).strip(), position


def _merged(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Parameters put together from their RFC 2231 pieces; the extended form wins over the plain one."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for name, value in pairs:
        match = _SECTION.match(name)
        if match and (match[2] is not None or match[3]):
            pieces.setdefault(match[1], {}).setdefault(int(match[2] or 0), (value, bool(match[3])))
        else:
            plain.setdefault(name, value)
    merged = {name: _plain(value) for name, value in plain.items()}
    for name, sections in pieces.items():
        if text := _extended(sections):
            merged[name] = text
    return merged


def _plain(value: str) -> str:
    """A value that should hold no code at all, and often holds an encoded word or RFC 2231's percent form."""
    if value.startswith("?") and value.endswith("?="):
        value = f"={value}"  # a program that took name==? for one sign too many
    if "=?" in value:
        return decode_words(value)
    if "%" in value and (starless := _STAR_FORGOTTEN.match(value)):
        return _extended({0: (value, True)}) if not says_nothing(starless[1]) else value
    return value


def _extended(sections: dict[int, tuple[str, bool]]) -> str:
    """RFC 2231: charset'language'percent-encoded, continued in numbered pieces."""
    charset = ""
    data = bytearray()
    for number in sorted(sections):
        value, encoded = sections[number]
        if encoded and not charset and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        raw = value.encode("utf-8", "surrogateescape")
        data += _PERCENT.sub(lambda match: bytes([int(match[1], 16)]), raw) if encoded else raw
    return _plain(decoded(bytes(data), charset)) if not charset else decoded(bytes(data), charset)
