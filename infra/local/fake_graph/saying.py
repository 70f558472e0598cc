"""A made-up person writes to an account, and the product is told as Meta would tell it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from infra.local.fake_graph.delivering import deliver
from infra.local.fake_graph.state import WHATSAPP, Due, FakeAccount, FakeMedia, FakeState
from infra.local.fake_graph.webhooks import said

SHOWN = ("image", "audio", "video")
Told = Mapping[str, Any]


def say(state: FakeState, told: Told, here: str) -> dict[str, Any]:
    """A person writes: `account`, `person`, `text`, a `file` (name, content_type, content in base64), a
    `location` (latitude, longitude, name), or the whole `content` as the platform tells it; `reply_to` is the
    id of the message that is answered. How it is delivered: see `delivering.py`.

    Answers the id and the statuses that the product answered with.
    """
    message_id, due = words(state, told, here)
    return {"id": message_id, "statuses": deliver(state, state.accounts[told["account"]], [due], told)}


def words(state: FakeState, told: Told, here: str) -> tuple[str, Due]:
    """What `say` says, written down: the id of the message, and how the product is told of it."""
    account, person = state.accounts[told["account"]], state.people[told["person"]]
    content = dict(told.get("content") or _content(state, account, told, here))
    _answer(account, content, str(told.get("reply_to", "")))
    state.wrote(account.id, person.id)
    name = "id" if account.kind == WHATSAPP else "mid"
    content.setdefault(name, state.message_id(account.kind))
    at = state.clock()
    event = said(account, {"id": person.id, "name": person.name}, content, at)
    line = state.journal.deed(
        at, account.id, "said", person.id, message_id=str(content[name]), content=content
    )
    return content[name], Due(event, line)


def _answer(account: FakeAccount, content: dict[str, Any], reply_to: str) -> None:
    """Say in the message to which one it is the answer."""
    if reply_to and account.kind == WHATSAPP:
        content["context"] = {"from": account.id, "id": reply_to}
    elif reply_to:
        content["reply_to"] = {"mid": reply_to}


def _place(account: FakeAccount, told: Told) -> dict[str, Any]:
    """Where somebody is, as the platform tells it."""
    latitude, longitude = float(told["latitude"]), float(told["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("there is no such place")
    name = str(told.get("name", ""))
    if account.kind == WHATSAPP:
        where: dict[str, Any] = {"latitude": latitude, "longitude": longitude}
        return {"type": "location", "location": where | ({"name": name} if name else {})}
    payload = {"coordinates": {"lat": latitude, "long": longitude}}
    return {"attachments": [{"type": "location", "title": name, "payload": payload}]}


def _content(state: FakeState, account: FakeAccount, told: Told, here: str) -> dict[str, Any]:
    """The message as the platform tells it."""
    text, file = str(told.get("text", "")), told.get("file")
    if place := told.get("location"):
        return _place(account, place)
    if file is None:
        if not text:
            raise ValueError("a message has text, a file or a place")
        return {"type": "text", "text": {"body": text}} if account.kind == WHATSAPP else {"text": text}
    media = FakeMedia(str(file["name"]), str(file["content_type"]), b64decode(file["content"], validate=True))
    media_id = state.keep_media(media)
    top = media.content_type.partition("/")[0]
    if account.kind == WHATSAPP:
        kind = top if top in SHOWN else "document"
        whole = {"id": media_id, "mime_type": media.content_type, "filename": media.name, "caption": text}
        left_out = {"filename"} if kind != "document" else set()
        return {
            "type": kind,
            kind: {name: whole[name] for name in whole if name not in left_out and whole[name]},
        }
    payload = {"url": f"{here}/files/{media_id}"}
    attachments = [{"type": top if top in SHOWN else "file", "payload": payload}]
    return {"attachments": attachments, **({"text": text} if text else {})}
