"""The newly written part of a mail, from its text or its HTML: without quotes, forwards and signatures."""

import re

from chalicelib.channels.email.new_lines import newest_part

__all__ = ["newest_part", "newest_part_of_both", "newest_part_of_html"]

_STUB = re.compile(r"\bhtml\b", re.IGNORECASE)
_LONGEST_STUB = 300
# Markup that tells more than a text whose quotes have no marks.
_TELLING = re.compile(
    r"<blockquote|gmail_quote|divRplyFwdMsg|appendonsend|yahoo_quoted|zmail_extra|signature|name=\"?quote",
    re.IGNORECASE,
)


def newest_part_of_html(html: str) -> str:
    """The newly written part of an HTML body, as text. Uses what each program's markup says about quotes.

    Never raises; time grows with the length.
    """
    from chalicelib.channels.email.html_text import html_tags
    from chalicelib.channels.email.quoting_html import newest_part_of_tags

    return newest_part_of_tags(html_tags(html)[0])


def newest_part_of_both(text: str, html: str) -> str:
    """The newly written part of a mail that says the same in two forms; reads the HTML only where it helps.

    That is where the text is a stub ("your program cannot show HTML") or one long line, or where nothing in
    it is marked as old and the markup says that something is.
    """
    newest = newest_part(text)
    if len(text) <= _LONGEST_STUB and _STUB.search(text):
        shown = newest_part_of_html(html)
        return newest if not shown or _squeezed(newest) in _squeezed(shown) else shown
    has_lost_lines = len(text) > _LONGEST_STUB and "\n" not in text.strip()
    if _squeezed(newest) != _squeezed(text) or not (has_lost_lines or _TELLING.search(html)):
        return newest
    marked = newest_part_of_html(html)
    return marked if marked and _squeezed(text).startswith(_squeezed(marked)) else newest


def _squeezed(text: str) -> str:
    return "".join(text.split())
