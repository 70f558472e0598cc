"""Items and keys of the table `workspace`: inboxes, channels, agents, chatflows, domains, quarantine …"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from chalicelib.adapters.stored.plain_form import SCHEMA, SCHEMA_NUMBER, Plain, filled, plain
from chalicelib.domain.api_token import ApiToken
from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Chatflow
from chalicelib.domain.form import Form
from chalicelib.domain.ids import AgentId, ChannelId
from chalicelib.domain.publication import Publication
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.domain.subscription import Subscription
from chalicelib.domain.workspace import Agent, Channel, Inbox, Quarantined

INBOX = "inbox"
CHANNEL = "channel"
CHANNEL_ADDRESS = "channel_address"
AGENT = "agent"
AGENT_EMAIL = "agent_email"
COUNTER = "counter"
QUARANTINE = "quarantine"
DROPPED = "dropped"
PICTURES = "pictures"
DOMAIN = "domain"
RECOVERY_CODES = "recovery_codes"
CHAT = "chat"
CHATFLOW = "chatflow"
PUBLICATION = "publication"
FORM = "form"
TOKEN = "token"
SUBSCRIPTION = "subscription"

KINDS: dict[type[Any], str] = {
    Inbox: INBOX,
    Channel: CHANNEL,
    Agent: AGENT,
    Quarantined: QUARANTINE,
    SendingDomain: DOMAIN,
    ChatSettings: CHAT,
    Chatflow: CHATFLOW,
    Publication: PUBLICATION,
    Form: FORM,
    ApiToken: TOKEN,
    Subscription: SUBSCRIPTION,
}

AnyThing = (
    Inbox
    | Channel
    | Agent
    | Quarantined
    | SendingDomain
    | ChatSettings
    | Chatflow
    | Publication
    | Form
    | ApiToken
    | Subscription
)
Thing = TypeVar(
    "Thing",
    Inbox,
    Channel,
    Agent,
    Quarantined,
    SendingDomain,
    ChatSettings,
    Chatflow,
    Publication,
    Form,
    ApiToken,
    Subscription,
)
Key = dict[str, str]


def key(kind: str, id_: str) -> Key:
    """`kind` is the partition, the thing's own id the sort key."""
    return {"pk": kind, "sk": id_}


def pictures_key(address: str) -> Key:
    """The address is hashed: it may be longer than a key."""
    return key(PICTURES, hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest())


def pictures_item(address: str, by: AgentId, at: datetime) -> Plain:
    """Says that the pictures of a sender are always shown, and who wanted that."""
    stored: Plain = plain(at)
    return {**pictures_key(address), "address": address, "by": by, "at": stored}


def recovery_item(agent_id: AgentId, hashes: Collection[str]) -> Plain:
    """The recovery codes of an agent that were not used yet, as hashes."""
    return {**key(RECOVERY_CODES, agent_id), "hashes": list(hashes)}


def thing_item(thing: AnyThing) -> Plain:
    """A thing of the workspace. The `at` of what is quarantined is `arrived_at`, the key of the index.

    What was dropped has a partition of its own, so that neither list reads the other.
    """
    stored: Plain = plain(thing)
    is_dropped = isinstance(thing, Quarantined) and thing.is_dropped
    where = key(DROPPED if is_dropped else KINDS[type(thing)], stored.pop("id"))
    made: Plain = {**where, SCHEMA: SCHEMA_NUMBER, **stored}
    if isinstance(thing, Quarantined):
        made["arrived_at"] = made.pop("at")
    return made


def thing_of(kind: type[Thing], item: Mapping[str, Any]) -> Thing:
    """What `thing_item` wrote."""
    stored: Plain = {"id": item["sk"], **item}
    if kind is Quarantined:
        stored["at"] = item["arrived_at"]
    return filled(kind, stored)


def thing_changes(thing: AnyThing) -> tuple[Plain, list[str]]:
    """What to set and what to remove in the stored item; what newer code wrote beside stays.

    The address of an agent never changes, nor does the number of the form in which a row began; when a
    channel was heard of is written by itself.
    """
    stays = {"pk", "sk", "email", "heard_at", SCHEMA}
    to_set = {name: value for name, value in thing_item(thing).items() if name not in stays}
    known = {part.name for part in fields(thing)} - {"id", "at", "email", "heard_at"}
    return to_set, sorted(known - to_set.keys())


def address_items(channel: Channel) -> list[Plain]:
    """Say which channel has its addresses, so that no other can."""
    return [
        {**key(CHANNEL_ADDRESS, f"{channel.kind}#{address}"), "channel_id": channel.id}
        for address in dict.fromkeys(channel.addresses)
    ]


def email_item(agent: Agent) -> Plain:
    """Says which agent signs in with the address, so that no other can."""
    return {**key(AGENT_EMAIL, agent.email), "agent_id": agent.id}


def chatflows_of(channel_id: ChannelId, among: Iterable[Chatflow], *, dropped: bool) -> list[Chatflow]:
    """Those of a channel: what is there, or what was deleted."""
    ours = (flow for flow in among if flow.channel_id == channel_id)
    return [flow for flow in ours if (flow.dropped_at is not None) == dropped]


def quarantine_kind(*, dropped: bool) -> str:
    """The partition of what is held, or of what was dropped."""
    return DROPPED if dropped else QUARANTINE


def arrival_key(kind: str, arrived_at: datetime, id_: str) -> Key:
    """The place of a thing in the index by arrival."""
    return {**key(kind, id_), "arrived_at": plain(arrived_at)}
