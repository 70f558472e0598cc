"""What the product called, noted for who looks on: which message, to whom, and how it was answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infra.local.answers import Answer, Request
from infra.local.fake_graph.contents import words_of
from infra.local.fake_graph.forms import values_of
from infra.local.fake_graph.refusals import Refusal
from infra.local.fake_graph.state import FakeState

Told = Mapping[str, Any]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """`path` is without the version."""

    request: Request
    path: str
    began: datetime
    answer: Answer


def note_call(state: FakeState, call: Call) -> None:
    """Keep a line of a call of an account's token, also of one that has ended."""
    request, path, answer = call.request, call.path, call.answer
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    account = next((one for one in state.accounts.values() if one.token == token), None)
    if account is None:
        return
    told = _json(answer)
    more: Json = {"statuses": [answer.status], "code": int((told.get("error") or {}).get("code", 0))}
    kind = f"{request.method} {path}"
    if request.method == "POST" and path.endswith("/messages"):
        kind, facts = _message(state, request, told)
        more |= facts
    state.journal.called(call.began, account.id, kind, **more)


def _message(state: FakeState, request: Request, told: Told) -> tuple[str, Json]:
    """`message`, or the sign that was shown; to whom, with which words."""
    try:
        values, _ = values_of(request)
    except Refusal:
        return "message", {}
    if values.get("status") == "read":
        sign = "typing_on" if values.get("typing_indicator") else "mark_seen"
        return sign, {"person_id": _writer(state, str(values.get("message_id", "")))}
    person_id = str(values.get("to") or (values.get("recipient") or {}).get("id", ""))
    if sign := str(values.get("sender_action", "")):
        return sign, {"person_id": person_id}
    ids = [str(one.get("id", "")) for one in told.get("messages", ())]
    message_id = str(told.get("message_id", "")) or "".join(ids[:1])
    return "message", {"person_id": person_id, "message_id": message_id, "text": words_of(values)}


def _writer(state: FakeState, message_id: str) -> str:
    """Who wrote a message."""
    deeds = (deed for deed in state.journal.deeds if deed.message_id == message_id)
    return next((deed.person_id for deed in deeds), "")


def _json(answer: Answer) -> Json:
    try:
        told = json.loads(answer.body) if isinstance(answer.body, bytes) else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
