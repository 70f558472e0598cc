"""HTTP: how a form is set up, and how people meet it.

Use-cases, and what serves the pages, are loaded with the first request for them: few processes ever see one.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from chalice import Response

from chalicelib import wiring
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.permission import Permission
from chalicelib.domain.reason import Reason
from chalicelib.handlers.answers import UploadJson
from chalicelib.handlers.bodies import Query
from chalicelib.handlers.form_http import FormCall, FormRoutes
from chalicelib.handlers.form_shapes import FormBody, FormJson, FormSentJson, form_json, settings_of
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.ports.bundle import Ports

routes = AgentRoutes(__name__)
public = FormRoutes(__name__)
SETTINGS = "/channels/{channel_id}/form"
PATH = "/forms/{channel_id}"
HTML = "text/html"


class FormPreviewQuery(Query):
    """GET /channels/{id}/form/page: `lang` (en, es) and `theme` (light, dark) of the page."""

    lang: Literal["en", "es"] | None = None
    theme: Literal["light", "dark"] | None = None


@routes.route(SETTINGS, permission=Permission.SEE_TEAM, answer=FormJson)
def get_form(call: AgentCall[Query], channel_id: str) -> FormJson:
    """What a form asks, and where it is to be had."""
    return shown_form(call.ports, channel_id)


@routes.route(SETTINGS, method="PUT", permission=Permission.SET_UP_FORMS, body=FormBody, answer=FormJson)
def put_form(call: AgentCall[FormBody], channel_id: str) -> FormJson:
    """Change it; what is not named stays. Refused when somebody changed it since `version` was read."""
    from chalicelib.usecases.change_form import FormChange, change_form

    given = call.given
    name = None if given.name is None else " ".join(given.name.split())
    if name == "":
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    change_form(call.ports, channel_id, FormChange(given.version, settings_of(given), name))
    return shown_form(call.ports, channel_id)


@routes.route(f"{SETTINGS}/page", permission=Permission.SEE_TEAM, answer=HTML, query=FormPreviewQuery)
def get_form_preview(call: AgentCall[FormPreviewQuery], channel_id: str) -> Response:
    """The page of the form as everybody sees it, from which nothing can be sent."""
    from chalicelib.channels.form.page import View, form_page, language_for
    from chalicelib.handlers.form_serving import html_answer
    from chalicelib.ports.forms import form_channel

    form, given = form_channel(call.ports, channel_id).form, call.given
    accepted = call.request.headers.get("accept-language", "")
    return html_answer(
        form_page(View(form, language_for(form, given.lang or "", accepted), given.theme or ""))
    )


def shown_form(ports: Ports, channel_id: str) -> FormJson:
    """The form of a channel as it is now. Raises `NoSuchChannel`."""
    from chalicelib.domain.form_snippet import embed_snippet, form_url, html_example
    from chalicelib.ports.forms import form_channel

    found, site = form_channel(ports, channel_id), wiring.public_url()
    return form_json(
        found.channel,
        found.form,
        form_url=form_url(site, found.channel.id),
        embed=embed_snippet(site, found.channel.id),
        html=html_example(site, found.form),
    )


@public.route("/forms/embed.js", answer="text/javascript")
def get_form_script(call: FormCall) -> Response:
    """What puts forms into the pages of a site."""
    from chalicelib.handlers.form_serving import script_answer

    return script_answer(call)


@public.route(PATH, answer=HTML)
def get_form_page(call: FormCall, channel_id: ChannelId) -> Response:
    """The page of a form, for everybody who has its address and for frames on the sites that may show it."""
    from chalicelib.handlers.form_serving import page_answer

    return page_answer(call, channel_id)


@public.route(f"{PATH}/thanks", answer=HTML)
def get_form_thanks(call: FormCall, channel_id: ChannelId) -> Response:
    """What is shown when a form was sent."""
    from chalicelib.handlers.form_serving import thanks_answer

    return thanks_answer(call, channel_id)


@public.route(PATH, method="POST", answer=FormSentJson, shared=True)
def post_form(call: FormCall, channel_id: ChannelId) -> Response:
    """Send a form: urlencoded, multipart or JSON, the names as its fields have them. JSON answers JSON.

    A browser is led on to the page after it, or shown the form again with what is wrong. The same `_id`
    twice begins one conversation.
    """
    from chalicelib.handlers.form_serving import sent_answer

    return sent_answer(call, channel_id)


@public.route(f"{PATH}/uploads", method="POST", answer=UploadJson, status=HTTPStatus.CREATED)
def post_form_upload(call: FormCall, channel_id: ChannelId) -> UploadJson:
    """Where our page may put one file that is too large to be sent with the form."""
    from chalicelib.handlers.form_serving import offered_upload

    return offered_upload(call, channel_id)
