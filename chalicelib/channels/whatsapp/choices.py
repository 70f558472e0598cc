"""What may be pressed below a text of ours: up to three buttons, else a list that a button opens.

Sources, below developers.facebook.com/documentation/business-messaging/whatsapp/messages:
`interactive-reply-buttons-messages`, `interactive-list-messages`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chalicelib.channels.meta.sending import short_title
from chalicelib.channels.meta.splitting import split_text, utf16_units
from chalicelib.channels.whatsapp.capabilities import BUTTON_ID, LIST_OPENS, ROW_ID, WHATSAPP, WITH_BUTTONS
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.sending_errors import SendRefused


def texts_and_choices(
    text: str, replies: Sequence[Part], language: str
) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The texts that go before, and the `interactive` object of the last one. Raises `SendRefused`.

    Above buttons WhatsApp takes a shorter text than elsewhere.
    """
    texts = split_text(text, WHATSAPP.text_length)
    if not texts:
        raise SendRefused("WhatsApp shows what may be pressed only below a text")
    if not _fit_on_buttons(replies):
        return texts[:-1], _list(texts[-1], replies, language)
    texts = (*texts[:-1], *split_text(texts[-1], WITH_BUTTONS))
    return texts[:-1], _buttons(texts[-1], replies)


def _fit_on_buttons(replies: Sequence[Part]) -> bool:
    shown = WHATSAPP.buttons
    if shown is None or len(replies) > shown.most:
        return False
    return all(utf16_units(reply.title) <= shown.length for reply in replies)


def _buttons(text: str, replies: Sequence[Part]) -> dict[str, Any]:
    buttons = [{"type": "reply", "reply": _named(reply, BUTTON_ID)} for reply in replies]
    return {"type": "button", "body": {"text": text}, "action": {"buttons": buttons}}


def _list(text: str, replies: Sequence[Part], language: str) -> dict[str, Any]:
    rows = [_named(reply, ROW_ID) for reply in replies]
    opens = LIST_OPENS.get(language, LIST_OPENS["en"])
    return {"type": "list", "body": {"text": text}, "action": {"button": opens, "sections": [{"rows": rows}]}}


def _named(reply: Part, longest: int) -> dict[str, str]:
    return {"id": (reply.payload or reply.title)[:longest], "title": short_title(reply, WHATSAPP)}
