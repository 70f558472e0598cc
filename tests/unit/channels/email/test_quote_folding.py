"""Old text is folded where it stands, and everything else stays as it was."""

import pytest

from chalicelib.channels.email.quote_folding import fold_quoted_lines, fold_quotes

OPENED = '<details class="quoted"><summary>Older &lt;text&gt;</summary>'


def folded(html: str) -> str:
    return fold_quotes(html, summary="Older <text>")


def test_a_quote_is_folded_with_all_that_it_quotes() -> None:
    html = "<p>New</p><blockquote>old<blockquote>older</blockquote></blockquote><p>Below</p>"

    assert folded(html) == (
        f"<p>New</p>{OPENED}<blockquote>old<blockquote>older</blockquote></blockquote></details><p>Below</p>"
    )


def test_answers_between_quotes_stay_in_their_place() -> None:
    assert folded("<blockquote>1</blockquote>a<blockquote>2</blockquote>b") == (
        f"{OPENED}<blockquote>1</blockquote></details>a{OPENED}<blockquote>2</blockquote></details>b"
    )


@pytest.mark.parametrize(
    "html", ["", "<p>x</p>", "<blockquote>x", "</blockquote>x", "<blockquote></blockquote></blockquote>"]
)
def test_what_has_no_whole_quote_comes_back_as_it_is(html: str) -> None:
    assert folded(html) == html


def test_quoted_lines_of_a_text_are_folded_and_nothing_becomes_html() -> None:
    assert fold_quoted_lines("<b>\n> old\n> older\nbelow", summary="Older <text>") == (
        f"&lt;b&gt;\n{OPENED}&gt; old\n&gt; older\n</details>below\n"
    )
    assert fold_quoted_lines("> old", summary="Older <text>") == f"{OPENED}&gt; old\n</details>"
