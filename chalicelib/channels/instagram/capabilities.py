"""What Instagram's direct messages can do.

Sources, below developers.facebook.com/docs/messenger-platform/instagram/features: `send-message` (text is
at most 1000 bytes; sizes and formats), `quick-replies`, `human-agent`. Instagram tells what was read, but
not what was delivered. It takes no other files than pictures, sound, films and PDF.
"""

from __future__ import annotations

from datetime import timedelta

from chalicelib.domain.channel_kind import ChannelKind, WindowRule

INSTAGRAM = ChannelKind(
    kind="instagram",
    text_length=1_000,
    text_in_bytes=True,
    file_sizes={"image": 8_000_000, "audio": 25_000_000, "video": 25_000_000, "application": 25_000_000},
    quick_replies=13,
    window=WindowRule(open=timedelta(hours=24), people=timedelta(days=7)),
    receipts=("read",),
    typing=True,
    shows=("typing", "seen"),
    echoes=True,
)
FORMATS = frozenset(
    {
        *("image/png", "image/jpeg", "image/gif"),
        *("audio/aac", "audio/m4a", "audio/x-m4a", "audio/mp4", "audio/wav", "audio/x-wav", "audio/wave"),
        *("video/mp4", "video/ogg", "video/avi", "video/x-msvideo", "video/quicktime", "video/webm"),
        "application/pdf",
    }
)
