"""The readable text of a mail's HTML: paragraphs, lists and tables as lines, nothing that the sender hid."""

import re
from collections.abc import Iterable
from itertools import islice

from chalicelib.channels.email.html_bounds import CUT_MARK, LONGEST_HTML, bounded
from chalicelib.channels.email.html_tokens import DROPPED_WITH_CONTENT, KEPT_TAGS, Tag, tokens

_PARAGRAPHS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "pre",
        "blockquote",
        "figure",
        "center",
        "hr",
    ]
)
_BLOCKS = _PARAGRAPHS | frozenset(
    [
        "div",
        "li",
        "tr",
        "dt",
        "dd",
        "article",
        "section",
        "header",
        "footer",
        "main",
        "nav",
        "aside",
        "address",
        "caption",
        "details",
        "summary",
        "dir",
        "menu",
        "figcaption",
        "tbody",
        "thead",
        "tfoot",
    ]
)
_VOID = frozenset(["br", "hr", "img", "col", "wbr"])
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:!important\s*)?(?:;|$)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_INDENTING = re.compile(
    r"\s*margin\s*:\s*0(?:px)?\s0(?:px)?\s0(?:px)?\s40px;\s*border(?:-width)?\s*:\s*(?:none|medium)",
    re.IGNORECASE,
)
# Outlook's bar in front of what it quotes.
_BAR = re.compile(
    r"border-left\s*:\s*(?:[12]px\s|medium\s)?solid\s(?:blue|#0000ff|#1010ff|rgb\(16, ?16, ?255\))",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\n\r\f\u00a0]+")
_DATA_URL = re.compile(r"data:image/[a-z.+-]{1,20};base64,[A-Za-z0-9+/=\s]{500,}+")
_INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u034f]")
_DEEPEST_SHOWN = 20
RULE = "─" * 12  # an <hr>, where what stands below it matters
MOST_TAGS = 200_000
_BLANK_LINES = re.compile(r"\n{3,}")
_ATTRIBUTES = {
    "*": {"style", "class", "id", "hidden", "name", "data-sigid", "data-marker", "apple-content-edited"},
    "blockquote": {"type", "cite"},
    "ol": {"start"},
    "img": {"alt"},
    "hr": {"tabindex", "color"},
}


def text_of_html(html: str) -> str:
    """The words of `html` as a person would read them, LF between lines. Never raises.

    Where they are too many, CUT_MARK stands at their end.
    """
    tags, is_cut = html_tags(html)
    return (render(tags) + (f"\n{CUT_MARK}" if is_cut else "")).strip()


def without_pictures(html: str) -> str:
    """`html` without the content of the pictures that stand in it, where it is long because of them."""
    return _DATA_URL.sub("data:,", html) if len(html) > 100_000 else html


def html_tags(html: str, most: int = LONGEST_HTML) -> tuple[list[Tag | str], bool]:
    """Tags and texts of `html` after repair, with the attributes that say what a person sees.

    And whether the end is left out: what stands behind `most` characters, or behind MOST_TAGS.
    """
    import nh3  # loaded only by mails that need it

    short, is_cut = bounded(without_pictures(html), most)
    clean = nh3.clean(
        short,
        tags={*KEPT_TAGS, "signature"},  # Mailspring's own element
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        link_rel=None,
    )
    found = list(islice(tokens(clean), MOST_TAGS + 1))
    return found[:MOST_TAGS], is_cut or len(found) > MOST_TAGS


def render(stream: Iterable[Tag | str], *, quote_all: bool = False) -> str:
    """Lines of text. Cited blockquotes get "> " in front of their lines (`quote_all`: all blockquotes)."""
    page = Page(quote_all)
    for token in stream:
        if isinstance(token, str):
            page.write(token)
        elif token.closing:
            page.close(token.name)
        else:
            page.open(token)
    return page.text()


def is_indented(tag: Tag) -> bool:
    """A blockquote that the composer of Gmail or Apple Mail makes for its "indent more"."""
    style = tag.attributes.get("style", "")
    return bool(style) and not is_cited(tag) and bool(_INDENTING.match(style))


def is_cited(tag: Tag) -> bool:
    """A blockquote by which a mail program quotes, and not one that only indents."""
    css = tag.attributes.get("class", "")
    return tag.attributes.get("type") == "cite" or "cite" in tag.attributes or "quote" in css


