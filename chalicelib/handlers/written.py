"""What an agent wrote: where only rich text came, the plain text that every mail also carries."""

from __future__ import annotations


def plain_text(text: str, html: str) -> str:
    """`text`, or the words of `html` when there is no text."""
    if text.strip() or not html:
        return text
    from chalicelib.channels.email.outgoing_text import text_beside  # its parser is loaded only when needed

    return text_beside(html)
