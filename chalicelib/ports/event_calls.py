"""One call of a webhook of events: what it says, its signature, what came of it, and its line in the log."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.chat_entries import Recognised
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import ActorKind, Comment, Entry, Message
from chalicelib.domain.errors import NoSuchFile
from chalicelib.domain.ids import AgentId
from chalicelib.domain.subscription import OLD_SECRET_SIGNS, TEST, Subscription
from chalicelib.domain.webhook_body import Happening, body_of
from chalicelib.domain.webhook_signature import HEADER, signature_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.call_log import CallState, LoggedCall
from chalicelib.ports.outgoing_http import AddressRefused, ServerAway, ServerSilent

GONE = 410
SECRET, OLD_SECRET, OLD_UNTIL = "secret", "old_secret", "old_until"


@dataclass(frozen=True, slots=True)
class Called:
    """What came of a call. `status` is 0 where there was no answer; `wait` is what they ask for."""

    is_taken: bool
    is_unsure: bool = False
    status: int = 0
    detail: str = ""
    wait: timedelta | None = None
    took_ms: int = 0

    @property
    def is_gone(self) -> bool:
        """They say that nobody is there any more, and never will be."""
        return self.status == GONE


def happening_of(ports: Ports, event: str, entry: Entry, head: Conversation, site: str) -> Happening:
    """With all that the entry says, also what was too long for the log."""
    return Happening(event, entry, head, site, _text(ports, entry), _actor_name(ports, entry, head))


def called(ports: Ports, subscription: Subscription, happening: Happening) -> Called:
    """Tell of one event now, whatever came of it before. Never raises for what the other side does."""
    return _posted(ports, subscription, happening.event, happening.id, body_of(happening))


def tested(ports: Ports, subscription: Subscription, site: str) -> Called:
    """Tell of nothing, to see whether somebody answers; in the log like everything else."""
    id_, now = f"test-{ports.new_id()}", ports.now()
    at = now.isoformat().replace("+00:00", "Z")
    body: dict[str, Any] = {"id": id_, "type": TEST, "at": at, "workspace": site, "data": {}}
    found = _posted(ports, subscription, TEST, id_, body)
    call = LoggedCall(subscription.id, ports.new_id(), now, TEST, _state(found), event_id=id_)
    ports.call_log.add(_with(call, found))
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
        state=CallState.LATER if next_try_at and not found.is_taken else _state(found),
        event_id=happening.id,
        conversation_id=entry.conversation_id,
        seq=entry.seq,
        attempt=attempt,
        next_try_at=next_try_at,
    )
    ports.call_log.add(_with(call, found))


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


def signing_secrets(held: Mapping[str, str], now: datetime) -> tuple[str, ...]:
    """The secret, and for a day the one that it took the place of."""
    found = [held[SECRET]] if held.get(SECRET) else []
    if held.get(OLD_SECRET) and now < datetime.fromisoformat(held[OLD_UNTIL]):
        found.append(held[OLD_SECRET])
    return tuple(found)


def renewed(held: Mapping[str, str], secret: str, now: datetime) -> dict[str, str]:
    """A new secret; the old one signs too for a day."""
    made = {SECRET: secret}
    if held.get(SECRET):
        made |= {OLD_SECRET: held[SECRET], OLD_UNTIL: (now + OLD_SECRET_SIGNS).isoformat()}
    return made


def _posted(ports: Ports, subscription: Subscription, event: str, id_: str, told: dict[str, Any]) -> Called:
    now = ports.now()
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    secrets = signing_secrets(ports.channel_secrets.of(subscription.id), now)
    headers = {
        "Content-Type": "application/json",
        HEADER: signature_of(body, secrets, now),
        "Bandeja-Event": event,
        "Bandeja-Delivery": id_,
    }
    found = _answered(ports, subscription.url, headers, body)
    return replace(found, took_ms=max(0, int((ports.now() - now).total_seconds() * 1000)))


def _answered(ports: Ports, url: str, headers: Mapping[str, str], body: bytes) -> Called:
    try:
        posted = ports.outgoing_http.post(url, headers, body)
    except (AddressRefused, ServerAway) as error:
        return Called(is_taken=False, detail=error.detail or error.title)
    except ServerSilent as error:
        return Called(is_taken=False, is_unsure=True, detail=error.detail or error.title)
    if posted.is_taken:
        return Called(is_taken=True, status=posted.status)
    detail = f"The server answered {posted.status}"
    return Called(is_taken=False, status=posted.status, detail=detail, wait=posted.wait)


def _state(found: Called) -> CallState:
    if found.is_taken:
        return CallState.TAKEN
    return CallState.UNSURE if found.is_unsure else CallState.FAILED


def _with(call: LoggedCall, found: Called) -> LoggedCall:
    return replace(call, status=found.status, detail=found.detail, took_ms=found.took_ms)


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
        names = {agent.id: agent.name for agent in ports.workspace.agents()}
        return names.get(AgentId(entry.actor.id), "")
    if entry.actor.kind is ActorKind.CONTACT:
        return entry.content.name if isinstance(entry.content, Recognised) else head.contact_name
    return ""
