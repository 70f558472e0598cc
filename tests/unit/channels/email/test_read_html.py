"""HTML from outside is shown as its sender meant it, and readable as text, with nothing in it that acts."""

from html.parser import HTMLParser

import pytest

from chalicelib.channels.email.html import remote_image_count, safe_html, text_of_html
from chalicelib.channels.email.html_tokens import KEPT_TAGS
from tests.samples.mail.html_vectors import vectors


class Inspector(HTMLParser):
    """Reads with another parser than the cleaner's, and notes what may not be there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in KEPT_TAGS:
            self.found.append(tag)
        for name, value in attributes:
            text = (value or "").lower()
            if name.startswith("on") or name in (
                "srcset",
                "background",
                "action",
                "formaction",
                "id",
                "class",
                "ping",
            ):
                self.found.append(f"{tag} {name}")
            if name == "href" and not text.startswith(("http://", "https://", "mailto:", "tel:")):
                self.found.append(f"{tag} {name} {text}")
            if name == "src" and not text.startswith(("cid:", "data:image/")):
                self.found.append(f"{tag} {name} {text}")
            if name == "style" and any(
                word in text for word in ("url", "expression", "\\", "position", "@", "var(")
            ):
                self.found.append(f"{tag} {name} {text}")


def test_no_vector_leaves_anything_that_could_act() -> None:
    for vector in vectors("127.0.0.1:9/"):
        inspector = Inspector()
        inspector.feed(safe_html(vector))
        assert inspector.found == [], vector


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c"),
        ('<p style="color:red;position:fixed">x</p>', '<p style="color:red">x</p>'),
        (
            '<td style="padding: 1px 2px; background-color: #FFF !important">x</td>',
            "x",
        ),
        (
            '<table width="90%" bgcolor="#eee"><tr><td style="padding:1px 2px;width:50%">x</td></tr></table>',
            '<table width="90%" bgcolor="#eee"><tbody><tr><td style="padding:1px '
            '2px;width:50%">x</td></tr></tbody></table>',
        ),
        (
            '<font color="red" face="Arial, sans-serif">x</font>',
            '<font color="red" face="Arial, sans-serif">x</font>',
        ),
        (
            "<p style=\"font-family:'Segoe UI',Arial\">x</p>",
            '<p style="font-family:&#x27;Segoe UI&#x27;,Arial">x</p>',
        ),
        ('<p style="margin-left:-999px;text-indent:-5px">x</p>', '<p style="text-indent:-5px">x</p>'),
        ('<p style="width:calc(1px + 2px);color:rgb(1, 2, 3)">x</p>', '<p style="color:rgb(1, 2, 3)">x</p>'),
        ("<script>x</script><style>y</style><title>z</title>w", "w"),
        ("<html><head><meta charset=x></head><body>w</body></html>", "w"),
        ("<o:p>&nbsp;</o:p>", "\xa0"),
        ("<!--[if mso]>x<![endif]-->y", "y"),
    ],
)
def test_looks_are_kept_and_the_rest_is_not(html: str, shown: str) -> None:
    assert safe_html(html) == shown


@pytest.mark.parametrize(
    "scheme", ["https://example.org/a?b=c&d", "http://x.org", "mailto:a@b.org", "tel:+4420"]
)
def test_link_opens_outside_without_a_way_back(scheme: str) -> None:
    shown = safe_html(f'<a href="{scheme}" target="_top" onclick="x()">l</a>')

    assert 'target="_blank"' in shown and "noopener" in shown
    assert "onclick" not in shown and "_top" not in shown


@pytest.mark.parametrize(
    "link",
    ["javascript:x", "data:text/html,x", "file:///etc/passwd", "/relative", "#here", "ftp://x", "//x.org"],
)
def test_other_links_lose_their_target(link: str) -> None:
    assert safe_html(f'<a href="{link}">l</a>') == "<a>l</a>"


def test_remote_pictures_wait_to_be_asked_for() -> None:
    html = '<img src="https://x.org/a.png" alt="A" width="5"><img src="//x.org/b.png"><img src="cid:c">'

    assert safe_html(html).count('data-remote="blocked"') == 2
    assert "x.org" not in safe_html(html)
    assert remote_image_count(html) == 2
    assert 'src="https://x.org/a.png"' in safe_html(html, remote_images=True)
    assert 'src="https://x.org/b.png"' in safe_html(html, remote_images=True)


def test_pictures_of_the_mail_itself_get_the_url_they_are_kept_under() -> None:
    html = '<img src="cid:a%40x"><img src="CID:b@x">'

    assert safe_html(html, cid_urls={"a@x": "/files/1"}) == '<img src="/files/1"><img src="cid:b@x">'


def test_pictures_inside_the_html_stay() -> None:
    small = "data:image/png;base64,iVBORw0KGgo="
    large = "data:image/png;base64," + "A" * 20_000

    assert safe_html(f'<img src="{small}"><img src="{large}">') == f'<img src="{small}"><img src="{large}">'
    assert safe_html('<img src="data:image/svg+xml;base64,AAAA">') == "<img>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one</div><div>two<br>three</div>", "one\ntwo\nthree"),
        ("<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n\n  - c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", "1 2\n3 4"),
        ("a&nbsp;b &amp; c", "a b & c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a<div style='display:none'>b<p>c</p></div>d", "a\nd"),
        ("<span style='font-size:0'>preheader</span>words", "words"),
        ("<div style='max-height:0;overflow:hidden'>x</div>words", "words"),
        ("<head><title>t</title></head><style>s</style><script>x</script>words", "words"),
        ("<a href='https://x.org'>link</a>", "link"),
        ("<blockquote type=cite>old<br>older</blockquote>new", "> old\n> older\n\nnew"),
        ("<blockquote>indented</blockquote>", "indented"),
        ("<p>a   b\n c</p>", "a b c"),
        ("<img alt='😀'>", "😀"),
        ("<b>bo</b>ld", "bold"),
        ("", ""),
    ],
)
def test_html_reads_as_text(html: str, text: str) -> None:
    assert text_of_html(html) == text
