"""What was filled in, in a flow or as an address: a line for each field, and the files that were chosen.

Meta's documentation: "Receive flow response", "Media upload components" (Flows), "Address messages".
"""

from __future__ import annotations

import json

from chalicelib.channels.meta.content import Content, joined, part
from chalicelib.channels.meta.form_rows import form_row
from chalicelib.channels.meta.loose_json import (
    DEEPEST_WORDS,
    fields,
    identifier,
    inside,
    plain_words,
    words,
)
from chalicelib.channels.whatsapp.files import unknown_file

MACHINE_FIELDS = ("flow_token", "wa_flow_response_params")


def flow(under: object) -> Content:
    """A flow was filled in; its answers are JSON within the JSON. `body` says "Sent" in some language."""
    answers = inside(under, "response_json")
    if isinstance(answers, str):
        answers = _parsed(answers)
    told = {name: one for name, one in fields(answers).items() if name not in MACHINE_FIELDS}
    files = joined([unknown_file(one) for answer in told.values() for one in _uploads(answer)])
    lines = [_line(name, _without_uploads(answer)) for name, answer in told.items()]
    text = "\n".join(one for one in lines if one) if told else words(answers)
    return part("form", title=words(inside(under, "name")), text=text or words(inside(under, "body"))) + files


def _parsed(answers: str) -> object:
    try:
        told: object = json.loads(answers)
    except (ValueError, RecursionError):
        return answers
    return told if isinstance(told, dict) else answers


def _is_upload(answer: object) -> bool:
    """It has an id of WhatsApp's, as any file that is sent."""
    return bool(words(inside(answer, "mime_type")) and identifier(inside(answer, "id")))


def _uploads(answer: object) -> list[object]:
    told = answer if isinstance(answer, list) else [answer]
    return [_without_address(one) for one in told if _is_upload(one)]


def _without_address(upload: object) -> dict[str, object]:
    """An address in an answer is one that anybody may have put there."""
    return {name: one for name, one in fields(upload).items() if name not in ("url", "link")}


def _without_uploads(answer: object) -> object:
    if isinstance(answer, list):
        return [one for one in answer if not _is_upload(one)]
    return None if _is_upload(answer) else answer


def _line(name: str, answer: object) -> str:
    """What lies too deep to be put in words stands as it came."""
    said = plain_words(answer, DEEPEST_WORDS - 1)
    if not said and isinstance(answer, dict | list) and answer:
        said = _as_it_came(answer)
    return form_row(words(name), said) if said else ""


def _as_it_came(answer: object) -> str:
    try:
        return words(json.dumps(answer, ensure_ascii=False))
    except RecursionError:
        return ""
