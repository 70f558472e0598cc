"""Puts together what a mail says, from its parts, headers and words."""

import codecs
import hashlib
from dataclasses import replace

from chalicelib.channels.email.addresses import LONGEST_LIST, parse_addresses
from chalicelib.channels.email.automatic import value_of
from chalicelib.channels.email.body_text import Body, joined, leaf_content, read_body
from chalicelib.channels.email.dates import parse_date
from chalicelib.channels.email.encoded_words import header_line, header_string, header_text
from chalicelib.channels.email.header_block import HeaderBlock, with_line_ends
from chalicelib.channels.email.html_tokens import Tag
from chalicelib.channels.email.inbound_mail import NOBODY, Attachment, InboundMail, Mailbox
from chalicelib.channels.email.mail_kind import classified
from chalicelib.channels.email.message_ids import answered_ids, first_message_id, message_ids
from chalicelib.channels.email.mime_parts import Tree, walk_parts
from chalicelib.channels.email.quoting import newest_part, newest_part_of_both

_PROTECTIONS = {"multipart/signed": "signed", "multipart/encrypted": "encrypted"}
_HASHED_AT_ONCE = 65_536
_DELIVERED_TO = (
    b"delivered-to",
    b"x-original-to",
    b"envelope-to",
    b"x-envelope-to",
    b"x-delivered-to",
    b"x-rcpt-to",
    b"x-real-to",
    b"apparently-to",
    b"x-forwarded-to",
)


def read(raw: bytes) -> InboundMail:
    """Any bytes as a mail."""
    raw, tree = _opened(with_line_ends(_without_mark(raw)))
    body = read_body(raw, tree.leaves)
    charsets = (leaf.content_type.params.get("charset", "") for leaf in tree.leaves)
    mail = _from_headers(tree.headers, next(filter(None, charsets), ""))
    text, reply_text = _words(body)
    mail = replace(
        mail,
        text=text,
        html=body.html,
        reply_text=reply_text,
        attachments=tuple(body.attachments),
        protection=body.protection or _PROTECTIONS.get(tree.content_type.value, ""),
        content_hash=_content_hash(tree.headers, mail.subject, text, body.attachments),
    )
    return classified(mail, tree)


