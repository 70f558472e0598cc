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
from chalicelib.ports.platform import Account, Template


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
    `TokenInvalid` or `SendUnsure`; `token_is_gone` that the token is of no use at all. `pause_of` says from
    the headers of any answer how long to call nothing, and how long nothing but messages, `pause_after` the
    same of a refusal, by its code too. `is_account`: the account that answered is the channel's own.
    `missing_fields` reads the answer to `subscriptions`. A request that is `None` cannot be made (something
    is not known of the channel), and what is `None` in the dialect this kind does not have.
    """

    kind: str
    scopes: tuple[str, ...]
    requests_of: Callable[[Outbound, datetime], tuple[GraphRequest, ...]]
    message_id: Callable[[Json], str]
    error_of: Callable[[GraphFault], BandejaError]
    token_is_gone: Callable[[GraphFault], bool]
    pause_of: Callable[[Mapping[str, str]], tuple[timedelta, timedelta]]
    pause_after: Callable[[GraphFault], tuple[timedelta, timedelta]]
    token: Callable[[str], GraphRequest]
    read_token: Callable[[Json], TokenFacts]
    account: Callable[[Channel], GraphRequest]
    is_account: Callable[[Channel, Json], bool]
    read_account: Callable[[Json], Account]
    subscriptions: Callable[[Channel], GraphRequest | None]
    missing_fields: Callable[[Channel, Json], tuple[str, ...]]
    subscribe: Callable[[Channel], GraphRequest | None]
    show: Callable[[Channel, str, str, str], GraphRequest | None]
    person: Callable[[str], GraphRequest] | None = None
    read_person: Callable[[str, Json], Person | None] | None = None
    media: Callable[[str], GraphRequest] | None = None
    templates: Callable[[Channel, str], GraphRequest | None] | None = None
    read_templates: Callable[[Json], tuple[tuple[Template, ...], str]] | None = None