class Page:
    """Lines being written; knows what is hidden, preformatted, listed and quoted at this point."""

    def __init__(self, quote_all: bool = False) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._open: list[
            tuple[str, str]
        ] = []  # (tag name, what it opened: hidden, quote, pre, list mark or "")
        self._hidden = 0
        self._quotes = 0
        self._pre = 0
        self._lists: list[int] = []
        self._quote_all = quote_all
        self._at_space = True

    def write(self, text: str) -> None:
        """Words, with white space as HTML shows it."""
        if self._hidden:
            return
        text = _INVISIBLE.sub("", text) if not text.isascii() else text
        if self._pre:
            first, *others = text.replace("\r", "").split("\n")
            self._line.append(first)
            for other in others:
                self.end_line()
                self._line.append(other)
            return
        text = _SPACES.sub(" ", text)
        if self._at_space:
            text = text.lstrip(" ")
        if text:
            self._line.append(text)
            self._at_space = text.endswith(" ")

    def open(self, tag: Tag) -> None:
        """A start tag: may begin a line, a quote, a list item; may hide what follows."""
        name = tag.name
        if name in _VOID:
            self._void(tag)
            return
        effect = self._effect(tag)
        if name in _BLOCKS:
            self._break(name)
        if effect == "quote":
            self._quotes += 1
        self._open.append((name, effect))
        if effect == "hidden":
            self._hidden += 1
        elif effect == "pre":
            self._pre += 1
        elif name in ("ul", "ol"):
            self._lists.append(0 if name == "ul" else int(_digits(tag.attributes.get("start"))))
        elif name == "li" and not self._hidden:
            self._line.append(self._item_mark())
            self._at_space = True

    def close(self, name: str) -> None:
        """An end tag; one that was never opened does nothing."""
        if not self._open or self._open[-1][0] != name:
            return
        _, effect = self._open.pop()
        if effect == "hidden":
            self._hidden -= 1
        elif effect == "pre":
            self._pre -= 1
        if name in ("ul", "ol") and self._lists:
            self._lists.pop()
        if effect == "quote":
            self._finish_line()
            self._quotes -= 1
        if name in _BLOCKS:
            self._break(name)
        elif name in ("td", "th") and not self._hidden and not self._at_space:
            self._line.append(" ")
            self._at_space = True

    def end_line(self) -> None:
        """Finish the line, quoted as deep as this point is."""
        line = "".join(self._line).rstrip()
        self._line = []
        self._at_space = True
        self._lines.append(self._mark() + (" " if self._quotes and line else "") + line)

    def text(self) -> str:
        """Everything written so far."""
        if self._line:
            self.end_line()
        return _BLANK_LINES.sub("\n\n", "\n".join(self._lines))

    def _void(self, tag: Tag) -> None:
        if self._hidden:
            return
        if tag.name == "br":
            self.end_line()
        elif tag.name == "hr":
            self._break("hr")
            if self._quote_all:
                self._line.append(RULE)
                self.end_line()
        elif (
            tag.name == "img"
            and (alt := tag.attributes.get("alt", ""))
            and len(alt) <= 4
            and not alt.isascii()
        ):
            self.write(alt)

    def _effect(self, tag: Tag) -> str:
        style = tag.attributes.get("style", "")
        if "hidden" in tag.attributes or (style and _HIDING.search(style)):
            return "hidden"
        if tag.name == "blockquote" and (is_cited(tag) or (self._quote_all and not is_indented(tag))):
            return "quote"
        if self._quote_all and style and tag.name == "div" and _BAR.search(style):
            return "quote"
        return "pre" if tag.name == "pre" else ""

    def _break(self, name: str) -> None:
        """Begin a new line; around paragraphs one blank line too."""
        if self._hidden:
            return
        self._finish_line()
        if name in _PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._mark())

    def _finish_line(self) -> None:
        if "".join(self._line).strip():
            self.end_line()
        self._line = []
        self._at_space = True

    def _mark(self) -> str:
        return ">" * min(self._quotes, _DEEPEST_SHOWN)

    def _item_mark(self) -> str:
        indent = "  " * min(max(0, len(self._lists) - 1), _DEEPEST_SHOWN)
        if not self._lists or self._lists[-1] == 0:
            return indent + "- "
        self._lists[-1] += 1
        return f"{indent}{self._lists[-1] - 1}. "


def _digits(text: str | None) -> str:
    return text if text and text.isascii() and text.isdigit() and len(text) < 6 and int(text) else "1"
