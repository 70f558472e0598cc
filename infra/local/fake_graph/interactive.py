"""Buttons and lists of WhatsApp: what the Cloud API refuses of them, and what it tells when one is pressed.

Meta's documentation: "Interactive reply buttons messages", "Interactive list messages".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infra.local.fake_graph.refusals import Refusal

Content = Mapping[str, Any]
ABOVE_BUTTONS, ABOVE_LIST, BESIDE = 1_024, 4_096, 60
BUTTONS, BUTTON_ID, BUTTON = 3, 256, 20
ROWS, ROW_ID, ROW, DESCRIPTION, SECTIONS = 10, 200, 24, 72, 10


def check_interactive(content: Content) -> None:
    """Raises `Refusal`."""
    check = {"button": _check_buttons, "list": _check_list}.get(str(content.get("type")))
    if check is None:
        raise Refusal(131009, text="An interactive message is a button or a list")
    check(content)


def rows_of(content: Content) -> list[Content]:
    """All rows of a list, whichever section they are in."""
    sections = (content.get("action") or {}).get("sections") or ()
    return [row for section in sections for row in section.get("rows") or ()]


def opens_by(content: Content) -> str:
    """What the button says that opens the list; "" for buttons."""
    return str((content.get("action") or {}).get("button", ""))


def pressed_of(content: Content, account_id: str, message_id: str, chosen: Mapping[str, str]) -> Content:
    """What is told of `chosen` (id and title) below the interactive message of that id."""
    rows = {str(row["id"]): row for row in rows_of(content)}
    if row := rows.get(chosen["id"]):
        more = {"description": row["description"]} if "description" in row else {}
        reply: Content = {"type": "list_reply", "list_reply": {**chosen, **more}}
    else:
        reply = {"type": "button_reply", "button_reply": chosen}
    told = {"type": "interactive", "interactive": reply}
    return {**told, "context": {"from": account_id, "id": message_id}} if message_id else told


def _check_buttons(content: Content) -> None:
    _long(_text(content, "body"), ABOVE_BUTTONS, "The text above buttons")
    _long(_text(content, "footer"), BESIDE, "The footer", least=0)
    replies = [one.get("reply") or {} for one in (content.get("action") or {}).get("buttons") or ()]
    if not 1 <= len(replies) <= BUTTONS:
        raise Refusal(131009, text="One to three buttons")
    for reply in replies:
        _long(reply.get("id"), BUTTON_ID, "The id of a button")
        _long(reply.get("title"), BUTTON, "The title of a button")
    _differ([reply["id"] for reply in replies], "id of a button")
    _differ([reply["title"] for reply in replies], "title of a button")


def _check_list(content: Content) -> None:
    _long(_text(content, "body"), ABOVE_LIST, "The text above a list")
    _long(_text(content, "header"), BESIDE, "The header", least=0)
    _long(_text(content, "footer"), BESIDE, "The footer", least=0)
    if (content.get("header") or {"type": "text"}).get("type") != "text":
        raise Refusal(131009, text="The header of a list is a text")
    _long(opens_by(content), BUTTON, "The button of a list")
    sections = (content.get("action") or {}).get("sections") or ()
    if not 1 <= len(sections) <= SECTIONS:
        raise Refusal(131009, text="One to ten sections")
    for section in sections:
        _long(section.get("title", ""), ROW, "The title of a section", least=1 if len(sections) > 1 else 0)
    _check_rows(rows_of(content))


def _check_rows(rows: Sequence[Content]) -> None:
    if not 1 <= len(rows) <= ROWS:
        raise Refusal(131009, text="One to ten rows in all sections")
    for row in rows:
        _long(row.get("id"), ROW_ID, "The id of a row")
        _long(row.get("title"), ROW, "The title of a row")
        _long(row.get("description", ""), DESCRIPTION, "The description of a row", least=0)
    _differ([row["id"] for row in rows], "id of a row")


def _text(content: Content, name: str) -> object:
    return (content.get(name) or {}).get("text", "")


def _long(text: object, most: int, what: str, *, least: int = 1) -> None:
    if not isinstance(text, str) or not least <= len(text) <= most:
        raise Refusal(131009, text=f"{what} has {least} to {most} characters")


def _differ(names: Sequence[str], what: str) -> None:
    if len(set(names)) < len(names):
        raise Refusal(131009, text=f"Each {what} must differ")
