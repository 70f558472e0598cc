"""What a message holds, whichever platform tells it: text, files, a place, and what can be pressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.local.fake_graph.interactive import opens_by, rows_of
from infra.local.fake_graph.state import WHATSAPP, FakeAccount, FakeMessage, FakeState

WITH_FILES = ("image", "audio", "video", "document", "sticker")
Content = Mapping[str, Any]
Json = dict[str, Any]


def heard_of(state: FakeState, account: FakeAccount, content: Content, here: str) -> Json:
    """What somebody wrote: `text`, `files`, `place` and `reply_to`, those that it has."""
    if account.kind == WHATSAPP:
        return _whatsapp_heard(state, content, here)
    files = [
        str((one.get("payload") or {}).get("url", "")).rpartition("/")[2]
        for one in content.get("attachments", ())
    ]
    places = [
        {"latitude": found["lat"], "longitude": found["long"], "name": str(one.get("title", ""))}
        for one in content.get("attachments", ())
        if (found := (one.get("payload") or {}).get("coordinates"))
    ]
    told: Json = {"text": str(content.get("text", "")), "files": _files(state, files, here)}
    return {
        **told,
        "place": places[0] if places else None,
        "reply_to": str((content.get("reply_to") or {}).get("mid", "")),
    }


def _whatsapp_heard(state: FakeState, content: Content, here: str) -> Json:
    kind = str(content.get("type", ""))
    inner = content.get(kind) or {}
    place = {"name": "", **inner} if kind == "location" else None
    return {
        "text": str(inner.get("body") or inner.get("caption", "")),
        "files": _files(state, [str(inner["id"])] if kind in WITH_FILES else [], here),
        "place": place,
        "reply_to": str((content.get("context") or {}).get("id", "")),
    }


def sent_of(state: FakeState, account: FakeAccount, message: FakeMessage, here: str) -> Json:
    """What the team wrote; `offered` has `title` and `payload` of what can be pressed, in the list that a
    button `opens` where that says something.
    """
    files = _files(state, message.media, here)
    if account.kind == WHATSAPP:
        return {**_whatsapp_sent(state, account, message.content), "files": files}
    content = message.content["message"]
    replies = content.get("quick_replies", ())
    return {
        "text": str(content.get("text", "")),
        "files": files,
        "offered": [_offered(one) for one in replies if one.get("content_type", "text") == "text"],
        "reply_to": str((message.content.get("reply_to") or {}).get("mid", "")),
    }


def words_of(values: Content) -> str:
    """The text of a message as it is called for; "" for a file alone, the name of a template."""
    if "messaging_product" not in values:
        return str((values.get("message") or {}).get("text", ""))
    inner = values.get(str(values.get("type", "text"))) or {}
    body = inner.get("body", "")
    text = body.get("text", "") if isinstance(body, Mapping) else body
    return str(text or inner.get("caption", "") or inner.get("name", ""))


def _whatsapp_sent(state: FakeState, account: FakeAccount, values: Content) -> Json:
    kind = str(values.get("type", "text"))
    inner = values.get(kind) or {}
    reply_to = str((values.get("context") or {}).get("message_id", ""))
    if kind == "template":
        return {"text": _template_text(state, account, inner), "reply_to": reply_to}
    if kind != "interactive":
        return {"text": str(inner.get("body") or inner.get("caption", "")), "reply_to": reply_to}
    buttons = [one["reply"] for one in (inner.get("action") or {}).get("buttons", ())]
    offered = [{"title": str(one["title"]), "payload": str(one["id"])} for one in (*buttons, *rows_of(inner))]
    told = {"text": str(inner["body"]["text"]), "reply_to": reply_to}
    return {**told, "offered": offered, "opens": opens_by(inner)}


def _template_text(state: FakeState, account: FakeAccount, content: Content) -> str:
    """The words of a template with what was put in."""
    wanted = (content.get("name"), (content.get("language") or {}).get("code"))
    known = state.templates.get(account.business_id, [])
    bodies = [
        part["text"]
        for one in known
        if (one["name"], one["language"]) == wanted
        for part in one["components"]
        if part["type"] == "BODY"
    ]
    text = str(bodies[0]) if bodies else str(content.get("name", ""))
    for part in content.get("components", ()):
        for index, given in enumerate(part.get("parameters", ()), 1):
            place = str(given.get("parameter_name") or index)
            text = text.replace("{{" + place + "}}", str(given.get("text", "")))
    return text


def _offered(reply: Content) -> Json:
    return {"title": str(reply.get("title", "")), "payload": str(reply.get("payload", ""))}


def _files(state: FakeState, ids: Any, here: str) -> list[Json]:
    return [
        {
            "name": media.name,
            "content_type": media.content_type,
            "size": len(media.content),
            "url": f"{here}/files/{media_id}",
        }
        for media_id in ids
        if (media := state.media.get(media_id))
    ]
