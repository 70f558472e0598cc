"""Subjects of mail: what stays when "Re:", "Fwd:", "AW:", "RV:" and the like are taken away."""

from __future__ import annotations

import re

# the prefixes that mail programs put before a subject, in the languages they do it in
TAG = re.compile(r"\s*\[[^\[\]\d]{1,40}\]\s*(?=\S)")
"""What lists and mail gateways put before a subject: "[lamps] ", "[EXTERNAL] ". Numbers are no tags."""

PREFIXES = re.compile(
    r"\s*(?:(?:re|fw|fwd|aw|wg|sv|vs|vb|tr|rv|enc|res|ref|antw|doorst|odp|pd|ynt|ilt|r|i|rif|atb|fs|"
    r"转发|回复|答复|轉寄|回覆|返信|転送|회신|전달|отв|ha|на)\s*(?:\[\d+\]|\(\d+\)|\d+)?\s*[:：])",
    re.IGNORECASE,
)


def base_subject(subject: str) -> str:
    """The subject without prefixes and tags, in one case and with single spaces.

    Equal means "the same topic".
    """
    rest = " ".join(subject.split())
    while match := PREFIXES.match(rest) or TAG.match(rest):
        rest = rest[match.end() :].lstrip()
    return rest.casefold()


def is_other_topic(subject: str, of: str) -> bool:
    """Whether a mail in a thread about `of` is surely about something else.

    A missing subject says nothing, nor does one that only grew or was cut on its way.
    """
    new, old = base_subject(subject), base_subject(of)
    shorter, longer = sorted((new, old), key=len)
    return bool(shorter) and not longer.startswith(shorter) and not longer.endswith(shorter)


def reply_subject(subject: str) -> str:
    """The subject of an answer: one "Re:" before what it was."""
    rest = " ".join(subject.split())
    return rest if re.match(r"re\s*:", rest, re.IGNORECASE) else f"Re: {rest}".rstrip()
