"""HTTP: connecting something to an inbox, and how an account on a platform does.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from chalicelib import wiring
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import InboxId
from chalicelib.domain.orders import Order
from chalicelib.domain.permission import Permission
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.answers import Page
from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.channel_shapes import (
    ChannelKindJson,
    NewChannelBody,
    NewChannelJson,
    PlatformBody,
    PlatformJson,
    TemplateJson,
    kind_json,
    platform_json,
)
from chalicelib.handlers.chat_channels import chat_json
from chalicelib.handlers.custom_channels import webhook_url_of
from chalicelib.handlers.forms import shown_form
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.ports.platform_channels import asked, platform_channel

routes = AgentRoutes(__name__)
PLATFORM = "/channels/{channel_id}/platform"
# what each kind needs: the field that names the account, and the one that holds the token
ACCOUNTS = {
    "messenger": ("page_id", "page_token"),
    "instagram": ("account_id", "page_token"),
    "whatsapp": ("phone_number_id", "access_token"),
}
TOKEN_BYTES = 24
PLAIN_NAMES = {
    "chat": {"en": "Website", "es": "Sitio web"},
    "form": {"en": "Form", "es": "Formulario"},
    "custom": {"en": "Platform", "es": "Plataforma"},
}
# what is no website and no form speaks for a platform
NEEDS = {"chat": Permission.SET_UP_CHAT, "form": Permission.SET_UP_FORMS}


@routes.route(
    "/channels",
    method="POST",
    permission=Permission.SET_UP_CHAT,
    or_with=(Permission.SET_UP_FORMS, Permission.SET_UP_PLATFORMS),
    body=NewChannelBody,
    answer=NewChannelJson,
    status=HTTPStatus.CREATED,
)
def post_channels(call: AgentCall[NewChannelBody]) -> NewChannelJson:
    """Connect a website or an account of a platform to an inbox.

    A website gets a first chatflow, which everybody sees, a form its first fields; both live at once. The
    token of a platform is tried. It needs the permission for what is connected.
    """
    call.require(NEEDS.get(call.given.kind, Permission.SET_UP_PLATFORMS))
    return MAKE.get(call.given.kind, _account)(call)


@routes.route("/channel-kinds", permission=Permission.SEE_TEAM, answer=Page[ChannelKindJson])
def get_channel_kinds(call: AgentCall[Query]) -> Page[ChannelKindJson]:
    """What each kind of channel can do: what one message may hold, and when it may be sent."""
    return Page([kind_json(kind) for kind in call.ports.kinds.values()], None)


@routes.route("/channels/{channel_id}/templates", permission=Permission.REPLY, answer=Page[TemplateJson])
def get_templates(call: AgentCall[Query], channel_id: str) -> Page[TemplateJson]:
    """The messages that the platform has approved for this account, asked for now."""
    channel = platform_channel(call.ports, channel_id)
    platform = call.ports.platforms.get(channel.kind)
    found = asked(lambda: platform.templates(channel)) if platform else ()
    shown = [
        TemplateJson(one.name, one.language, one.category, one.body, list(one.variables)) for one in found
    ]
    return Page(shown, None)


@routes.route(PLATFORM, permission=Permission.SEE_TEAM, answer=PlatformJson)
def get_platform(call: AgentCall[Query], channel_id: str) -> PlatformJson:
    """How an account on a platform is connected, and how it does."""
    return _shown(platform_channel(call.ports, channel_id))


@routes.route(
    PLATFORM, method="PUT", permission=Permission.SET_UP_PLATFORMS, body=PlatformBody, answer=PlatformJson
)
def put_platform(call: AgentCall[PlatformBody], channel_id: str) -> PlatformJson:
    """Change it; what is not named stays. A new token is tried before it takes the old one's place."""
    from chalicelib.usecases.change_platform import PlatformChange, change_platform

    given = call.given
    change = PlatformChange(
        given.version,
        name=given.name,
        inbox_id=InboxId(given.inbox) if given.inbox else None,
        app_id=_text(given.app_id),
        business_id=_text(given.waba_id if given.business_id is None else given.business_id),
        instant_reply=given.instant_reply,
        instant_reply_on=given.instant_reply_on,
        shows_activity=given.shows_activity,
        paused=given.paused,
        secrets=_named(given.app_secret, given.page_token or given.access_token, given.verify_token),
    )
    return _shown(change_platform(call.ports, channel_id, change))


