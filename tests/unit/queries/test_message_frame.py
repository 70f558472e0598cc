"""A mail in its frame: nothing runs, nothing calls out, old text is folded, pictures within it are shown."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from chalicelib.channels.email.folding import safe_folded_html
from chalicelib.channels.email.quoting import newest_part
from chalicelib.domain.entry import Attachment
from chalicelib.domain.errors import NoSuchEntry
from chalicelib.queries.message_frame import Frame, FrameLook, message_frame
from tests.builders import a_message
from tests.unit.handlers.house import House

READING = (safe_folded_html, newest_part)


def shown(house: House, html: str = "", look: FrameLook | None = None, **changed: object) -> Frame:
    """The frame of a mail with this HTML."""
    blob = house.ports.blobs.put(html.encode()) if html else None
    head = house.began(replace(a_message(), html=blob, **changed))  # type: ignore[arg-type]  # any field
    return message_frame(house.ports, head.id, 1, look or FrameLook(), READING)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<iframe src=https://evil.test></iframe>",
        "<a href='javascript:alert(1)'>x</a>",
        "<form action=https://evil.test><input></form>",
        "<link rel=stylesheet href=https://evil.test/x.css>",
        "<style>@import 'https://evil.test/x.css'</style>",
        "<p style='background:url(https://evil.test/x)'>x</p>",
        "<meta http-equiv=refresh content='0;url=https://evil.test'>",
        "<base href=https://evil.test>",
        "<svg><script>alert(1)</script></svg>",
        "<details><summary>x</summary><script>alert(1)</script></details>",
        "</body></html><script>alert(1)</script>",
    ],
)
def test_nothing_in_it_runs_or_calls_out(hostile: str, house: House) -> None:
    document = shown(house, f"<p>Hello</p>{hostile}").document

    body = document.partition("<body>")[2]
    for forbidden in (
        "<script",
        "onerror",
        "<iframe",
        "javascript:",
        "<form",
        "evil.test",
        "<style",
        "<meta",
    ):
        assert forbidden not in body


def test_a_picture_within_the_mail_comes_from_our_own_files(house: House) -> None:
    blob = house.ports.blobs.put(b"picture")
    files = (
        Attachment("a", blob, "bill.pdf", "application/pdf", 7),
        Attachment("b", blob, "logo.png", "image/png", 7, True, "logo@x"),
        Attachment("c", blob, "logo.svg", "image/svg+xml", 7, True, "vector@x"),
    )

    frame = shown(house, '<img src="cid:logo@x"><img src="cid:vector@x">', attachments=files)

    assert "-1-1?inline=1" in frame.document
    assert 'src="cid:vector@x"' in frame.document


def test_quoted_html_is_folded_and_answers_between_quotes_are_not(house: House) -> None:
    html = (
        "<p>Thank you!</p>"
        '<div class="gmail_quote"><div class="gmail_attr">On Monday Ana wrote:</div>'
        '<blockquote class="gmail_quote"><p>Which colour?</p></blockquote>'
        "<p>Red.</p>"
        '<blockquote type="cite"><p>Which size?</p></blockquote>'
        "<p>Small.</p></div>"
    )

    document = shown(house, html).document

    assert document.count('<details class="quoted">') == document.count("</details>") == 2
    for words, is_folded in (
        ("Thank you!", False),
        ("On Monday Ana wrote:", True),
        ("Which colour?", True),
        ("Red.", False),
        ("Which size?", True),
        ("Small.", False),
    ):
        before = document.partition(words)[0]
        assert (before.count("<details") > before.count("</details>")) is is_folded, words


def test_everything_below_the_head_of_an_old_mail_is_folded(house: House) -> None:
    html = (
        '<div>New words</div><div id="appendonsend"></div><hr>'
        '<div id="divRplyFwdMsg"><b>From:</b> Ana</div><div>Old words</div>'
    )

    document = shown(house, html).document

    assert document.index("New words") < document.index("<details") < document.index("Old words")
    assert document.index("Old words") < document.index("</details>")


def test_a_mail_that_is_only_an_old_one_is_shown_open(house: House) -> None:
    assert "<details" not in shown(house, '<blockquote type="cite">Old words</blockquote>').document


def test_a_senders_own_fold_is_not_taken_for_ours(house: House) -> None:
    document = shown(house, '<details class="quoted"><summary>More</summary>words</details>').document

    assert '<details class="quoted">' not in document


def test_text_alone_is_shown_whole_with_its_links_and_old_lines_folded(house: House) -> None:
    newest = "Thanks <b>!\nsee https://example.test/a?b=1&c=2.\n\n"
    text = f"{newest}On Monday Ana wrote:\n> Which colour?\n> Or size?\n"

    document = shown(house, text=text).document

    assert "Thanks &lt;b&gt;!" in document
    assert '<a href="https://example.test/a?b=1&amp;c=2" title=' in document
    folded = document.partition('<details class="quoted">')[2]
    assert "On Monday Ana wrote:\n&gt; Which colour?\n&gt; Or size?" in folded


def test_answers_between_quoted_lines_of_a_text_stay_visible(house: House) -> None:
    document = shown(house, text="> Which colour?\nRed.\n> Which size?\nSmall.\n").document

    before, folds = document.partition("<body>")[2], document.count("<details")
    assert folds == 2
    for answer in ("Red.", "Small."):
        opened = before.partition(answer)[0]
        assert opened.count("<details") == opened.count("</details>")


def test_a_long_text_is_shown_to_its_end(house: House) -> None:
    whole = "".join(f"line {number}\n" for number in range(5000))
    blob = house.ports.blobs.put(whole.encode())

    assert "line 4999" in shown(house, text="line 0", text_cut=True, full_text=blob).document


@pytest.mark.parametrize(
    ("html", "is_paper"),
    [
        ("<p>Plain</p>", False),
        ('<p style="color:#000">Own</p>', True),
        ('<table bgcolor="#ffffff"><tr><td>Own</td></tr></table>', True),
        ('<p style="background-color:white">Own</p>', True),
        ('<font color="red">Own</font>', True),
        ('<p style="border-width:1px">Plain</p>', False),
    ],
)
def test_mail_with_colours_of_its_own_stands_on_paper_in_the_dark(
    html: str, is_paper: bool, house: House
) -> None:
    document = shown(house, html, FrameLook(theme="dark")).document

    assert ("color-scheme:light" in document) is is_paper
    assert ("background:#fff" in document) is is_paper


def test_an_enormous_page_is_shown_as_its_text(house: House) -> None:
    document = shown(house, "<p>x</p>" * 300_000, text="The words").document

    assert "The words" in document
    assert len(document) < 100_000


@pytest.mark.parametrize(
    "hostile",
    [
        "<div class=gmail_attr>" * 80_000,
        "<div class=gmail_attr>" * 4_000 + "<i>x</i>" * 200_000,
        "<div class=gmail_attr></div>" * 60_000,
        "<blockquote type=cite>" * 80_000,
        "<blockquote type=cite></blockquote>" * 50_000,
        "<details>" * 100_000,
    ],
    ids=lambda html: html[:30],
)
def test_a_page_made_to_be_slow_is_shown_all_the_same(hostile: str, house: House) -> None:
    began = process_time()

    shown(house, f"<p>Hello</p>{hostile}")

    assert process_time() - began < 10


def test_there_is_no_frame_where_there_is_no_message(house: House) -> None:
    with pytest.raises(NoSuchEntry):
        message_frame(house.ports, house.began().id, 7, FrameLook(), READING)


OWN = '<p style="color:#000">Own</p><img src="data:image/png;base64,AAAA">'


def test_in_the_dark_the_paper_can_be_turned_and_pictures_keep_their_colours(house: House) -> None:
    light = shown(house, OWN, FrameLook(theme="dark")).document
    dark = shown(house, OWN, FrameLook(theme="dark", paper="dark")).document

    assert 'data-paper="light"' in light
    assert "invert" not in light
    assert 'data-paper="dark"' in dark
    assert "body{filter:invert(.92) hue-rotate(180deg)}body img" in dark


def test_paper_is_never_dark_on_a_light_screen(house: House) -> None:
    assert 'data-paper="light"' in shown(house, OWN, FrameLook(paper="dark")).document
    assert 'data-paper="none"' in shown(house, "<p>Plain</p>", FrameLook(theme="dark", paper="dark")).document


def test_the_colours_of_the_whole_page_lie_under_its_words(house: House) -> None:
    document = shown(house, "<body bgcolor=#101820 text=#ffffff><p>Night sale</p></body>").document

    assert '<div class="whole" style="background-color:#101820;color:#ffffff">' in document


def test_a_page_that_is_enormous_by_its_pictures_is_shown_with_them(house: House) -> None:
    picture = '<img src="data:image/png;base64,' + "A" * 2_500_000 + '">'

    document = shown(house, f"<p>before</p>{picture}<p>behind</p>", text="words").document

    assert f"<p>before</p>{picture}<p>behind</p>" in document


def test_a_text_beyond_all_bounds_is_cut_and_says_so(house: House) -> None:
    blob = house.ports.blobs.put(b"line\n" * 200_000)

    assert "data-cut" in shown(house, text="line", text_cut=True, full_text=blob).document
    assert "data-cut" not in shown(house, text="line").document


def test_a_table_of_characters_keeps_its_columns(house: House) -> None:
    table = "Item   Qty\nLamp     2\nBulb    10\n"

    assert 'class="text fixed"' in shown(house, text=table).document
    assert 'class="text fixed long"' in shown(house, text=table + "word " * 60).document
    assert 'class="text"' in shown(house, text="Just words.").document
