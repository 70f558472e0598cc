"""HTML from outside made safe to show: nothing in it runs, nothing calls out before an agent allows it."""

import re
import secrets
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from urllib.parse import unquote

from chalicelib.channels.email.html_bounds import CUT_MARK, bounded
from chalicelib.channels.email.html_styles import safe_style
from chalicelib.channels.email.html_text import text_of_html as text_of_html
from chalicelib.channels.email.html_tokens import DROPPED_WITH_CONTENT, KEPT_TAGS, Tag, tokens

SHOWN_CUT = f"<p>{CUT_MARK}</p>"
MOST_EMBEDDED = 3_000_000
"""Characters of pictures inside the HTML itself that are shown; an answer of a function has 6 MB."""

_VOID = frozenset(["br", "hr", "img", "col", "wbr"])
_NO_IDS: Mapping[str, str] = MappingProxyType({})
_ALLOWED = {
    "*": {"style", "dir", "lang", "align", "valign", "bgcolor", "width", "height", "title"},
    "a": {"href"},
    "img": {"src", "alt", "border", "hspace", "vspace"},
    "table": {"border", "cellpadding", "cellspacing", "summary", "rules", "frame", "bordercolor"},
    "td": {"colspan", "rowspan", "nowrap", "headers", "scope"},
    "th": {"colspan", "rowspan", "nowrap", "headers", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type", "reversed"},
    "ul": {"type"},
    "li": {"value", "type"},
    "hr": {"size", "noshade", "color"},
    "br": {"clear"},
    "blockquote": {"type"},
    "details": {"open"},
}
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\"<>`\\^{|}]*\Z", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//[^\s\"<>`\\^{|}]+\Z", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]+\Z", re.IGNORECASE)
_LARGE_DATA_IMAGE = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|bmp);base64,[A-Za-z0-9+/=]{1000,}+", re.IGNORECASE
)
_SIMPLE = re.compile(r"[\w #%.,+:/()-]{0,200}\Z")
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")


def safe_html(html: str, *, remote_images: bool = False, cid_urls: Mapping[str, str] = _NO_IDS) -> str:
    """A fragment to put into the frame's document. Never raises.

    Links open outside and are only http, https, mailto or tel. A remote picture keeps its source only
    with `remote_images`; else it is marked `data-remote="blocked"`. `cid:` references become the URL
    that `cid_urls` has for their content id (no brackets) and stay as they are where it has none; so does
    any other source that it has. What is too long to be shown is cut, with a mark at its end.
    """
    import nh3  # loaded only when HTML is shown

    html, embedded = without_embedded(html)
    short, is_cut = bounded(html)
    clean = nh3.clean(
        short,
        tags=set(KEPT_TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=_ALLOWED,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        link_rel=None,
    )
    picture = _pictures(remote_images, {**cid_urls, **embedded})
    shown = "".join(
        escape(token, quote=False) if isinstance(token, str) else _written(token, picture)
        for token in tokens(clean)
    )
    return shown + SHOWN_CUT if is_cut else shown


def without_embedded(html: str) -> tuple[str, dict[str, str]]:
    """Large pictures inside the HTML put aside, so that cleaning stays quick: `cid:` and a name for each.

    The names are secret: a page that knew one could ask for the same megabytes ten thousand times.
    Pictures beyond MOST_EMBEDDED are left out.
    """
    embedded: dict[str, str] = {}
    name, room = secrets.token_hex(16), MOST_EMBEDDED

    def put_aside(match: re.Match[str]) -> str:
        nonlocal room
        room -= len(match[0])
        if room < 0:
            return "cid:"
        embedded[f"{name}-{len(embedded)}"] = match[0]
        return f"cid:{name}-{len(embedded) - 1}"

    return (_LARGE_DATA_IMAGE.sub(put_aside, html) if len(html) > 10_000 else html), embedded


def remote_image_count(html: str) -> int:
    """How many pictures `safe_html` holds back until somebody asks for them."""
    return safe_html(html).count(' data-remote="blocked"')


def _written(tag: Tag, picture: Callable[[Tag], dict[str, str]]) -> str:
    """The tag again, with only the attributes that passed."""
    if tag.closing:
        return "" if tag.name in _VOID else f"</{tag.name}>"
    kept = picture(tag) if tag.name == "img" else _kept_attributes(tag)
    if tag.name == "a" and "href" in kept:
        kept["title"] = kept["href"]  # where it leads, whatever its words say
        kept["target"] = "_blank"
        kept["rel"] = "noopener noreferrer nofollow"
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
    return f"<{tag.name}{attributes}>"


def _kept_attributes(tag: Tag) -> dict[str, str]:
    kept = {}
    for name, value in tag.attributes.items():
        if name == "style":
            value = safe_style(value)
            if value:
                kept[name] = value
        elif name == "href":
            if _LINK.match(link := _CONTROLS.sub("", value)):
                kept[name] = link
        elif name in ("title", "alt", "summary"):
            kept[name] = value[:1000]
        elif name != "src" and _SIMPLE.match(value):
            kept[name] = value
    return kept


def _pictures(remote_images: bool, cid_urls: Mapping[str, str]) -> Callable[[Tag], dict[str, str]]:
    def attributes(tag: Tag) -> dict[str, str]:
        kept = _kept_attributes(tag)
        source = _CONTROLS.sub("", tag.attributes.get("src", ""))
        if source.lower().startswith("cid:"):
            content_id = unquote(source[4:]).strip("<>")
            kept["src"] = cid_urls.get(content_id, f"cid:{content_id}")
        elif source in cid_urls:  # by its Content-Location (RFC 2557)
            kept["src"] = cid_urls[source]
        elif _DATA_IMAGE.match(source):
            kept["src"] = source
        elif _REMOTE.match(source):
            if remote_images:
                kept["src"] = "https:" + source if source.startswith("//") else source
                kept["referrerpolicy"] = "no-referrer"
            else:
                kept["data-remote"] = "blocked"
        return kept

    return attributes
