"""What is special about one kind of channel on Meta's Graph API, for the adapter that makes the calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib.domain.errors import BandejaError
from chalicelib.domain.graph_request import GraphFault, GraphRequest, Json
from chalicelib.domain.platform_event import Person
from chalicelib.domain.workspace import Channel
from chalicelib.ports.outside import Outbound
from chalicelib.ports.platform import Account, Template, WebhookFields


@dataclass(frozen=True, slots=True)
class TokenFacts:
    """What the platform says of a token. No `scopes`: it does not say which there are."""

    is_valid: bool
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """Pure functions only; those that read an answer never raise for anything that is JSON.

    `scopes` are those that the token needs. `requests_of` may raise `SendRefused`. `message_id` is "" when
    the answer names no message. `error_of` says what a refused call means: `SendRefused`, `SendDelayed`,
    `TokenInvalid` or `SendUnsure`; `token_is_gone` that the token is of no use at all, `lacks_rights` that it
    may not do this. `pause_of` says from the headers of any answer how long to call nothing, and how long
    nothing but messages, `pause_after` the same of a refusal, by its code too. `token` are the ways to ask
    about a token, the best first; `read_token` is `None` for an answer that says nothing of it. `is_account`:
    what answered is the channel's own; `None` when it names none. `subscribed_at` are the paths at which
    webhooks are asked for, from the channel and what its account tells; none when that is not known.
    `told_fields` and `missing_fields` read what stands there (`None`: nothing is told of it). A request that
    is `None` cannot be made, and what is `None` in the dialect this kind does not have.
    """

    kind: str
    scopes: tuple[str, ...]
    requests_of: Callable[[Outbound, datetime], tuple[GraphRequest, ...]]
    message_id: Callable[[Json], str]
    error_of: Callable[[GraphFault], BandejaError]
    token_is_gone: Callable[[GraphFault], bool]
    pause_of: Callable[[Mapping[str, str]], tuple[timedelta, timedelta]]
    pause_after: Callable[[GraphFault], tuple[timedelta, timedelta]]
    lacks_rights: Callable[[GraphFault], bool]
    token: Callable[[str], tuple[GraphRequest, ...]]
    read_token: Callable[[Json], TokenFacts | None]
    account: Callable[[Channel], GraphRequest]
    is_account: Callable[[Channel, Json], bool | None]
    read_account: Callable[[Json], Account]
    fields: WebhookFields
    subscribed_at: Callable[[Channel, Json], tuple[str, ...]]
    told_fields: Callable[[Channel, Json], tuple[str, ...]]
    missing_fields: Callable[[Channel, Json], tuple[str, ...] | None]
    show: Callable[[Channel, str, str, str], GraphRequest | None]
    person: Callable[[str], GraphRequest] | None = None
    read_person: Callable[[str, Json], Person | None] | None = None
    media: Callable[[str], GraphRequest] | None = None
    templates: Callable[[Channel, str], GraphRequest | None] | None = None
    read_templates: Callable[[Json], tuple[tuple[Template, ...], str]] | None = None
