"""Addresses in plain text: what becomes a link, where it ends, and where it leads."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.queries.text_links import linked

LINK = re.compile(r'<a href="([^"]*)" title="([^"]*)"[^>]*>([^<]*)</a>')


def links(text: str) -> list[tuple[str, str]]:
    """Target and words of each link."""
    return [(unescape(found[1]), unescape(found[3])) for found in LINK.finditer(linked(text))]


@pytest.mark.parametrize(
    ("text", "target", "shown"),
    [
        ("see https://a.test/x?b=1&c=2.", "https://a.test/x?b=1&c=2", "https://a.test/x?b=1&c=2"),
        ("see www.a.test/x, please", "https://www.a.test/x", "www.a.test/x"),
        ("WWW.A.TEST!", "https://WWW.A.TEST", "WWW.A.TEST"),
        ("write to ana.ruiz+x@a.test.", "mailto:ana.ruiz+x@a.test", "ana.ruiz+x@a.test"),
        ("<mailto:ana@a.test>", "mailto:ana@a.test", "mailto:ana@a.test"),
        ("(https://a.test/x)", "https://a.test/x", "https://a.test/x"),
        ("https://a.test/x_(y)", "https://a.test/x_(y)", "https://a.test/x_(y)"),
        ("[https://a.test/x_(y)]", "https://a.test/x_(y)", "https://a.test/x_(y)"),
        ("“https://a.test/x”", "https://a.test/x", "https://a.test/x"),
        ("見て https://a.test/x。次", "https://a.test/x", "https://a.test/x"),
        ("https://ñandú.test/á", "https://ñandú.test/á", "https://ñandú.test/á"),
    ],
)
def test_an_address_is_a_link_without_the_sentence_around_it(text: str, target: str, shown: str) -> None:
    assert links(text) == [(target, shown)]


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.test",
        "www.",
        "https://",
        "mailto:",
        "a@b",
        "@ana",
        "file:///x",
    ],
)
def test_nothing_else_is_a_link(text: str) -> None:
    assert links(text) == []


def test_a_host_in_other_letters_is_named_in_ascii_too() -> None:
    title = LINK.search(linked("https://аррlе.test/login"))

    assert title is not None
    assert "xn--" in title[2]
    assert title[2].startswith("https://аррlе.test/login")


@given(st.text(alphabet="htps:/w.@a<>\"&()[]' \nñ。", max_size=80))
def test_no_text_becomes_anything_but_text_and_links(text: str) -> None:
    shown = linked(text)

    assert unescape(re.sub(r"<[^>]*>", "", shown)) == text
    assert not re.search(r"<(?!a href=\"|/a>)", shown)
