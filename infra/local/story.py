"""One conversation of the made-up company as a story: the files below `stories/`, read with their times."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib.domain.ids import ConversationId

STORIES = Path(__file__).resolve().parent / "stories"
DOMAIN = "bandeja.test"
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
Beat = dict[str, Any]


@dataclass(slots=True)
class Story:
    """What the file says, and how far it has come. `sender` is who began it, and `to` where: an address of
    ours, or the kind of a channel that has none."""

    sender: str
    to: str
    subject: str
    beats: list[Beat]
    at: datetime
    conversation_id: ConversationId | None = None


def stories_in(folder: Path, now: datetime) -> Iterator[Story]:
    """The stories of all files. `began` counts back from now."""
    for file in sorted(folder.glob("*.toml")):
        for told in tomllib.loads(file.read_text(encoding="utf-8"))["story"]:
            began = now - span(told["began"])
            to = told.get("account") or f"{told['inbox']}@{DOMAIN}"
            sender = told.get("person") or told["from"]
            yield Story(sender, to, told.get("subject", ""), told["beat"], began)


def span(text: str) -> timedelta:
    """`35m`, `3h`, `2d`, or several of them: `1d 4h`."""
    parts = re.findall(r"(\d+)([mhd])", text)
    return sum((timedelta(**{UNITS[unit]: int(count)}) for count, unit in parts), timedelta())


def begun(story: Story) -> ConversationId:
    """The conversation of a story that has had its first beat."""
    assert story.conversation_id is not None, f"{story.sender}: begins with what they write"
    return story.conversation_id
