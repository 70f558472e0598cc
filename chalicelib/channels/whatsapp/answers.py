"""What somebody pressed or chose in WhatsApp, and whether they let themselves be called.

Meta's documentation: "Button messages webhook reference", "Interactive messages webhook reference", "Call
permission requests".
"""

from __future__ import annotations

from chalicelib.channels.meta.calls import PERMISSION, permission
from chalicelib.channels.meta.content import NOTHING, Content, part
from chalicelib.channels.meta.loose_json import first, inside, words
from chalicelib.channels.whatsapp.files import Reader
from chalicelib.channels.whatsapp.flows import flow


def button(under: object) -> Content:
    """The quick reply of a template."""
    title, payload = words(first(under, "text", "title")), words(inside(under, "payload"))
    if not (title or payload):
        return NOTHING
    return Content(text=title) + part("choice", title=title or payload, payload=payload)


def chosen(under: object) -> Content:
    """A reply button or the row of a list."""
    title, payload = words(inside(under, "title")), words(inside(under, "id"))
    if not (title or payload):
        return NOTHING
    text = words(inside(under, "description"))
    return Content(text=title) + part("choice", title=title or payload, text=text, payload=payload)


def unknown_answer(kind: str, under: object) -> Content:
    """A kind of answer that is newer than this code, if it says by a title what was chosen."""
    told = inside(under, kind)
    return chosen(told) if words(inside(told, "title")) else NOTHING


ANSWERS: dict[str, Reader] = {
    "button_reply": chosen,
    "list_reply": chosen,
    "nfm_reply": flow,
    PERMISSION: permission,
}
