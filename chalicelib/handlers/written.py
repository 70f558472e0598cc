"""What an agent wrote: where only rich text came, the plain text that every mail also carries."""

from __future__ import annotations


def plain_text(text: str, html: str) -> str:
    """`text`, or the words of `html` when there is no text."""
    if text.strip() or not html:
        return text
    from chalicelib.channels.email.html import text_of_html  # its parser is loaded only when needed

    return text_of_html(html)
