"""A form as people meet it: its page, what is sent of it, and the page after that.

It is loaded with the first request for a form: few processes ever see one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import msgspec
from chalice import Response

from chalicelib import wiring
from chalicelib.channels.form import page as pages
from chalicelib.channels.form import wire
from chalicelib.channels.form.words import WORDS
from chalicelib.domain.errors import Invalid, NoSuchChannel, TooLarge, TooManyTries
from chalicelib.domain.form import FILE
from chalicelib.domain.form_answers import Problems, extra_file_names
from chalicelib.domain.form_names import by_key, files_by_key
from chalicelib.domain.form_stamp import stamped
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.receipt import Taken
from chalicelib.handlers.answers import UploadJson
from chalicelib.handlers.form_http import FormCall
from chalicelib.handlers.form_intake import Sending, sending_of, stamp_age, take, with_uploads
from chalicelib.handlers.form_shapes import FormErrorJson, FormProblemJson, FormSentJson, FormUploadBody
from chalicelib.handlers.problems import HEADERS as PROBLEM_HEADERS
from chalicelib.handlers.problems import Unreadable
from chalicelib.handlers.reading import invalid
from chalicelib.ports.forms import FormChannel, form_channel
from chalicelib.ports.visits import KEY, count_source
from chalicelib.usecases.offer_upload import offer_upload

HTML = "text/html"
SCRIPT = "text/javascript"
MOST_UPLOADS = 30
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}


def script_answer(call: FormCall) -> Response:
    """What puts forms into the pages of a site."""
    del call
    headers: dict[str, Any] = {
        "Content-Type": f"{SCRIPT}; charset=utf-8",
        "Cache-Control": "public, max-age=3600",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(_script(), headers=headers)


def page_answer(call: FormCall, channel_id: ChannelId) -> Response:
    """The page of a form, for everybody who has its address and for frames on the sites that may show it."""
    found = form_channel(call.ports, channel_id)
    view = _view(call, found, call.query)
    if not found.form.is_live:
        return html_answer(pages.closed_page(view), HTTPStatus.NOT_FOUND)
    return html_answer(pages.form_page(_stamped(call, found, view)))


def thanks_answer(call: FormCall, channel_id: ChannelId) -> Response:
    """What is shown when a form was sent."""
    found = form_channel(call.ports, channel_id)
    return html_answer(pages.thanks_page(_view(call, found, call.query)))


def sent_answer(call: FormCall, channel_id: ChannelId) -> Response:
    """Send a form: urlencoded, multipart or JSON, the names as its fields have them. JSON answers JSON.

    A browser is led on to the page after it, or shown the form again with what is wrong. The same `_id`
    twice begins one conversation.
    """
    found = _form_for(call, channel_id)
    if not found.form.is_live and not _wants_json(call):
        return html_answer(pages.closed_page(_view(call, found, call.query)), HTTPStatus.NOT_FOUND)
    _check_open(found)
    try:
        sent = _sent(call)
    except TooLarge:
        if _wants_json(call):
            raise
        too_large = Problems({"": "too_large"})
        return _again(call, found, Sending("", wire.Sent()), too_large, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    form = found.form
    named = wire.Sent(by_key(form, sent.values), files_by_key(form, sent.files))
    return _received(call, found, sending_of(call, channel_id, named))


def _received(call: FormCall, found: FormChannel, sending: Sending) -> Response:
    try:
        sending = with_uploads(call, found.channel.id, sending)
        taken = take(call, found, sending)
    except TooManyTries as refused:
        if _wants_json(call):
            raise
        too_many = Problems({"": "too_many"})
        answer = _again(call, found, sending, too_many, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(refused.retry_after)
        return answer
    if isinstance(taken, Problems):
        return _refused(call, found, sending, taken)
    return _accepted(call, found, sending, taken)


def offered_upload(call: FormCall, channel_id: ChannelId) -> UploadJson:
    """Where our page may put one file that is too large to be sent with the form."""
    found = _form_for(call, channel_id)
    _check_open(found)
    try:
        given = msgspec.json.decode(call.body, type=FormUploadBody)
    except msgspec.ValidationError as error:
        raise invalid(error) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(400, "The body is no JSON") from error
    if not any(field.key == given.field and field.kind == FILE for field in found.form.fields):
        raise Invalid("This form takes no such file", field="field")
    if stamp_age(call.ports, channel_id, given.id, given.started) is None:
        raise Invalid("This page is too old: load it again", field="started")
    count_source(call.ports, f"form_upload#{channel_id}", call.source, MOST_UPLOADS)
    name, content_type = wire.tidy_file(given.name, given.content_type)
    offered = offer_upload(call.ports, given.id, name=name, content_type=content_type, size=given.size)
    return UploadJson(offered.id, offered.slot.url, dict(offered.slot.fields))


def html_answer(page: pages.Page, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """A page of ours, with its policy."""
    headers: dict[str, Any] = {
        **SAFE_HEADERS,
        "Content-Type": f"{HTML}; charset=utf-8",
        "Content-Security-Policy": page.policy,
    }
    return Response(page.html, headers=headers, status_code=status)


@cache
def _script() -> str:
    return (pages.FOLDER / "embed.js").read_text("utf-8")


def _form_for(call: FormCall, channel_id: ChannelId) -> FormChannel:
    """Raises `NoSuchChannel`, `WrongOrigin`."""
    found = form_channel(call.ports, channel_id)
    call.check_site(found.form)
    return found


def _check_open(found: FormChannel) -> None:
    """Raises `NoSuchChannel` for one that takes nothing now."""
    if not found.form.is_live:
        raise NoSuchChannel("This form is closed")


def _sent(call: FormCall) -> wire.Sent:
    """Raises `TooLarge`, `Unreadable`."""
    try:
        return wire.sent_in(call.request.headers.get("content-type", ""), call.body)
    except KeyError as error:
        raise Unreadable(415, f"Send it as one of {', '.join(wire.READERS)}") from error
    except ValueError as error:
        raise Unreadable(400, str(error)) from error


def _wants_json(call: FormCall) -> bool:
    headers = call.request.headers
    if wire.media_type(headers.get("content-type", "")) == wire.JSON:
        return True
    accepted = headers.get("accept", "").lower()
    return wire.JSON in accepted and HTML not in accepted


def _view(call: FormCall, found: FormChannel, asked: Mapping[str, str], prefix: str = "") -> pages.View:
    accepted = call.request.headers.get("accept-language", "")
    return pages.View(
        found.form,
        language=pages.language_for(found.form, asked.get(f"{prefix}lang", ""), accepted),
        theme=asked.get(f"{prefix}theme", ""),
        framed=bool(asked.get(f"{prefix}framed")),
        action=_address(found.channel.id),
        sites=wiring.upload_sites(),
    )


def _stamped(call: FormCall, found: FormChannel, view: pages.View) -> pages.View:
    """Made now, for one submission, and for whoever showed it."""
    ports, id_ = call.ports, call.ports.new_id()
    stamp = stamped(ports.secrets.key(KEY), found.channel.id, id_, ports.now())
    return replace(view, id=id_, stamp=stamp, page="" if call.own else call.page)


def _address(channel_id: ChannelId) -> str:
    """On this very site, under whichever of its names: what goes to another one, the policy forbids."""
    return f"/forms/{channel_id}"


def _refused(call: FormCall, found: FormChannel, sending: Sending, problems: Problems) -> Response:
    if not _wants_json(call):
        return _again(call, found, sending, problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    words = WORDS[pages.language_for(found.form, "", call.request.headers.get("accept-language", ""))]
    errors = [FormErrorJson(key, code, words[f"problem_{code}"]) for key, code in problems.by_key.items()]
    told = FormProblemJson("The form is not right", 422, "Invalid", errors[0].field, errors)
    headers: dict[str, Any] = dict(PROBLEM_HEADERS)
    return Response(msgspec.json.encode(told).decode(), headers=headers, status_code=told.status)


def _again(
    call: FormCall, found: FormChannel, sending: Sending, problems: Problems, status: HTTPStatus
) -> Response:
    """The page once more, with what was typed; what came from elsewhere gets a stamp of its own."""
    asked = {name: sending.first(name) for name in ("_lang", "_theme", "_framed")}
    view = _view(call, found, asked, prefix="_")
    if sending.age is None:
        view = _stamped(call, found, view)
    else:
        view = replace(view, id=sending.id, stamp=sending.first("_started"), page=sending.first("_page"))
    kept = tuple((key, one.name, one.id) for key, files in sending.uploads.items() for one in files)
    extra_files = extra_file_names(found.form, sending.sent.files)
    again = replace(
        view, values=sending.sent.values, problems=problems.by_key, uploads=kept, extra_files=extra_files
    )
    return html_answer(pages.form_page(again), status)


def _accepted(call: FormCall, found: FormChannel, sending: Sending, taken: Taken) -> Response:
    if _wants_json(call):
        number = call.ports.conversations.head(taken.conversation_id).number
        headers: dict[str, Any] = {"Content-Type": wire.JSON, "Cache-Control": "no-store"}
        return Response(msgspec.json.encode(FormSentJson(True, number)).decode(), headers=headers)
    asked = {name: sending.first(f"_{name}") for name in ("lang", "theme", "framed")}
    query = urlencode({name: value for name, value in asked.items() if value})
    after = f"{_address(found.channel.id)}/thanks{'?' if query else ''}{query}"
    # in a frame, the page around it is to go on, and not what is in the frame
    onward = found.form.redirect_url if found.form.redirect_url and not asked["framed"] else after
    led_on: dict[str, Any] = {"Location": onward, "Cache-Control": "no-store"}
    return Response("", headers=led_on, status_code=HTTPStatus.SEE_OTHER)
