"""HTML from a mail as a run of well-formed tags and texts: html5ever repairs, a simple pattern splits."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

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
