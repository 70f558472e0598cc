"""HTML bodies as text in which quotes are marked, by the markup that each mail program leaves around them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from chalicelib.channels.email.html_text import RULE, render
from chalicelib.channels.email.html_tokens import Tag
from chalicelib.channels.email.new_lines import newest_part
from chalicelib.channels.email.phrase_lists import phrases

CUT = "-----Original Message-----"
SIGNED = "-- "

# Elements that begin the old mail: everything behind them is quoted.
_CUT_IDS = frozenset(
    phrases(
        """
        divrplyfwdmsg | appendonsend | mail-editor-reference-message-container | olk_src_body_section |
        composer_quoted | replysplit | ms-outlook-mobile-body-separator-line | stopspelling | zwchr
        """
    )
)
_CUT_CLASSES = frozenset(
    phrases(
        """
        yahoo_quoted | outlookmessageheader | zmail_extra | protonmail_quote | moz-forward-container |
        gmail_extra_quote | hubspot-quote | front-blockquote | mailbird-quote | tutanota_quote |
        name:quote | name:quoted-content | name:messagereplysection |
        ntes-mailmaster-quote | freshdesk_quote | ms-outlook-mobile-reference-message
        """
    )
)
# Elements that hold a signature: "gmail_signature", "io-ox-signature", "bloop_sign", "Zm-_Id_-Sgn".
_SIGNATURE = re.compile(r"signature(?!beginning|_prefix)|(?:^|[-_])(?:sig|sign|sgn)(?:[-_]?\d*$|[-_])")
# What stands in front of one: the lines below are the signature, down to the quote.
_SIGNATURE_BELOW = frozenset(("linebreakatbeginningofsignature", "gmail_signature_prefix"))
_ATTRIBUTIONS = frozenset(
    ("gmail_attr", "gmail_quote_attribution", "moz-cite-prefix", "reply-intro", "airmail_on")
)
_LONGEST_ATTRIBUTION = 100  # tags and texts
_BLANKS = re.compile(r"\n{3,}")
_FOXMAIL_RULE = "width: 210px"
_CUT_RULES = re.compile(r"border-top\s*:\s*solid\s*#(?:E1E1E1|B5C4DF)", re.IGNORECASE)


def newest_part_of_tags(tags: Sequence[Tag | str]) -> str:
    """The newly written part of HTML that is split into tags already.

    Where every word stands in blockquotes, those that only indent count as new.
    """
    newest = without_rules(newest_part(quoted_text(tags))) or newest_part(render(with_cuts(tags)))
    return newest if newest or _is_quoting(tags) else newest_part(render(tags))  # never cut the only content


def without_rules(text: str) -> str:
    """The rules that were drawn have served; in words read aloud they say nothing."""
    if RULE not in text:
        return text
    return _BLANKS.sub("\n\n", "\n".join(line for line in text.split("\n") if line != RULE)).strip("\n")


def quoted_text(tags: Iterable[Tag | str]) -> str:
    """Text with "> " in front of quoted lines and a separator where a whole old mail begins."""
    return render(_with_quoted_attributions(with_cuts(tags)), quote_all=True)


def with_cuts(tags: Iterable[Tag | str]) -> Iterator[Tag | str]:
    """The same tags, a separator in front of elements that begin an old mail; signatures are hidden."""
    for token in tags:
        if isinstance(token, str) or token.closing or not (token.attributes or token.name == "signature"):
            yield token
            continue
        if _begins_old_mail(token):
            yield from _line_of(CUT)
        elif _is_above_signature(token):
            yield from _line_of(SIGNED)
        yield Tag(token.name, False, {"hidden": ""}) if _is_signature(token) else token


def _is_quoting(tags: Sequence[Tag | str]) -> bool:
    return any(
        isinstance(tag, Tag) and not tag.closing and (tag.name == "blockquote" or _begins_old_mail(tag))
        for tag in tags
    )


def _line_of(words: str) -> tuple[Tag | str, ...]:
    return Tag("div", False, {}), words, Tag("div", True, {})


def _with_quoted_attributions(tags: Iterable[Tag | str]) -> Iterator[Tag | str]:
    """The same tags, what a program marks as its "… wrote:" made a quote, whatever language it is in.

    Gmail marks the heading of a forward so too: between dashes it stays, for the old mail is below it.
    """
    held: list[Tag | str] = []
    depth = 0
    for token in tags:
        if not depth and not _is_attribution(token):
            yield token
            continue
        held.append(token)
        if isinstance(token, Tag) and isinstance(held[0], Tag) and token.name == held[0].name:
            depth += -1 if token.closing else 1
        if not depth or len(held) > _LONGEST_ATTRIBUTION:
            yield from _as_quote(held) if not depth else held
            held, depth = [], 0
    yield from held


def _is_attribution(token: Tag | str) -> bool:
    return isinstance(token, Tag) and not token.closing and bool(_marks(token) & _ATTRIBUTIONS)


def _as_quote(element: list[Tag | str]) -> list[Tag | str]:
    if "".join(token for token in element if isinstance(token, str)).lstrip().startswith("--"):
        return [*_line_of(CUT), *element]
    return [Tag("blockquote", False, {"type": "cite"}), *element, Tag("blockquote", True, {})]


def _is_above_signature(tag: Tag) -> bool:
    if tag.name == "br":
        return bool(_marks(tag) & _SIGNATURE_BELOW)
    return tag.name == "hr" and _FOXMAIL_RULE in tag.attributes.get("style", "")


def _is_signature(tag: Tag) -> bool:
    attributes = tag.attributes
    if tag.name == "signature":
        return True
    if "data-sigid" in attributes or "apple-content-edited" in attributes:
        return True
    marks = _marks(tag)
    return any(_SIGNATURE.search(mark) for mark in marks) and not marks & _SIGNATURE_BELOW


def _begins_old_mail(tag: Tag) -> bool:
    if tag.name == "blockquote":
        return False
    marks = _marks(tag)
    if marks & _CUT_IDS or marks & _CUT_CLASSES:
        return True
    style = tag.attributes.get("style", "")
    return tag.name == "div" and bool(style) and bool(_CUT_RULES.search(style))


def _marks(tag: Tag) -> set[str]:
    """Classes and id in lower case, without the x_ that Outlook puts in front of those of older mails.

    A name becomes `name:quote`.
    """
    attributes = tag.attributes
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()
    if name := attributes.get("name"):
        names.append(f"name:{name.lower()}")
    return {name.removeprefix("x_").removeprefix("x_") for name in names}