def _without_mark(raw: bytes) -> bytes:
    """The mail without a byte-order mark; a file that an editor saved in UTF-16 becomes UTF-8."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace").encode("utf-8", "replace")
    return raw.removeprefix(codecs.BOM_UTF8)


def _opened(raw: bytes) -> tuple[bytes, Tree]:
    """The mail and its parts, decoded first where somebody encoded them as a whole (against RFC 2045)."""
    tree = walk_parts(raw)
    leaf = tree.leaves[0]
    if leaf.container or not leaf.encoding or not tree.content_type.value.startswith("multipart/"):
        return raw, tree
    plain = raw[: leaf.start] + leaf_content(memoryview(raw), leaf)
    decoded_tree = walk_parts(plain)
    return (plain, decoded_tree) if decoded_tree.leaves[0].container else (raw, tree)


def _from_headers(headers: HeaderBlock, hint: str) -> InboundMail:
    """What the headers alone say. `hint` is the charset of raw 8-bit bytes in them, if one is known."""
    return InboundMail(
        subject=header_line(headers.first(b"subject"), hint),
        sender=_first_mailbox(headers, b"from", hint),
        sender_header=_first_mailbox(headers, b"sender", hint),
        to=_mailboxes(headers, b"to", hint),
        cc=_mailboxes(headers, b"cc", hint),
        bcc=_mailboxes(headers, b"bcc", hint),
        reply_to=_mailboxes(headers, b"reply-to", hint),
        return_path=_return_path(headers),
        delivered_to=_delivered_to(headers),
        message_id=first_message_id(header_text(headers.first(b"message-id"))),
        in_reply_to=answered_ids(_all_text(headers, b"in-reply-to")),
        references=message_ids(_all_text(headers, b"references")),
        date=parse_date(header_text(headers.first(b"date"))),
        auto_submitted=value_of(headers, b"auto-submitted"),
        precedence=value_of(headers, b"precedence"),
        list_id=_list_id(headers),
        headers=tuple(
            (name.decode("ascii", "replace"), header_string(value, hint)) for name, value in headers.order
        ),
    )


def _words(body: Body) -> tuple[str, str]:
    """The text and the newly written part; made from the HTML where there is no plain text."""
    text = body.text
    answered = {
        section.choice for section in body.sections if not section.is_html and section.content.strip()
    }
    if not any(
        section.is_html and (not section.choice or section.choice not in answered)
        for section in body.sections
    ):
        html = body.html
        return text, newest_part_of_both(text, html) if html else newest_part(text)
    from chalicelib.channels.email.html_bounds import CUT_MARK, LONGEST_HTML
    from chalicelib.channels.email.html_text import html_tags, render, without_pictures
    from chalicelib.channels.email.quoting_html import newest_part_of_tags, quoted_text, without_rules

    shown: list[str] = []
    marked: list[str] = []
    tags: list[Tag | str] = []
    room, is_cut = LONGEST_HTML, False  # for all pages together: thousands are read no longer than one
    for section in body.sections:
        if not section.is_html:
            shown.append(section.content)
            marked.append(section.content)
        elif not is_cut and (not section.choice or section.choice not in answered):
            page = without_pictures(section.content)
            tags, is_cut = html_tags(page, room)
            room -= len(page)
            shown.append(render(tags).strip() + (f"\n{CUT_MARK}" if is_cut else ""))
            marked.append(quoted_text(tags))
    newest = newest_part_of_tags(tags) if len(marked) == 1 else without_rules(newest_part(joined(marked)))
    return text if text.strip() else joined(shown).strip(), newest


def _mailboxes(headers: HeaderBlock, name: bytes, hint: str) -> tuple[Mailbox, ...]:
    found: tuple[Mailbox, ...] = ()
    left = LONGEST_LIST
    for value in dict.fromkeys(headers.all(name)[:50]):  # some gateways write a header twice
        if left > 0:
            found += parse_addresses(header_string(value[:left], hint), is_sender=name == b"from")
        left -= len(value)
    return found


def _first_mailbox(headers: HeaderBlock, name: bytes, hint: str) -> Mailbox:
    """The first that has a whole address, else the first."""
    found = _mailboxes(headers, name, hint)
    return next((box for box in found if "@" in box.address), found[0] if found else NOBODY)


def _return_path(headers: HeaderBlock) -> str | None:
    """The envelope sender as the receiving server noted it: "" for `<>`, None when it noted nothing."""
    value = headers.first(b"return-path")
    if value is None:
        return None
    found = parse_addresses(header_string(value))
    return found[0].address if found else ""


def _delivered_to(headers: HeaderBlock) -> tuple[str, ...]:
    found = (box.address for name in _DELIVERED_TO for box in _mailboxes(headers, name, "") if box.address)
    return tuple(dict.fromkeys(found))


def _all_text(headers: HeaderBlock, name: bytes) -> str:
    return " ".join(header_text(value) for value in dict.fromkeys(headers.all(name)[:50]))


def _list_id(headers: HeaderBlock) -> str | None:
    """The id of a mailing list (RFC 2919) without brackets and description."""
    value = header_text(headers.first(b"list-id"))
    if not value:
        return None
    _, opened, inner = value.rpartition("<")
    return (inner.partition(">")[0] if opened else value).strip() or None


def _content_hash(headers: HeaderBlock, subject: str, text: str, attachments: list[Attachment]) -> str:
    """SHA-256 over From, Date, Subject, the text without white space, and each attachment's digest.

    Headers that a mail collects on its way (Received, Return-Path, DKIM, ARC …) have no part in it.
    """
    whole = hashlib.sha256()
    for piece in (header_string(headers.first(b"from")), header_string(headers.first(b"date")), subject):
        whole.update(piece.encode("utf-8", "surrogatepass") + b"\0")
    for start in range(0, len(text), _HASHED_AT_ONCE):
        words = "".join(text[start : start + _HASHED_AT_ONCE].split())
        whole.update(words.encode("utf-8", "surrogatepass"))
    for item in attachments:
        whole.update(hashlib.sha256(item.content).digest())
    return whole.hexdigest()
