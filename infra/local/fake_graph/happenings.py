"""What happened, newest first: the lines of the journal as the simulator's page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from infra.local.fake_graph.contents import heard_of
from infra.local.fake_graph.journal import Line
from infra.local.fake_graph.state import FakeState

SHOWN = 100
TRACED_FOR = timedelta(minutes=5)
TAKEN = 200
OWN_MESSAGES = frozenset({"said", "press", "postback"})
Told = Mapping[str, Any]
Json = dict[str, Any]


def happened(state: FakeState, _told: Told) -> Json:
    """`GET log`: the newest 100 lines.

    Each has `id`, `at`, `way` (`in` is a webhook to the product, `out` a call of it), `kind`, `channel`,
    `account`, `name` (of the person), `text`, `files`, `statuses`, `code`, `held`, `kept` (how many entries
    the product made of it, 0 while that is not known) and `conversation` ("" while nothing tells it).
    """
    lines = [line for line in state.journal.lines.copy() if line.account_id in state.accounts]
    lines = lines[-SHOWN:]
    for line in lines:
        _trace(state, line)
    known: dict[tuple[str, str], str] = {}
    shown = []
    for line in lines:
        whose = (line.account_id, line.person_id)
        known[whose] = line.conversation or known.get(whose, "")
        shown.append({**_line(state, line), "conversation": known[whose] if line.person_id else ""})
    return {"items": shown[::-1]}


def _trace(state: FakeState, line: Line) -> None:
    """Ask the product for a message of a person, soon after it took it."""
    if line.kind not in OWN_MESSAGES or TAKEN not in line.statuses:
        return
    if line.conversation or state.clock() - line.at > TRACED_FOR:
        return
    if found := state.traced(line.message_id):
        line.conversation, line.kept = found


def _words(line: Line, content: Json) -> str:
    """What was said, or what tells best what was done."""
    place = content.get("place") or {}
    told = (content.get("text"), place.get("name"), line.text)
    done = (line.act.get(name) for name in ("title", "text", "emoji", "ref"))
    return next((str(words) for words in (*told, *done) if words), "")


def _line(state: FakeState, line: Line) -> Json:
    account = state.accounts[line.account_id]
    person = state.people.get(line.person_id)
    content = heard_of(state, account, line.content, "") if line.kind == "said" else {}
    return {
        "id": line.number,
        "at": line.at.isoformat(),
        "way": line.way,
        "kind": line.kind,
        "channel": account.kind,
        "account": account.name,
        "person": line.person_id,
        "name": person.name.strip() if person else "",
        "text": _words(line, content),
        "files": len(content.get("files", ())),
        "statuses": list(line.statuses),
        "code": line.code,
        "held": line.held,
        "kept": line.kept,
    }
