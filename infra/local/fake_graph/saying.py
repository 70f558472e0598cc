"""A made-up person writes to an account, and the product is told as Meta would tell it."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from infra.local.fake_graph.state import WHATSAPP, FakeAccount, FakeMedia, FakeState
from infra.local.fake_graph.webhooks import post_webhook, said

TIMES = 5
SHOWN = ("image", "audio", "video")
Told = Mapping[str, Any]


def say(state: FakeState, told: Told, here: str) -> dict[str, Any]:
    """A person writes: `account`, `person`, `text`, a `file` (name, content_type, content in base64), or the
    whole `content` as the platform tells it; `times` tells it again.

    Answers the id and the statuses that the product answered with.
    """
    account = state.accounts[told["account"]]
    message_id, event = words(state, told, here)
    times = min(int(told.get("times", 1)), TIMES)
    return {"id": message_id, "statuses": [post_webhook(account, event) for _ in range(times)]}


def words(state: FakeState, told: Told, here: str) -> tuple[str, dict[str, Any]]:
    """What `say` tells: the id of the message, and the webhook."""
    account, person = state.accounts[told["account"]], state.people[told["person"]]
    state.wrote(account.id, person.id)
    content = dict(told.get("content") or _content(state, account, told, here))
    name = "id" if account.kind == WHATSAPP else "mid"
    content.setdefault(name, state.message_id(account.kind))
    event = said(account, {"id": person.id, "name": person.name}, content, state.clock())
    return content[name], event


def _content(state: FakeState, account: FakeAccount, told: Told, here: str) -> dict[str, Any]:
    """The message as the platform tells it."""
    text, file = str(told.get("text", "")), told.get("file")
    if file is None:
        if not text:
            raise ValueError("a message has text or a file")
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
