"""Reads the lists of phrases that the quoting, bounce and auto-reply modules keep as plain text."""

import re


def phrases(text: str) -> tuple[str, ...]:
    """Phrases parted by `|`, over any number of lines, each once."""
    found = (" ".join(phrase.split()) for phrase in text.split("|"))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def any_line(text: str, flags: int = re.IGNORECASE, around: str = "{}") -> re.Pattern[str]:
    """One pattern that matches what any line of `text` matches; `around` has the place for it."""
    lines = (line.strip() for line in text.split("\n"))
    return re.compile(around.format("(?:" + "|".join(line for line in lines if line) + ")"), flags)


def beginning(text: str) -> re.Pattern[str]:
    """One pattern for lines that begin with any of the phrases, whatever their case."""
    return re.compile("(?:" + "|".join(map(re.escape, phrases(text))) + ")", re.IGNORECASE)
