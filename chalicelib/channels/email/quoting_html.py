"""HTML bodies as text in which quotes are marked, by the markup that each mail program leaves around them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from chalicelib.channels.email.html_text import render
from chalicelib.channels.email.html_tokens import Tag
from chalicelib.channels.email.new_lines import newest_part
from chalicelib.channels.email.phrase_lists import phrases

CUT = "-----Original Message-----"

# Elements that begin the old mail: everything behind them is quoted.
_CUT_IDS = frozenset(
    phrases(
        """
        divrplyfwdmsg | appendonsend | mail-editor-reference-message-container | olk_src_body_section |
        composer_quoted | replysplit | ms-outlook-mobile-body-separator-line
        """
    )
)
_CUT_CLASSES = frozenset(
    phrases(
        """
        yahoo_quoted | outlookmessageheader | zmail_extra | protonmail_quote | moz-forward-container |
        gmail_extra_quote | hubspot-quote | front-blockquote | mailbird-quote | tutanota_quote
        """
    )
)
# Elements that hold a signature.
_SIGNATURES = frozenset(
    phrases(
        """
        gmail_signature | gmail_signature_prefix | moz-signature | signature | ms-outlook-mobile-signature |
        applemailsignature | apple-mail-signature | protonmail_signature_block | mail-signature |
        mail_signature | zm_signature | ymail_android_signature
        """
    )
)
_CUT_RULES = re.compile(r"border-top\s*:\s*solid\s*#(?:E1E1E1|B5C4DF)", re.IGNORECASE)


def newest_part_of_tags(tags: Sequence[Tag | str]) -> str:
    """The newly written part of HTML that is split into tags already.

    Where every word stands in blockquotes, those that only indent count as new.
    """
    newest = newest_part(quoted_text(tags))
    return newest or newest_part(render(with_cuts(tags)))


def quoted_text(tags: Iterable[Tag | str]) -> str:
    """Text with "> " in front of quoted lines and a separator where a whole old mail begins."""
    return render(with_cuts(tags), quote_all=True)


def with_cuts(tags: Iterable[Tag | str]) -> Iterator[Tag | str]:
    """The same tags, a separator in front of elements that begin an old mail; signatures are hidden."""
    for token in tags:
        if isinstance(token, str) or token.closing or not token.attributes:
            yield token
            continue
        if _begins_old_mail(token):
            yield Tag("div", False, {})
            yield CUT
            yield Tag("div", True, {})
        yield Tag(token.name, False, {"hidden": ""}) if _marks(token) & _SIGNATURES else token


def _begins_old_mail(tag: Tag) -> bool:
    if tag.name == "blockquote":
        return False
    marks = _marks(tag)
    if marks & _CUT_IDS or marks & _CUT_CLASSES:
        return True
    style = tag.attributes.get("style", "")
    return tag.name == "div" and bool(style) and bool(_CUT_RULES.search(style))


def _marks(tag: Tag) -> set[str]:
    """Classes and id in lower case, without the x_ that Outlook puts in front of those of older mails."""
    names = f"{tag.attributes.get('class', '')} {tag.attributes.get('id', '')}".lower().split()
    return {name.removeprefix("x_").removeprefix("x_") for name in names}
