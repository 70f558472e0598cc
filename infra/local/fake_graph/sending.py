"""Takes messages as the Send API and the Cloud API do, and refuses what their documentation refuses."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from infra.local.fake_graph.interactive import check_interactive
from infra.local.fake_graph.refusals import Refusal, magic_refusal
from infra.local.fake_graph.state import INSTAGRAM, WHATSAPP, FakeAccount, FakeMedia, FakeMessage, FakeState

NOT_IN_A_PARAMETER = re.compile(r"[\n\t]| {5}")
DAY, WEEK = timedelta(hours=24), timedelta(days=7)
TYPES = frozenset({"image", "audio", "video", "file"})
ACTIONS = frozenset({"typing_on", "typing_off", "mark_seen"})
SIZES = {"image": 8_000_000}
LARGEST = 25_000_000
WHATSAPP_SIZES = {"image": 5_000_000, "audio": 16_000_000, "video": 16_000_000, "document": 100_000_000}


def page_message(
    state: FakeState, account: FakeAccount, values: dict[str, Any], media: FakeMedia | None
) -> tuple[dict[str, Any], FakeMessage | None]:
    """`POST /me/messages`: the answer, and the message unless it was a sign of typing or reading."""
    person_id = str((values.get("recipient") or {}).get("id", ""))
    state.heard(account, person_id)
    if action := values.get("sender_action"):
        if action not in ACTIONS:
            raise Refusal(100, text="No such sender_action")
        _known(state, person_id)
        state.show(account.id, person_id, str(action))
        return {"recipient_id": person_id}, None
    if refusal := magic_refusal(person_id):
        raise refusal
    _known(state, person_id)
    if account.id in state.people[person_id].away:
        raise Refusal(551)
    _check_window(state, account, person_id, values)
    content = values.get("message")
    if not isinstance(content, dict) or not (content.get("text") or content.get("attachment")):
        raise Refusal(100, 2018034, text="Message cannot be empty, must provide valid attachment or text")
    _check_text(account, content)
    _check_quick_replies(content)
    files = _attached(state, content, media)
    message_id = state.message_id(account.kind)
    message = FakeMessage(message_id, account.id, person_id, values, state.clock(), files)
    state.messages.append(message)
    return {"recipient_id": person_id, "message_id": message_id}, message


def _known(state: FakeState, person_id: str) -> None:
    if person_id not in state.people:
        raise Refusal(100, 2018001, text="No matching user found")


def _check_window(state: FakeState, account: FakeAccount, person_id: str, values: dict[str, Any]) -> None:
    kind, tag = values.get("messaging_type"), values.get("tag")
    wrote_at = state.people[person_id].wrote_at.get(account.id)
    since = state.clock() - wrote_at if wrote_at else None
    if kind in ("RESPONSE", "UPDATE") or (kind is None and account.kind == INSTAGRAM):
        allowed = DAY
    elif kind == "MESSAGE_TAG" and tag == "HUMAN_AGENT":
        allowed = WEEK
    else:
        raise Refusal(
            100, text="Param messaging_type must be one of RESPONSE, UPDATE, MESSAGE_TAG with a tag"
        )
    if since is None or since > allowed:
        raise Refusal(10, 2018278, text="This message is sent outside of allowed window")


def _check_text(account: FakeAccount, content: dict[str, Any]) -> None:
    text = content.get("text", "")
    length = len(text.encode()) if account.kind == INSTAGRAM else len(text.encode("utf-16-le")) // 2
    if length > (1_000 if account.kind == INSTAGRAM else 2_000):
        raise Refusal(100, text="Length of param message[text] is too long")
    if len(str(content.get("metadata", ""))) > 1_000:
        raise Refusal(100, text="Length of param message[metadata] is too long")


def _check_quick_replies(content: dict[str, Any]) -> None:
    replies = content.get("quick_replies", [])
    if len(replies) > 13:
        raise Refusal(100, text="Too many elements in param message[quick_replies]")
    for reply in replies:
        if reply.get("content_type") == "text" and not (reply.get("title") and reply.get("payload")):
            raise Refusal(100, text="A quick reply needs title and payload")


def _attached(state: FakeState, content: dict[str, Any], media: FakeMedia | None) -> tuple[str, ...]:
    """The files of a message, kept here. Raises `Refusal`."""
    attachment = content.get("attachment")
    if attachment is None:
        return ()
    if attachment.get("type") not in TYPES:
        raise Refusal(100, text="No such type of attachment")
    if media is not None:
        return (take_upload(state, attachment["type"], media),)
    known = str((attachment.get("payload") or {}).get("attachment_id", ""))
    if known not in state.media:
        raise Refusal(100, 2018074, text="Invalid attachment id")
    return (known,)


def take_upload(state: FakeState, kind: str, media: FakeMedia) -> str:
    """Its id. Raises `Refusal` for what is too large or empty."""
    if len(media.content) > SIZES.get(kind, LARGEST):
        raise Refusal(100, 2018109, text="Attachment size exceeds allowable limit")
    if not media.content:
        raise Refusal(100, 2018047, text="Upload attachment failure")
    return state.keep_media(media)


def whatsapp_message(
    state: FakeState, account: FakeAccount, values: dict[str, Any]
) -> tuple[dict[str, Any], FakeMessage | None]:
    """`POST /<phone number>/messages`: the answer, and the message unless one was marked as read."""
    if values.get("messaging_product") != "whatsapp":
        raise Refusal(100, text="The parameter messaging_product is required")
    if values.get("status") == "read":
        typing = "typing_on" if values.get("typing_indicator") else "mark_seen"
        state.show(account.id, str(values.get("message_id", "")), typing)
        return {"success": True}, None
    person_id = str(values.get("to") or values.get("recipient", ""))
    state.heard(account, person_id)
    if refusal := magic_refusal(person_id):
        raise refusal
    if person_id == account.id:
        raise Refusal(131021)
    if person_id not in state.people or account.id in state.people[person_id].away:
        raise Refusal(131026)
    kind = str(values.get("type", "text"))
    wrote_at = state.people[person_id].wrote_at.get(account.id)
    if kind != "template" and (wrote_at is None or state.clock() - wrote_at > DAY):
        raise Refusal(131047)
    files = _whatsapp_content(state, account, kind, values)
    message_id = state.message_id(WHATSAPP)
    message = FakeMessage(message_id, account.id, person_id, values, state.clock(), files)
    state.messages.append(message)
    contacts = [{"input": person_id, "wa_id": person_id}]
    return {"messaging_product": "whatsapp", "contacts": contacts, "messages": [{"id": message_id}]}, message


def _whatsapp_content(
    state: FakeState, account: FakeAccount, kind: str, values: dict[str, Any]
) -> tuple[str, ...]:
    content = values.get(kind) or {}
    if len(str(values.get("biz_opaque_callback_data", ""))) > 512:
        raise Refusal(131009, text="biz_opaque_callback_data is too long")
    if kind == "text":
        _check_length(content.get("body", ""), 4_096)
    elif kind == "interactive":
        check_interactive(content)
    elif kind == "template":
        _check_template(state, account, content)
    elif kind in WHATSAPP_SIZES:
        return (_whatsapp_media(state, kind, content),)
    else:
        raise Refusal(131051)
    return ()


def _check_length(text: str, most: int) -> None:
    if not text:
        raise Refusal(131008)
    if len(text) > most:
        raise Refusal(100, text="The text is too long")


def _check_template(state: FakeState, account: FakeAccount, content: dict[str, Any]) -> None:
    language = (content.get("language") or {}).get("code")
    known = [
        one
        for one in state.templates.get(account.business_id, [])
        if (one["name"], one["language"]) == (content.get("name"), language) and one["status"] == "APPROVED"
    ]
    if not known:
        raise Refusal(132001, status=404)
    body = next(part["text"] for part in known[0]["components"] if part["type"] == "BODY")
    given = [one for part in content.get("components", []) for one in part.get("parameters", [])]
    wanted = {piece.partition("}}")[0] for piece in body.split("{{")[1:]}
    if len(wanted) != len(given):
        raise Refusal(132000)
    if not all(name.isdigit() for name in wanted) and {one.get("parameter_name") for one in given} != wanted:
        raise Refusal(100, text="Parameter name is missing or empty")
    if any(NOT_IN_A_PARAMETER.search(str(one.get("text", ""))) for one in given):
        raise Refusal(100, text="Param text cannot have new-line/tab characters or more than 4 spaces")


def _whatsapp_media(state: FakeState, kind: str, content: dict[str, Any]) -> str:
    media = state.media.get(str(content.get("id", "")))
    if media is None:
        raise Refusal(131009, text="No such media")
    if len(media.content) > WHATSAPP_SIZES[kind]:
        raise Refusal(131053)
    if len(content.get("caption", "")) > 1_024 or (kind == "audio" and content.get("caption")):
        raise Refusal(131009, text="This caption is not possible")
    return str(content["id"])
