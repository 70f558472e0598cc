"""Instagram on the Graph API, through the page that the account is linked to.

Sources, below developers.facebook.com/docs: `messenger-platform/instagram/features/user-profile`,
`messenger-platform/instagram/features/webhook`, `instagram-api/reference/page`. The fields that Instagram
tells are chosen in the app's dashboard; the page only has to be subscribed.
"""

from __future__ import annotations

from chalicelib.channels.instagram.capabilities import INSTAGRAM
from chalicelib.channels.instagram.outbound import requests_of
from chalicelib.channels.meta.accounts import (
    in_path,
    missing_of,
    page_message_id,
    page_show,
    page_subscribed_at,
    read_token,
    token_requests,
    told_fields,
)
from chalicelib.channels.meta.errors import error_of, lacks_rights, pause_after, token_is_gone
from chalicelib.channels.meta.reading import nested, text_of
from chalicelib.channels.meta.usage import pause_of
from chalicelib.domain.graph_request import GraphRequest, Json
from chalicelib.domain.platform_event import Person
from chalicelib.domain.workspace import Channel
from chalicelib.ports.graph import Dialect
from chalicelib.ports.platform import Account, WebhookFields

SCOPES = ("instagram_basic", "instagram_manage_messages", "pages_manage_metadata")
FIELDS = ("messages",)
LINKED = "instagram_business_account"


def _account(channel: Channel) -> GraphRequest:
    return GraphRequest("GET", "me", {"fields": f"id,{LINKED}{{id,name,username,profile_picture_url}}"})


def _is_account(channel: Channel, answer: Json) -> bool | None:
    linked = text_of(nested(answer, LINKED), "id")
    return linked == channel.address if linked or text_of(answer, "id") else None


def _subscribed_at(channel: Channel, account: Json) -> tuple[str, ...]:
    return page_subscribed_at(text_of(account, "id"))


def _read_account(answer: Json) -> Account:
    linked = nested(answer, LINKED)
    return Account(
        text_of(linked, "name") or text_of(linked, "username"), text_of(linked, "profile_picture_url")
    )


def _person(person_id: str) -> GraphRequest:
    return GraphRequest("GET", in_path(person_id), {"fields": "name,username,profile_pic"})


def read_person(person_id: str, answer: Json) -> Person | None:
    """The name, else the user name; `None` when neither name nor picture is told."""
    name, picture = text_of(answer, "name") or text_of(answer, "username"), text_of(answer, "profile_pic")
    return Person(person_id, name, picture) if name or picture else None


DIALECT = Dialect(
    kind=INSTAGRAM.kind,
    scopes=SCOPES,
    requests_of=requests_of,
    message_id=page_message_id,
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
    fields=WebhookFields(FIELDS),
    subscribed_at=_subscribed_at,
    told_fields=told_fields,
    missing_fields=missing_of(FIELDS),
    show=page_show,
    person=_person,
    read_person=read_person,
)
