"""Which leaves are the mail's words and which are files; the words as text with LF line ends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import StringIO

from chalicelib.channels.email.charsets import decoded, says_nothing
from chalicelib.channels.email.encoded_words import header_text
from chalicelib.channels.email.inbound_mail import Attachment
from chalicelib.channels.email.mime_parts import Leaf, walk_parts
from chalicelib.channels.email.transfer_encoding import is_plain_mail, transfer_decoded

LONGEST_TEXT = 5_000_000
_TNEF_TYPES = ("application/ms-tnef", "application/vnd.ms-tnef")
_CMS_TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CID = re.compile(r"cid:([^\s\"'<>)]{1,300})", re.IGNORECASE)
_PATH = re.compile(r"[/\\]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Section:
    """An inline text or HTML part. Parts with the same `choice` (not 0) say the same thing in two forms."""

    is_html: bool
    content: str
    choice: int


@dataclass(slots=True)
class Body:
    """What a person reads, and everything else, each in the order of the mail."""

    sections: list["Section"] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    protection: str = ""
    is_wrapped: bool = False

    @property
    def text(self) -> str:
        """All inline plain texts, one below the other."""
        return joined([section.content for section in self.sections if not section.is_html])

    @property
    def html(self) -> str | None:
        """All inline HTML; None if there is none."""
        htmls = [section.content for section in self.sections if section.is_html]
        return joined(htmls) if htmls else None


def read_body(raw: bytes, leaves: list[Leaf], *, is_wrapped: bool = False) -> Body:
    """Every leaf decoded and put where it belongs. Words beyond LONGEST_TEXT are kept whole, as a file.

    `is_wrapped`: this is what an S/MIME signature held; a signature inside it stays closed.
    """
    body = Body(is_wrapped=is_wrapped)
    view = memoryview(raw)
    _read_raw_names(leaves)
    for leaf in leaves:
        content = leaf_content(view, leaf)
        role = _role(leaf, body)
        if role != "file":
            _add_words(body, leaf, content[:LONGEST_TEXT])
        if role == "file" or len(content) > LONGEST_TEXT:
            _add_file(body, leaf, content)
    _mark_shown_in_html(body)
    return body


def _read_raw_names(leaves: list[Leaf]) -> None:
    """Names in raw 8-bit bytes are in the charset of their part, else in that of the mail's words."""
    words = next(filter(None, (_charset(leaf) for leaf in leaves)), "")
    for leaf in leaves:
        leaf.read_raw_names(_charset(leaf) or words)


def _add_words(body: Body, leaf: Leaf, content: bytes) -> None:
    is_html = leaf.content_type.value == "text/html"
    if is_html:
        words = clean_lines(decoded(content, _html_charset(content, leaf)))
    else:
        if b"begin " in content or b"=ybegin " in content:
            content = _without_embedded_files(body, content)
        words = clean_text(decoded(content, _charset(leaf)), leaf.content_type.params)
    body.sections.append(Section(is_html, words, _choice(leaf)))


def _without_embedded_files(body: Body, content: bytes) -> bytes:
    from chalicelib.channels.email.embedded_files import take_files_out, type_by_name

    content, files = take_files_out(content)
    for name, data in files:
        body.attachments.append(Attachment(safe_name(name), type_by_name(name), data))
    return content


def _add_file(body: Body, leaf: Leaf, content: bytes) -> None:
    kind = leaf.content_type.value
    if kind in _TNEF_TYPES or file_name(leaf).lower() == "winmail.dat":
        if _add_unpacked(body, content):
            return
    elif kind in _CMS_TYPES or file_name(leaf).lower() == "smime.p7m":
        _add_signed(body, content)
    body.attachments.append(_attachment(leaf, content))


def _add_unpacked(body: Body, content: bytes) -> bool:
    """What a winmail.dat holds, in its place; False when that is nothing."""
    from chalicelib.channels.email.embedded_files import type_by_name
    from chalicelib.channels.email.tnef import unpack

    found = unpack(content)
    if found is None or not (found.files or found.text or found.html):
        return False
    for file in found.files:
        kind = file.content_type or type_by_name(file.name)
        body.attachments.append(Attachment(safe_name(file.name), kind, file.content, file.content_id))
    if not body.sections and found.html:
        body.sections.append(Section(True, clean_lines(decoded(found.html)), 0))
    elif not body.sections and found.text:
        body.sections.append(Section(False, clean_lines(found.text), 0))
    return bool(found.files) or not body.sections


def _add_signed(body: Body, content: bytes) -> None:
    """The readable mail inside an S/MIME signature."""
    from chalicelib.channels.email.signed_content import is_encrypted, signed_content

    if is_encrypted(content):
        body.protection = "encrypted"
    inner = signed_content(content)
    if inner is None or body.is_wrapped:
        return
    body.protection = "signed"
    found = read_body(inner, walk_parts(inner).leaves, is_wrapped=True)
    body.sections += found.sections
    body.attachments += found.attachments


