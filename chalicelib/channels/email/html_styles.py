"""Inline CSS of a mail's HTML: only what changes how words look, never what is loaded or where it stands."""

import re

_PROPERTIES = frozenset(
    [
        "color",
        "background-color",
        "background",
        "font",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "font-variant",
        "line-height",
        "letter-spacing",
        "word-spacing",
        "text-align",
        "text-decoration",
        "text-indent",
        "text-transform",
        "text-decoration-line",
        "text-decoration-color",
        "text-decoration-style",
        "vertical-align",
        "white-space",
        "word-break",
        "word-wrap",
        "overflow-wrap",
        "direction",
        "unicode-bidi",
        "padding",
        "padding-top",
        "padding-right",
        "padding-bottom",
        "padding-left",
        "margin",
        "margin-top",
        "margin-right",
        "margin-bottom",
        "margin-left",
        "border",
        "border-top",
        "border-right",
        "border-bottom",
        "border-left",
        "border-color",
        "border-style",
        "border-width",
        "border-radius",
        "border-top-color",
        "border-top-style",
        "border-top-width",
        "border-right-color",
        "border-right-style",
        "border-right-width",
        "border-bottom-color",
        "border-bottom-style",
        "border-bottom-width",
        "border-left-color",
        "border-left-style",
        "border-left-width",
        "border-collapse",
        "border-spacing",
        "border-top-left-radius",
        "border-top-right-radius",
        "border-bottom-left-radius",
        "border-bottom-right-radius",
        "width",
        "height",
        "max-width",
        "max-height",
        "min-width",
        "min-height",
        "display",
        "float",
        "clear",
        "list-style-type",
        "table-layout",
        "caption-side",
        "empty-cells",
        "visibility",
        "opacity",
        "overflow",
        "overflow-x",
        "overflow-y",
    ]
)
_MAY_BE_NEGATIVE = frozenset(("text-indent", "letter-spacing", "word-spacing"))
_WORD = r"-?[a-zA-Z][a-zA-Z0-9-]{0,60}"
_NUMBER = r"-?(?:\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})(?:px|pt|em|rem|ex|ch|%|in|cm|mm|pc|vw|vh|q)?"
_COLOUR = r"#[0-9a-fA-F]{3,8}|(?:rgb|rgba|hsl|hsla)\([0-9.,%\s/deg-]{1,60}\)"
_QUOTED = r"\"[\w .-]{0,60}\"|'[\w .-]{0,60}'"
_VALUE = re.compile(
    rf"(?:(?:{_COLOUR}|{_NUMBER}|{_WORD}|{_QUOTED})(?:\s*[,/]\s*|\s+|$)){{1,30}}\Z", re.IGNORECASE
)
_NEGATIVE = re.compile(r"(?:^|[\s,])-\s*[\d.]")
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z", re.IGNORECASE)
_FORBIDDEN = re.compile(
    r"url|expression|javascript|import|behaviou?r|binding|image|attr\(|var\(|env\(|\\|@|<|>|/\*",
    re.IGNORECASE,
)
_KEPT_DISPLAY = frozenset(
    ["none", "block", "inline", "inline-block", "table", "table-row", "table-cell", "list-item"]
)
_LONGEST = 4_000


def safe_style(css: str) -> str:
    """The declarations that are harmless, written anew; "" when none is."""
    if len(css) > _LONGEST:
        css = css[:_LONGEST].rpartition(";")[0]
    kept = []
    for declaration in css.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if not colon or name not in _PROPERTIES:
            continue
        important = _IMPORTANT.search(value)
        value = " ".join((value[: important.start()] if important else value).split())
        if _is_harmless(name, value):
            kept.append(f"{name}:{value}")
    return ";".join(kept)


def _is_harmless(name: str, value: str) -> bool:
    if not value or len(value) > 300 or _FORBIDDEN.search(value) or not _VALUE.match(value):
        return False
    if name == "display":
        return value.lower() in _KEPT_DISPLAY
    return name in _MAY_BE_NEGATIVE or not _NEGATIVE.search(value)
