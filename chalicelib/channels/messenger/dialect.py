"""Messenger on the Graph API: everything that the adapter needs to know of it.

Sources, below developers.facebook.com/docs: `messenger-platform/identity/user-profile`,
`messenger-platform/webhooks` (fields), `graph-api/reference/page`.
"""

from __future__ import annotations

from chalicelib.channels.messenger.capabilities import MESSENGER
from chalicelib.channels.messenger.outbound import requests_of
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

SCOPES = ("pages_messaging", "pages_manage_metadata")
NEEDED = ("messages", "messaging_postbacks", "message_echoes", "message_deliveries", "message_reads")
ALSO = (
    *("messaging_optins", "messaging_referrals", "message_reactions", "message_edits", "messaging_handovers"),
    *("standby", "messaging_account_linking", "messaging_policy_enforcement"),
)


def _account(channel: Channel) -> GraphRequest:
    return GraphRequest("GET", "me", {"fields": "id,name,picture{url}"})


def _is_account(channel: Channel, answer: Json) -> bool | None:
    page = text_of(answer, "id")
    return page == channel.address if page else None


def _subscribed_at(channel: Channel, account: Json) -> tuple[str, ...]:
    return page_subscribed_at(channel.address)


def _read_account(answer: Json) -> Account:
    return Account(text_of(answer, "name"), text_of(nested(answer, "picture", "data"), "url"))


def _person(person_id: str) -> GraphRequest:
    return GraphRequest("GET", in_path(person_id), {"fields": "first_name,last_name,name,profile_pic"})


def read_person(person_id: str, answer: Json) -> Person | None:
    """The whole name, or what there is of it; `None` when neither name nor picture is told."""
    both = f"{text_of(answer, 'first_name')} {text_of(answer, 'last_name')}".strip()
    name, picture = text_of(answer, "name") or both, text_of(answer, "profile_pic")
    return Person(person_id, name, picture) if name or picture else None


DIALECT = Dialect(
    kind=MESSENGER.kind,
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
    fields=WebhookFields(NEEDED, ALSO),
    subscribed_at=_subscribed_at,
    told_fields=told_fields,
    missing_fields=missing_of(NEEDED),
    show=page_show,
    person=_person,
    read_person=read_person,
)
