"""What was said in a chat, as plain text for a mail."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.domain.entry import Entry
from chalicelib.domain.visitor_view import Faces, VisitorEntry, shown_entry

SUBJECTS = {"en": "Your conversation with {company}", "es": "Tu conversación con {company}"}
TEAM = {"en": "Team", "es": "Equipo"}
FILE = {"en": "File: {name}", "es": "Archivo: {name}"}


def transcript(entries: Iterable[Entry], faces: Faces, visitor: str, language: str) -> str:
    """Who said what and when (UTC), in order; what a visitor does not see is not in it."""
    shown = (shown_entry(entry, faces) for entry in entries)
    return "\n\n".join(_said(one, visitor, language) for one in shown if one and one.kind == "message")


def _said(entry: VisitorEntry, visitor: str, language: str) -> str:
    team = entry.agent.name if entry.agent else TEAM.get(language, TEAM["en"])
    who = visitor if entry.by == "visitor" else team
    files = [FILE.get(language, FILE["en"]).format(name=file.name) for _, file in entry.files]
    lines = [f"{who}, {entry.at:%Y-%m-%d %H:%M} UTC", *([entry.text] if entry.text else []), *files]
    return "\n".join(lines)