def _choice(leaf: Leaf) -> int:
    alternative = leaf.container.within("alternative") if leaf.container else None
    return id(alternative) if alternative else 0


def leaf_content(view: memoryview, leaf: Leaf) -> bytes:
    """The bytes of a leaf without transfer encoding; a mail inside a mail is often only labelled with one."""
    content = bytes(view[leaf.start : leaf.end])
    if leaf.content_type.value == "message/rfc822" and is_plain_mail(content):
        return content
    return transfer_decoded(content, leaf.encoding)


def file_name(leaf: Leaf) -> str:
    """The name the sender gave the file, without any path; "" if there is none."""
    return safe_name(leaf.disposition.params.get("filename") or leaf.content_type.params.get("name") or "")


def safe_name(name: str) -> str:
    """A file name without folders, control characters and marks that turn the reading direction."""
    name = _CONTROLS.sub(" ", _PATH.split(name.strip())[-1]).strip()
    return "" if name in (".", "..") else name[-255:]


def joined(texts: list[str]) -> str:
    """Texts one below the other, each beginning on a line of its own."""
    out: list[str] = []
    for text in texts:
        if out and out[-1] and not out[-1].endswith("\n"):
            out.append("\n")
        out.append(text)
    return "".join(out)


def clean_lines(text: str) -> str:
    """LF line ends, no NUL, no byte-order mark in front."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "").removeprefix("\ufeff")


def clean_text(text: str, params: dict[str, str]) -> str:
    """Text of one part; of format=flowed the paragraphs that were broken into lines (RFC 3676).

    Without DelSp quoted lines stay as they are: their words are the same, and each keeps its mark.
    """
    text = clean_lines(text)
    if params.get("format", "").lower() != "flowed":
        return text
    return _without_soft_breaks(text, is_joined_closely=params.get("delsp", "").lower() == "yes")


def _without_soft_breaks(text: str, *, is_joined_closely: bool) -> str:
    """Written into a buffer: a paragraph of a million lines is not copied for each, nor kept in pieces."""
    out = StringIO()
    flowing = False
    depth = 0
    for number, line in enumerate(_lines(text)):
        quotes = len(line) - len(line.lstrip(">"))
        if quotes and not is_joined_closely:
            out.write(("\n" if number else "") + line)
            flowing, depth = False, quotes
            continue
        content = line[quotes:].removeprefix(" ")
        soft = content.endswith(" ") and content != "-- "
        if not flowing or quotes != depth:
            out.write(("\n" if number else "") + (">" * quotes + " " if quotes else ""))
        out.write(content[:-1] if soft and is_joined_closely else content)
        flowing, depth = soft, quotes
    return out.getvalue()


def _lines(text: str) -> Iterator[str]:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _role(leaf: Leaf, body: Body) -> str:
    """words or file. What the sender calls an attachment is one, whatever its type; inline text is words.

    Where the sender says neither, a text with a file name behind other parts is a file (RFC 8621, 4.1.4),
    unless it is an alternative, the page that the pictures before it belong to, or nothing else was said.
    """
    is_text = leaf.content_type.value in ("text/plain", "text/html")
    if not is_text or leaf.disposition.value == "attachment":
        return "file"
    if leaf.is_first or not body.sections or leaf.disposition.value == "inline":
        return "words"
    within = leaf.container.subtype if leaf.container else ""
    if within == "alternative":
        return "words"
    is_page = leaf.content_type.value == "text/html" and within == "related"
    return "file" if file_name(leaf) and not (is_page and body.html is None) else "words"


def _charset(leaf: Leaf) -> str:
    return leaf.content_type.params.get("charset", "")


def _html_charset(content: bytes, leaf: Leaf) -> str:
    """The header's charset; where that says nothing, the one of the document's own meta tag."""
    declared = _charset(leaf)
    if not says_nothing(declared):
        return declared
    found = _META_CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else ""


def _attachment(leaf: Leaf, content: bytes) -> Attachment:
    content_id = header_text(leaf.headers.first(b"content-id")).strip().strip("<>").strip()
    disposition = leaf.disposition.value
    in_related = leaf.container is not None and leaf.container.within("related") is not None
    inline = disposition == "inline" or (not disposition and bool(content_id) and in_related)
    location = header_text(leaf.headers.first(b"content-location")).strip()[:1000]
    return Attachment(file_name(leaf), leaf.content_type.value, content, content_id, inline, location)


def _mark_shown_in_html(body: Body) -> None:
    """A picture that the HTML refers to is shown inside it, whatever its disposition says."""
    html = body.html
    if not html or not any(item.content_id and not item.inline for item in body.attachments):
        return
    from urllib.parse import unquote

    shown = {unquote(cid) for cid in _CID.findall(html)}
    body.attachments = [
        replace(item, inline=True) if item.content_id in shown else item for item in body.attachments
    ]
