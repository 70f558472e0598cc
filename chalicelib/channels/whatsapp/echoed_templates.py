"""A template that another program of the business sent, as an echo shows it: its name, and what filled it in.

Meta's documentation: "Template messages" (components and the types of their parameters).
"""

from __future__ import annotations

from chalicelib.channels.meta.content import NOTHING, Content, joined, part
from chalicelib.channels.meta.loose_json import first, inside, members, words
from chalicelib.channels.whatsapp.files import FILES, header_file
from chalicelib.channels.whatsapp.places import place

# where the words of a value stand, by its type; of others in `text`
VALUES = {"currency": ("currency", "fallback_value"), "date_time": ("date_time", "fallback_value")}


def template(under: object) -> Content:
    """The words that were filled in are those of the part; files and places stand beside it."""
    name = words(first(under, "name", "title"))
    if not name:
        return NOTHING
    filled = joined([_component(one) for one in _components(under)])
    return part("template", title=name, text=filled.text) + Content(parts=filled.parts, files=filled.files)


def _components(under: object) -> list[object]:
    """Those of the cards of a carousel, too."""
    outer = members(inside(under, "components"))
    cards = [card for one in outer for card in members(inside(one, "cards"))]
    return [*outer, *(inner for card in cards for inner in members(inside(card, "components")))]


def _component(component: object) -> Content:
    """What fills the address of a button is no word that anybody reads."""
    said = Content(text=words(inside(component, "text")))
    buttons = [
        Content(text=f"[{_title(one)}]") for one in members(inside(component, "buttons")) if _title(one)
    ]
    is_address = words(inside(component, "sub_type")).lower() == "url"
    values = [] if is_address else [_value(one) for one in members(inside(component, "parameters"))]
    return joined([said, *values, *buttons])


def _title(button: object) -> str:
    return words(inside(button, "text"))


def _value(parameter: object) -> Content:
    kind = words(inside(parameter, "type")).lower()
    if kind in FILES:
        return header_file(parameter)
    if kind == "location":
        return place(inside(parameter, "location"))
    return Content(text=words(inside(parameter, *VALUES.get(kind, ("text",)))))
