"""One call of a webhook of events: what it says, its signature, what came of it, and its line in the log."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import ActorKind, Comment, Entry, Message
from chalicelib.domain.errors import NoSuchAgent, NoSuchFile
from chalicelib.domain.ids import AgentId
from chalicelib.domain.rfc3339 import rfc3339
from chalicelib.domain.signing_secrets import signing_secrets
from chalicelib.domain.subscription import TEST, Subscription
from chalicelib.domain.webhook_body import Happening, body_of
from chalicelib.ports import signed_call
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import CallState, LoggedCall
from chalicelib.ports.signed_call import Called, logged


def happening_of(ports: Ports, event: str, entry: Entry, head: Conversation, site: str) -> Happening:
    """With all that the entry says, also what was too long for the log."""
    return Happening(event, entry, head, site, _text(ports, entry), _actor_name(ports, entry, head))


def called(ports: Ports, subscription: Subscription, happening: Happening) -> Called:
    """Tell of one event now, whatever came of it before. Never raises for what the other side does."""
    return _posted(ports, subscription, happening.event, happening.id, body_of(happening))


def tested(ports: Ports, subscription: Subscription, site: str) -> Called:
    """Tell of nothing, to see whether somebody answers; in the log like everything else."""
    id_, now = f"test-{ports.new_id()}", ports.now()
    body: dict[str, Any] = {"id": id_, "type": TEST, "at": rfc3339(now), "workspace": site, "data": {}}
    found = _posted(ports, subscription, TEST, id_, body)
    call = LoggedCall(subscription.id, ports.new_id(), now, TEST, found.state, event_id=id_)
    ports.call_log.add(logged(call, found))
    return found


def note(
    ports: Ports,
    subscription: Subscription,
    happening: Happening,
    found: Called,
    again: tuple[int, datetime | None],
) -> None:
    """Into the log: which attempt it was, and when the next one is (`None`: it is not tried again)."""
    attempt, next_try_at = again
    entry = happening.entry
    call = LoggedCall(
        owner=subscription.id,
        id=ports.new_id(),
        at=ports.now(),
        what=happening.event,
        state=CallState.LATER if next_try_at and not found.is_taken else found.state,
        event_id=happening.id,
        conversation_id=entry.conversation_id,
        seq=entry.seq,
        attempt=attempt,
        next_try_at=next_try_at,
    )
    ports.call_log.add(logged(call, found))


def does_well(ports: Ports, subscription: Subscription) -> Subscription:
    """After a success; written only where it was failing."""
    if subscription.failing_since is None and not subscription.detail:
        return subscription
    well = replace(subscription, failing_since=None, detail="")
    ports.workspace.note_subscription(well)
    return well


def fails(ports: Ports, subscription: Subscription, found: Called) -> Subscription:
    """After a failure: since when is written once."""
    if subscription.failing_since is not None:
        return subscription
    failing = replace(subscription, failing_since=ports.now(), detail=found.detail)
    ports.workspace.note_subscription(failing)
    return failing


def _posted(ports: Ports, subscription: Subscription, event: str, id_: str, told: dict[str, Any]) -> Called:
    secrets = signing_secrets(ports.channel_secrets.of(subscription.id), ports.now())
    more = {"Bandeja_Event": event, "Bandeja_Delivery": id_}
    return signed_call.called(ports, subscription.url, told, secrets, **more)


def _text(ports: Ports, entry: Entry) -> str:
    """What is longer than an entry holds lies in a blob."""
    match entry.content:
        case Message(text=text, text_cut=cut, full_text=whole):
            with suppress(NoSuchFile):
                return ports.blobs.get(whole).decode("utf-8", "replace") if whole and cut else text
            return text
        case Comment(text=text):
            return text
    return ""


def _actor_name(ports: Ports, entry: Entry, head: Conversation) -> str:
    """As somebody is called now; "" for the product itself."""
    if entry.actor.kind is ActorKind.AGENT:
        with suppress(NoSuchAgent):
            return ports.workspace.agent(AgentId(entry.actor.id)).name
    if entry.actor.kind is ActorKind.CONTACT:
        return entry.content.name if isinstance(entry.content, Recognised) else head.contact_name
    return ""
