"""What WhatsApp's Cloud API can do.

Sources, below developers.facebook.com/docs/whatsapp/cloud-api: `reference/messages` (text 4096, caption and
text above buttons 1024, at most 3 buttons of 20 characters), `messages/interactive-list-messages` (at most 10
rows of 24 characters, opened by a button of 20), `reference/media` (formats and sizes; any file may go as a
document of 100 MB, more than we take), `guides/send-message-templates`, `typing-indicators`.
"""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain import limits
from chalicelib.domain.channel_kind import Buttons, ChannelKind, WindowRule

WHATSAPP = ChannelKind(
    kind="whatsapp",
    name="WhatsApp",
    text_length=4_096,
    file_sizes={"image": 5_000_000, "audio": 16_000_000, "video": 16_000_000, "*": limits.FILE},
    quick_replies=10,
    quick_reply_length=24,
    buttons=Buttons(most=3, length=20),
    window=WindowRule(open=timedelta(hours=24), templates=True),
    receipts=("delivered", "read"),
    typing=True,
    shows=("typing", "seen"),
    templates=True,
    shows_address=True,
)
CAPTION = 1_024
WITH_BUTTONS = 1_024
BUTTON_ID = 256
ROW_ID = 200
LIST_OPENS = {"en": "Choose", "es": "Elegir"}
# what WhatsApp shows as such; other pictures, sounds and films go as documents
SHOWN_AS = {
    **dict.fromkeys(("image/jpeg", "image/png"), "image"),
    **dict.fromkeys(("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), "audio"),
    **dict.fromkeys(("video/mp4", "video/3gpp"), "video"),
}
