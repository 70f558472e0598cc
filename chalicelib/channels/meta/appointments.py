"""An appointment that somebody booked on the page.

Meta's documentation: "messages Webhook Event Reference" (message with appointment booking).
"""

from __future__ import annotations

from chalicelib.channels.meta.attached import Attachment, type_of
from chalicelib.channels.meta.content import NOTHING, Content, part
from chalicelib.channels.meta.dates import date_words
from chalicelib.channels.meta.form_rows import form_rows
from chalicelib.channels.meta.loose_json import fields, words

TIMES = ("start_time", "end_time")


def booking(attachment: Attachment) -> Content:
    """What is booked and how it stands, with the times as on a clock where the business is."""
    payload = fields(attachment.get("payload"))
    zone = words(payload.get("timezone"))
    lines = form_rows(
        {name: date_words(one, zone) if name in TIMES else one for name, one in payload.items()}
    )
    return part("form", title=type_of(attachment), text="\n".join(lines)) if lines else NOTHING
