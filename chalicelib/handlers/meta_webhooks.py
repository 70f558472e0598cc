"""HTTP: what Meta tells of Messenger, Instagram and WhatsApp. Checked, put in a queue, answered at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from chalice import Response

from chalicelib.domain import limits
from chalicelib.domain.errors import Invalid, NoSuchChannel, TooLarge, WrongSignature
from chalicelib.domain.ids import BlobId, ChannelId
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.http import Call
from chalicelib.handlers.log import log
from chalicelib.handlers.problems import Unreadable
from chalicelib.handlers.webhook_routes import WebhookRoutes
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job

if TYPE_CHECKING:  # only who is told something pays for reading it
    from chalicelib.channels.meta.webhook import Item, Webhook

public = WebhookRoutes(__name__)
PATH = "/webhooks/meta/{channel_id}"
SIGNATURE = "x-hub-signature-256"
KINDS = {"page": "messenger", "instagram": "instagram", "whatsapp_business_account": "whatsapp"}
TEXT = "text/plain"
QUEUE = "webhooks"
NAME = 60


@public.route(PATH, answer=TEXT)
def get_meta(call: Call[bytes], channel_id: ChannelId) -> Response:
    """Meta asks whether this address wants its webhooks: the challenge, if the verify token is ours."""
    from chalicelib.channels.meta.signature import is_verify_token

    query: dict[str, str] = dict(call.request.query_params or {})
    token = _secrets(call.ports, channel_id).get("verify_token", "")
    if query.get("hub.mode") != "subscribe" or not is_verify_token(query.get("hub.verify_token", ""), token):
        log.info("a webhook was not verified", extra={"channel": channel_id, "reason": "verify_token"})
        raise WrongSignature("The verify token is not the one of this channel")
    return _plain(query.get("hub.challenge", ""))


@public.route(PATH, method="POST", answer=TEXT, status=HTTPStatus.OK)
def post_meta(call: Call[bytes], channel_id: ChannelId) -> Response:
    """One job for each thing told. 403, and nothing is kept, unless the body is signed with our secret."""
    from chalicelib.channels.meta.signature import is_signed
    from chalicelib.channels.meta.webhook import items_of

    raw, secret = call.given, _secrets(call.ports, channel_id).get("app_secret", "")
    if not is_signed(raw, call.request.headers.get(SIGNATURE, ""), secret):
        log.info("a webhook was refused", extra={"channel": channel_id, "reason": "signature"})
        raise WrongSignature
    try:
        webhook = items_of(raw)
    except (Invalid, TooLarge) as error:
        log.info("a webhook was refused", extra={"channel": channel_id, "reason": error.detail})
        raise Unreadable(413 if isinstance(error, TooLarge) else 400, error.detail) from error
    jobs = list(_jobs(call.ports, channel_id, webhook.items, raw))
    call.ports.jobs.send_all(jobs)
    _say_what_was_left_out(channel_id, webhook, len(jobs))
    return _plain("EVENT_RECEIVED")


def _say_what_was_left_out(channel_id: ChannelId, webhook: Webhook, taken: int) -> None:
    """One line for a webhook that told of nothing, or of things of accounts that are not connected."""
    if taken < len(webhook.items):
        told = len(webhook.items) - taken
        seen: dict[str, Any] = {"reason": "account", "what": webhook.object[:NAME], "items": told}
        log.info(
            "what was told of an account that is not connected was left out",
            extra={"channel": channel_id, **seen},
        )
    elif not webhook.items:
        reason = "nothing_told" if webhook.object in KINDS else "unknown_object"
        seen = {"channel": channel_id, "reason": reason, "what": webhook.object[:NAME]}
        log.info("a webhook told of nothing", extra=seen)


def _plain(text: str) -> Response:
    headers: dict[str, str | list[str]] = {
        "Content-Type": f"{TEXT}; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(text, headers=headers)


def _secrets(ports: Ports, channel_id: ChannelId) -> Mapping[str, str]:
    """Raises `NoSuchChannel` for a channel that has none: nobody could sign for it."""
    found = ports.channel_secrets.of(channel_id)
    if not found.get("app_secret") or not found.get("verify_token"):
        log.info("a webhook was refused", extra={"channel": channel_id, "reason": "channel"})
        raise NoSuchChannel
    return found


def _jobs(ports: Ports, channel_id: ChannelId, items: tuple[Item, ...], raw: bytes) -> Iterator[Job]:
    """An app has one address for all its accounts: each item goes to the channel of its account."""
    if not items:
        return
    channels = ports.workspace.channels()
    asked = next((one for one in channels if one.id == channel_id), None)
    kept: BlobId | None = None
    for place, item in enumerate(items):
        channel = _channel_of(asked, channels, item)
        if channel is None:
            continue
        kept = kept or ports.blobs.put(raw)
        yield _job(channel, {"raw": kept, "place": place, "at": ports.now().isoformat()}, item)


def _channel_of(asked: Channel | None, channels: tuple[Channel, ...], item: Item) -> Channel | None:
    """That of the account, if the same app speaks for it; what names no account is for the one asked."""
    if asked is None or asked.platform is None:
        return None
    if not item.account:
        return asked
    kind = KINDS.get(item.object, asked.kind)
    for channel in channels:
        if channel.kind == kind and channel.address == item.account and channel.platform:
            return channel if channel.platform.app_id == asked.platform.app_id else None
    return None


def _job(channel: Channel, where: dict[str, Any], item: Item) -> Job:
    """With the item, unless that is too large for a job: it is read from the body again then.

    The same item told again within minutes is the same job; other content under its id is another.
    """
    told = json.dumps(item.as_job(), separators=(",", ":"), sort_keys=True)
    job = {"channel": channel.id, **where}
    whole = f'{json.dumps(job)[:-1]}, "item": {told}}}'
    body = whole if len(whole) <= limits.JOB else json.dumps(job)
    return Job(QUEUE, body, _named(channel.id, item.group), _named(channel.id, told))


def _named(*parts: str) -> str:
    """A name that SQS takes, whatever a platform calls its things (128 letters and digits at most)."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
