"""WhatsApp's Cloud API on the Graph API: everything that the adapter needs to know of it.

Sources, below developers.facebook.com/docs: `whatsapp/cloud-api/reference/phone-numbers`,
`whatsapp/cloud-api/typing-indicators`, `graph-api/reference/whats-app-business-account/subscribed_apps`. A
person's name comes with their messages, and cannot be asked for. Which fields are told is chosen in the
app's dashboard.
"""

from __future__ import annotations

from typing import Any

from chalicelib.channels.meta.accounts import SUBSCRIBED, in_path, read_token, token_requests
from chalicelib.channels.meta.errors import error_of, lacks_rights, pause_after, token_is_gone
from chalicelib.channels.meta.reading import listed, nested, text_of
from chalicelib.channels.meta.usage import pause_of
from chalicelib.channels.whatsapp.capabilities import WHATSAPP
from chalicelib.channels.whatsapp.outbound import requests_of
from chalicelib.channels.whatsapp.templates import read_templates, templates_request
from chalicelib.domain.graph_request import GraphRequest, Json
from chalicelib.domain.workspace import Channel
from chalicelib.ports.graph import Dialect
from chalicelib.ports.platform import SUBSCRIPTION, Account, WebhookFields

SCOPES = ("whatsapp_business_messaging", "whatsapp_business_management")


def message_id(answer: Json) -> str:
    """The id of a message that was sent."""
    return next((text_of(one, "id") for one in listed(answer, "messages")), "")


def _account(channel: Channel) -> GraphRequest:
    fields = "id,display_phone_number,verified_name,quality_rating"
    return GraphRequest("GET", in_path(channel.address), {"fields": fields})


def _is_account(channel: Channel, answer: Json) -> bool | None:
    number = text_of(answer, "id")
    return number == channel.address if number else None


def _read_account(answer: Json) -> Account:
    return Account(text_of(answer, "verified_name") or text_of(answer, "display_phone_number"))


def _subscribed_at(channel: Channel, account: Json) -> tuple[str, ...]:
    business = channel.platform.business_id if channel.platform else ""
    return (f"{in_path(business)}/{SUBSCRIBED}",) if business else ()


def _missing(channel: Channel, answer: Json) -> tuple[str, ...] | None:
    if not isinstance(answer.get("data"), list):
        return None
    app = channel.platform.app_id if channel.platform else ""
    apps = {text_of(nested(one, "whatsapp_business_api_data"), "id") for one in listed(answer, "data")}
    return () if apps and (not app or app in apps) else (SUBSCRIPTION,)


def _show(channel: Channel, person_id: str, action: str, message_id: str) -> GraphRequest | None:
    """Seen and typing are told about the last message of the person; typing ends by itself."""
    if not message_id or action == "typing_off":
        return None
    values: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": message_id}
    if action == "typing_on":
        values["typing_indicator"] = {"type": "text"}
    return GraphRequest("POST", f"{in_path(channel.address)}/messages", values)


def _media(media_id: str) -> GraphRequest:
    return GraphRequest("GET", in_path(media_id))


DIALECT = Dialect(
    kind=WHATSAPP.kind,
    scopes=SCOPES,
    requests_of=requests_of,
    message_id=message_id,
    error_of=error_of,
    token_is_gone=token_is_gone,
    pause_of=pause_of,
    pause_after=pause_after,
    lacks_rights=lacks_rights,
    token=token_requests,
    read_token=read_token,
    account=_account,
    is_account=_is_account,
    read_account=_read_account,
    fields=WebhookFields(),
    subscribed_at=_subscribed_at,
    told_fields=lambda channel, answer: (),
    missing_fields=_missing,
    show=_show,
    media=_media,
    templates=templates_request,
    read_templates=read_templates,
)
