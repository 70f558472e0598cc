"""HTML made short, flat and plain enough to be cleaned in bounded time and memory, whoever wrote it."""

import re
from collections import Counter
from functools import lru_cache
from html.entities import html5
from itertools import islice

LONGEST_HTML = 1_000_000
MOST_BRACKETS = 75_000
DEEPEST = 5_000
CUT_MARK = "[…]"
"""What stands at the end of words that are too many to be shown; the raw mail has them all."""

_MANY = 2_000
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track"]
    + ["wbr"]
)
_RAW_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>")
_REFERENCE = re.compile(r"&(?:#[xX]?[0-9a-fA-F]|[A-Za-z][A-Za-z0-9]{1,31})?")
_BRACKET = re.compile("<")
_BARE_BRACKET = re.compile(r"<(?![a-zA-Z/!?])")
# One attribute as browsers read it. A tag with hundreds, or with a name as long, shows nothing, but the
# parser compares each name with all before it. A possessive pattern: it never looks at a place twice.
_SPACE = r"[ \t\n\r\f]*+"
_VALUE = r"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*+)"
_ATTRIBUTE = rf"[ \t\n\r\f/]*+=?+[^ \t\n\r\f/>=]++(?:{_SPACE}={_SPACE}{_VALUE}?+)?+"
_CROWDED_TAG = re.compile(rf"</?[a-zA-Z](?:[^ \t\n\r\f/>]{{200}}|[^ \t\n\r\f/>]*+(?:{_ATTRIBUTE}){{200}})")
_CROWDED_FROM = 50_000
# names that count without a semicolon, as "&copyright" shows: © and "right"
_WITHOUT_SEMICOLON = frozenset(name for name in html5 if not name.endswith(";"))
_LENGTHS = sorted({len(name) for name in _WITHOUT_SEMICOLON})


def bounded(html: str, most: int = LONGEST_HTML) -> tuple[str, bool]:
    """HTML that can be cleaned in bounded time and memory, and whether the end of it is left out.

    It is cut behind `most` characters and MOST_BRACKETS tags, nesting deeper than DEEPEST is opened up,
    and marks that mean nothing (`&` and `<` among words) are written as the references that they stand
    for: the parser takes microseconds and a hundred bytes for each one that it finds wrong.
    """
    plain = _plain(html[: most + 1])
    is_cut = max(len(html), len(plain)) > most
    if plain.count("<") > MOST_BRACKETS:
        plain, is_cut = _with_fewer_tags(plain), True
    # nh3 raises on half a surrogate pair
    plain = plain[:most].encode("utf-8", "replace").decode()
    if plain.count("<") < DEEPEST:
        return plain, is_cut
    standing = _Standing()
    too_deep = any(standing.take(match) > DEEPEST for match in _RAW_TAG.finditer(plain))
    return (_flattened(plain) if too_deep else plain), is_cut


def _with_fewer_tags(html: str) -> str:
    return html[: [place.start() for place in islice(_BRACKET.finditer(html), MOST_BRACKETS + 1)][-1]]


def _plain(html: str) -> str:
    if len(html) > _CROWDED_FROM:
        html = _CROWDED_TAG.sub(" ", html)
    if html.count("&") > _MANY:
        html = _REFERENCE.sub(_meant, html)
    return _BARE_BRACKET.sub("&lt;", html) if html.count("<") > _MANY else html


def _meant(match: re.Match[str]) -> str:
    """The reference as it is, if a browser would see one in it; else the mark and letters that it shows."""
    name = match[0][1:]
    return match[0] if name.startswith("#") or _is_known(name) else "&amp;" + name


@lru_cache(maxsize=4096)
def _is_known(name: str) -> bool:
    return f"{name};" in html5 or any(name[:length] in _WITHOUT_SEMICOLON for length in _LENGTHS)


class _Standing:
    """The elements that are open. An end tag of none of them closes nothing, and makes nothing flatter."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self.depth = 0

    def take(self, tag: re.Match[str]) -> int:
        """The depth that this tag stands at: with itself for a start tag, behind it for an end tag."""
        name = tag[2].lower()
        if name in _VOID:
            return self.depth
        if not tag[1]:
            self._open[name] += 1
            self.depth += 1
        elif self._open[name]:
            self._open[name] -= 1
            self.depth -= 1
        return self.depth


def _flattened(html: str) -> str:
    standing = _Standing()

    def kept(match: re.Match[str]) -> str:
        if match[2].lower() in _VOID:
            return match[0]
        before, after = standing.depth, standing.take(match)
        if match[1]:
            return match[0] if after < before and after < DEEPEST else ""
        return match[0] if after <= DEEPEST else ""

    return _RAW_TAG.sub(kept, html)
