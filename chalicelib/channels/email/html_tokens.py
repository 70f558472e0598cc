"""HTML from a mail as a run of well-formed tags and texts: html5ever repairs, a simple pattern splits."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

LONGEST_HTML = 1_000_000
DEEPEST = 5_000

KEPT_TAGS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "address",
        "article",
        "aside",
        "b",
        "bdi",
        "bdo",
        "big",
        "blockquote",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "main",
        "mark",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
DROPPED_WITH_CONTENT = (
    frozenset(
        [
            "script",
            "style",
            "title",
            "head",
            "template",
            "textarea",
            "select",
            "noscript",
            "noembed",
            "noframes",
            "iframe",
            "object",
            "embed",
            "applet",
            "svg",
            "math",
            "audio",
            "video",
            "canvas",
            "xmp",
            "plaintext",
            "listing",
            "frameset",
            "frame",
        ]
    )
    - KEPT_TAGS
)
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_RAW_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>")
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?: [^\s=>\"]+=\"[^\"]*\")*)\s*/?>")
_ATTRIBUTE = re.compile(r" ([^\s=>\"]+)=\"([^\"]*)\"")


class Tag(NamedTuple):
    """A start tag (`closing` False) or an end tag, with its attributes unescaped."""

    name: str
    closing: bool
    attributes: dict[str, str]


def tokens(clean_html: str) -> Iterator[Tag | str]:
    """Tags and texts, in order, of HTML that nh3 has written (attributes always in double quotes)."""
    position = 0
    for match in _TOKEN.finditer(clean_html):
        if match.start() > position:
            yield _unescaped(clean_html[position : match.start()])
        yield _tag(match[3], match[2], bool(match[1]))
        position = match.end()
    if position < len(clean_html):
        yield _unescaped(clean_html[position:])


def _tag(attributes: str, name: str, closing: bool) -> Tag:
    if not attributes:
        return _plain_tag(name, closing)
    return Tag(name, closing, {key: _unescaped(value) for key, value in _ATTRIBUTE.findall(attributes)})


def _unescaped(text: str) -> str:
    """Undoes the five escapes that nh3 writes."""
    if "&" not in text:
        return text
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&nbsp;", "\u00a0").replace("&amp;", "&")


@cache
def _plain_tag(name: str, closing: bool) -> Tag:
    """Most tags have no attributes: one object for each. Only the names of KEPT_TAGS come here."""
    return Tag(name, closing, {})


def bounded(html: str) -> str:
    """HTML short and flat enough to be cleaned in bounded time: nesting deeper than DEEPEST is opened up."""
    html = html[:LONGEST_HTML].encode("utf-8", "replace").decode()  # nh3 raises on half a surrogate pair
    if html.count("<") < DEEPEST:
        return html
    standing = _Standing()
    too_deep = any(standing.take(match) > DEEPEST for match in _RAW_TAG.finditer(html))
    return _flattened(html) if too_deep else html


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
