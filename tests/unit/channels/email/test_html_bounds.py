"""What is too much HTML is cut where people see it; what is made plain before cleaning means the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chalicelib.channels.email import html_bounds
from chalicelib.channels.email.folding import safe_folded_html
from chalicelib.channels.email.html import MOST_EMBEDDED, SHOWN_CUT, safe_html, text_of_html
from chalicelib.channels.email.html_bounds import CUT_MARK, LONGEST_HTML, MOST_BRACKETS, bounded
from chalicelib.channels.email.html_tokens import DROPPED_WITH_CONTENT, KEPT_TAGS
from chalicelib.channels.email.inbound import read_mail
from tests.fuzz.pieces import HTML_PIECES
from tests.fuzz.worst_pages import of_html, of_pages

LONG_PAGE = "<p>The cup came broken.</p>" + "<p>words</p>" * (LONGEST_HTML // 12)
MARKS = (
    "&",
    "&amp;",
    "&copy",
    "&copyright;",
    "&notit;",
    "&q",
    "&#",
    "&#65;",
    "&#x",
    "<",
    "<<",
    "< p",
    "a<3",
)
pieces = st.lists(st.sampled_from([*HTML_PIECES, *MARKS]), max_size=25).map("".join)


def cleaned(html: str) -> str:
    return nh3.clean(
        html.encode("utf-8", "replace").decode(),
        tags=set(KEPT_TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
    )


@settings(max_examples=300, deadline=None)
@given(pieces)
@example("<a href='?a=1&copy=2&q=<3'>&lt&notit;&bogus</a>")
def test_html_made_plain_is_cleaned_to_the_same(html: str) -> None:
    plain = html_bounds._BARE_BRACKET.sub("&lt;", html_bounds._REFERENCE.sub(html_bounds._meant, html))

    assert cleaned(plain) == cleaned(html)


def test_a_tag_with_hundreds_of_attributes_is_left_out_and_nothing_else() -> None:
    filler = "<p>words</p>" * 6_000
    crowded = "<p " + " ".join(f"a{number}='>'" for number in range(200)) + ">"

    shown, is_cut = bounded(f"{filler}before {crowded}<b>behind</b>")

    assert shown == f"{filler}before  ><b>behind</b>"
    assert not is_cut


@pytest.mark.parametrize("show", [safe_html, lambda html: safe_folded_html(html, cid_urls={})])
@pytest.mark.parametrize(
    "html", [LONG_PAGE, "<br>" * (MOST_BRACKETS + 1), "words " * LONGEST_HTML, "&" * LONGEST_HTML]
)
def test_what_is_too_long_to_be_shown_ends_with_a_mark(show: type[str], html: str) -> None:
    shown = show(html)

    assert shown.endswith(SHOWN_CUT)
    assert shown.count(CUT_MARK) == 1


@pytest.mark.parametrize("show", [safe_html, lambda html: safe_folded_html(html, cid_urls={})])
def test_what_fits_has_no_mark(show: type[str]) -> None:
    assert CUT_MARK not in show("<p>words</p>" * 30_000)


def test_the_text_of_a_page_that_is_too_long_ends_with_a_mark() -> None:
    assert text_of_html("a" * (LONGEST_HTML + 1)).endswith("a\n" + CUT_MARK)
    assert read_mail(of_html(LONG_PAGE.encode())).text.endswith(f"words\n{CUT_MARK}")


def test_many_pages_are_read_as_far_as_one_and_all_are_kept() -> None:
    mail = read_mail(of_pages(5, b"<p>page</p>" + b"words " * 60_000))

    assert mail.text.count("page") == 3
    assert mail.text.endswith(CUT_MARK)
    assert mail.html is not None
    assert mail.html.count("<p>page</p>") == 5


def test_words_behind_a_large_picture_are_shown_with_their_quotes_folded() -> None:
    picture = '<img src="data:image/png;base64,' + "A" * (LONGEST_HTML + 1) + '">'

    shown = safe_folded_html(
        f"<p>See:</p>{picture}<p>behind</p><blockquote type=cite>old</blockquote>", cid_urls={}
    )

    assert "behind" in shown
    assert '<details class="quoted">' in shown
    assert picture in shown


@pytest.mark.parametrize("show", [safe_html, partial(safe_folded_html, cid_urls={})])
def test_a_page_cannot_ask_for_its_own_large_picture_again(show: Callable[[str], str]) -> None:
    picture = '<img src="data:image/png;base64,' + "A" * 100_000 + '">'

    shown = show(picture + '<img src="cid:embedded-0">' * 100)

    assert len(shown) < 2 * len(picture)


def test_pictures_beyond_all_bounds_are_left_out_and_the_words_between_them_shown() -> None:
    page = "".join(
        f'<p>word{number}</p><img src="data:image/png;base64,{"A" * 1_000_000}">' for number in range(8)
    )

    shown = safe_folded_html(page, cid_urls={})

    assert [f"word{number}" in shown for number in range(8)] == [True] * 8
    assert len(shown) < MOST_EMBEDDED + 10_000


def test_a_picture_in_the_page_leaves_room_for_the_words_of_the_next() -> None:
    picture = b'<img src="data:image/png;base64,' + b"A" * LONGEST_HTML + b'">'

    mail = read_mail(of_pages(3, b"<p>page</p>" + picture))

    assert mail.text.split() == ["page", "page", "page"]
