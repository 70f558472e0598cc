"""HTML bodies as text in which quotes are marked, by the markup that each mail program leaves around them."""

import re
from collections.abc import Iterable, Iterator

from chalicelib.channels.email.html_text import html_tags, render
from chalicelib.channels.email.html_tokens import Tag

CUT = "-----Original Message-----"

# Elements that begin the old mail: everything behind them is quoted.
_CUT_IDS = re.compile(
    r"(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|ymail_android_signature|OLK_SRC_BODY_SECTION"
    r"|reply-intro|composer_quoted|replySplit|divtagdefaultwrapper_quote|ms-outlook-mobile-body-separator-line)\Z",
    re.IGNORECASE,
)
_CUT_CLASSES = frozenset(
    "yahoo_quoted outlookmessageheader zmail_extra protonmail_quote moz-forward-container gmail_extra_quote"
    " hubspot-quote front-blockquote wiseStampReply_quote mailbird-quote tutanota_quote".lower().split()
)
_ATTRIBUTION_CLASSES = frozenset(["moz-cite-prefix", "gmail_attr", "gmail_attribution", "attribution"])
_CUT_RULES = re.compile(r"border-top\s*:\s*solid\s*#(?:E1E1E1|B5C4DF)", re.IGNORECASE)


def quoted_text_of_html(html: str) -> str:
    """Text of `html` with "> " in front of quoted lines and a separator where a whole old mail begins."""
    return render(with_cuts(html_tags(html)), quote_all=True)


def with_cuts(stream: Iterable[Tag | str]) -> Iterator[Tag | str]:
    """The same tags and texts, with a separator in front of each element that begins an old mail."""
    for token in stream:
        if isinstance(token, Tag) and not token.closing and _begins_old_mail(token):
            yield Tag("div", False, {})
            yield CUT
            yield Tag("div", True, {})
        yield token


def _begins_old_mail(tag: Tag) -> bool:
    attributes = tag.attributes
    if not attributes:
        return False
    if (name := attributes.get("id")) and _CUT_IDS.match(name):
        return True
    if classes := attributes.get("class"):
        names = {word.lower().removeprefix("x_") for word in classes.split()}
        if names & _CUT_CLASSES:
            return True
    style = attributes.get("style", "")
    return tag.name == "div" and bool(style) and bool(_CUT_RULES.search(style))
