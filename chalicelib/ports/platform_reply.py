"""An agent's answer as a message on a platform: what it may hold, and for whom it is."""

from __future__ import annotations

import json
import re

from chalicelib.domain import limits
from chalicelib.domain.answering import check_sends, shut_by
from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Attachment, Direction, Mailbox, Message
from chalicelib.domain.errors import Invalid
from chalicelib.domain.orders import ReplyOrder, TemplateOrder
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel
from chalicelib.ports.answer_window import check_window
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform import Template
from chalicelib.ports.writing import kept_text

# what no platform takes in a value: it could make a template look like another one
NOT_ON_ONE_LINE = re.compile(r"[\r\n\t]| {5}")


def platform_reply(
    ports: Ports, order: ReplyOrder, head: Conversation, kind: ChannelKind, channel: Channel
) -> Message:
    """The message as its entry holds it.

    Raises `ChannelPaused`, `NoOutboundAddress`, `WindowClosed`, and `Invalid` for what the platform takes in
    no message: a file of such a kind or size, too many files or quick replies, a template that is not
    approved or lacks a variable.
    """
    check_sends(shut_by(kind, channel))
    by_person = not order.by.by_program
    check_window(ports, head, kind, is_template=order.template is not None, by_person=by_person)
    _check_files(kind, order.attachments)
    parts = _quick_replies(kind, order.quick_replies)
    text = order.text
    if order.template:
        template = _filled_template(ports, channel, order.template)
        parts, text = (template,), template.text
    kept, cut, full_text = kept_text(ports.blobs, text)
    return Message(
        Direction.OUT,
        kept,
        text_cut=cut,
        full_text=full_text,
        sender=Mailbox("", order.by.agent.shown_name),
        to=(Mailbox(head.contact_address, head.contact_name),),
        attachments=order.attachments,
        parts=parts,
        by_program=order.by.by_program,
    )


def _check_files(kind: ChannelKind, files: tuple[Attachment, ...]) -> None:
    if len(files) > kind.files_each:
        raise Invalid(
            f"At most {kind.files_each} files in one message",
            field="attachments",
            reason=Reason("too_many_files", limit=kind.files_each),
        )
    for file in files:
        if not kind.takes_file(file.content_type, file.size):
            size = f"{file.size / limits.MEGABYTE:.1f} MB"
            raise Invalid(
                f"{kind.kind} does not take {file.name} ({file.content_type}, {size})",
                field="attachments",
                reason=Reason("file_not_taken", name=file.name),
            )


def _quick_replies(kind: ChannelKind, titles: tuple[str, ...]) -> tuple[Part, ...]:
    if len(titles) > kind.quick_replies:
        raise Invalid(
            f"At most {kind.quick_replies} quick replies on {kind.kind}",
            field="quick_replies",
            reason=Reason("too_many_quick_replies", limit=kind.quick_replies),
        )
    for title in titles:
        if not 0 < len(title.strip()) <= kind.quick_reply_length:
            most = kind.quick_reply_length
            raise Invalid(
                f"A quick reply has 1 to {most} characters",
                field="quick_replies",
                reason=Reason("quick_reply_length", limit=most),
            )
    shown = tuple(title.strip() for title in titles)
    if len(set(shown)) < len(shown):
        raise Invalid(
            "The same quick reply stands there twice",
            field="quick_replies",
            reason=Reason("quick_reply_twice"),
        )
    return tuple(Part("quick_reply", title, payload=title) for title in shown)


def _filled_template(ports: Ports, channel: Channel, order: TemplateOrder) -> Part:
    platform = ports.platforms.get(channel.kind)
    known = platform.templates(channel) if platform else ()
    for template in known:
        if (template.name, template.language) == (order.name, order.language):
            text = _read_with(template, order.variables)
            form = {
                "language": template.language,
                "variables": list(order.variables),
                "names": list(template.variables),
            }
            return Part("template", template.name, text, payload=json.dumps(form, ensure_ascii=False))
    raise Invalid(
        f"There is no approved template {order.name} in {order.language}",
        field="template",
        reason=Reason("template_gone", name=order.name),
    )


def _read_with(template: Template, variables: tuple[str, ...]) -> str:
    if len(variables) != len(template.variables) or not all(one.strip() for one in variables):
        raise Invalid(
            f"{template.name} needs {len(template.variables)} variables",
            field="template",
            reason=Reason("template_variables", name=template.name, count=len(template.variables)),
        )
    if any(NOT_ON_ONE_LINE.search(one) for one in variables):
        raise Invalid(
            "A value in a template has no new line, no tab and no more than four blanks in a row",
            field="template",
            reason=Reason("template_value_lines"),
        )
    return template.filled(variables)
