"""The newly written part of a mail, from its text or its HTML: without quotes, forwards and signatures."""

from itertools import islice

from chalicelib.channels.email.new_lines import newest_part

__all__ = ["newest_part", "newest_part_of_html"]


def newest_part_of_html(html: str) -> str:
    """The newly written part of an HTML body, as text. Uses what each program's markup says about quotes.

    Never raises; time grows with the length.
    """
    from chalicelib.channels.email.html_text import MOST_TAGS, html_tags
    from chalicelib.channels.email.quoting_html import newest_part_of_tags

    return newest_part_of_tags(list(islice(html_tags(html), MOST_TAGS)))