@routes.route(f"{PLATFORM}/check", method="POST", permission=Permission.SET_UP_PLATFORMS, answer=PlatformJson)
def post_platform_check(call: AgentCall[EmptyBody], channel_id: str) -> PlatformJson:
    """Ask the platform now how the account does."""
    from chalicelib.usecases.check_platform import check_platform

    return _shown(check_platform(call.ports, platform_channel(call.ports, channel_id)))


def _website(call: AgentCall[NewChannelBody]) -> NewChannelJson:
    from chalicelib.domain.install_snippet import install_snippet, script_url
    from chalicelib.usecases.connect_chat import connect_chat

    made = connect_chat(call.ports, InboxId(call.given.inbox), _name(call), Order(call.agent, call.command))
    site = wiring.public_url()
    pasted = {"snippet": install_snippet(site, made.id), "script_url": script_url(site, made.id)}
    return _made(made, chat=chat_json(call.ports, made.id), **pasted)


def _form(call: AgentCall[NewChannelBody]) -> NewChannelJson:
    from chalicelib.domain.form_snippet import embed_snippet, form_url
    from chalicelib.usecases.connect_form import connect_form

    made = connect_form(call.ports, InboxId(call.given.inbox), _name(call), Order(call.agent, call.command))
    site, form = wiring.public_url(), shown_form(call.ports, made.id)
    return _made(made, form=form, form_url=form_url(site, made.id), embed=embed_snippet(site, made.id))


def _custom(call: AgentCall[NewChannelBody]) -> NewChannelJson:
    from chalicelib.usecases.connect_custom import connect_custom

    given, by = call.given, Order(call.agent, call.command)
    named = (_name(call), given.outbound_url)
    made, secret = connect_custom(call.ports, InboxId(given.inbox), named, by)
    return _made(made, webhook_url=webhook_url_of(made), signing_secret=secret)


def _account(call: AgentCall[NewChannelBody]) -> NewChannelJson:
    from chalicelib.usecases.connect_platform import AccountOrder, connect_platform

    given = call.given
    account, token = ACCOUNTS[given.kind]
    verify_token = given.verify_token or secrets.token_urlsafe(TOKEN_BYTES)
    order = AccountOrder(
        kind=given.kind,
        inbox_id=InboxId(given.inbox),
        account_id=_needed(given, account, "account_id", "page_id"),
        name=" ".join((given.name or "").split()),
        app_id=str(given.app_id),
        secrets=_named(
            _needed(given, "app_secret"), _needed(given, token, "page_token", "access_token"), verify_token
        ),
        business_id=str(given.business_id or given.waba_id),
        instant_reply=given.instant_reply,
        instant_reply_on=given.instant_reply_on,
        account_field=account,
    )
    made = connect_platform(call.ports, order, Order(call.agent, call.command))
    told_once = "" if given.verify_token else verify_token
    return _made(made, webhook_url=_webhook_url(made), verify_token=told_once, platform=_shown(made))


def _name(call: AgentCall[NewChannelBody]) -> str:
    """What was given; where nothing was, a plain one in the language of whoever asks."""
    given = call.given.name
    if given is None:
        return PLAIN_NAMES[call.given.kind].get(call.agent.language, PLAIN_NAMES[call.given.kind]["en"])
    if name := " ".join(given.split()):
        return name
    raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)


def _needed(given: NewChannelBody, *fields: str) -> str:
    """The first of the fields that is filled in. Raises `Invalid` with the one that it should be."""
    for name in fields:
        if value := str(getattr(given, name)).strip():
            return value
    raise Invalid(f"A channel of this kind needs {fields[0]}", field=fields[0], reason=Reason("required"))


def _named(app_secret: str | None, token: str | None, verify_token: str | None) -> dict[str, str]:
    given: Mapping[str, str | None] = {
        "app_secret": app_secret,
        "token": token,
        "verify_token": verify_token,
    }
    return {name: value.strip() for name, value in given.items() if value and value.strip()}


def _made(channel: Channel, **more: Any) -> NewChannelJson:
    return NewChannelJson(
        channel.id, channel.id, channel.kind, channel.inbox_id, channel.name, channel.address, **more
    )


def _shown(channel: Channel) -> PlatformJson:
    return platform_json(channel, _webhook_url(channel))


def _webhook_url(channel: Channel) -> str:
    return f"{wiring.public_url()}/webhooks/meta/{channel.id}"


MAKE = {"chat": _website, "form": _form, "custom": _custom}
