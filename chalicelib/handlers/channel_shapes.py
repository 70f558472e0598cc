"""The JSON of channels: what the API takes to connect one, and what it shows of an account on a platform."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.channel_kind import ChannelKind
from chalicelib.domain.platform_account import PlatformAccount
from chalicelib.domain.workspace import Channel
from chalicelib.handlers.bodies import Body, Identifier
from chalicelib.handlers.chat_channel_shapes import ChatSettingsJson
from chalicelib.handlers.form_shapes import FormJson

HOUR = timedelta(hours=1)
# an id of Meta's is a number, and some programs send it as one
AccountId = Annotated[str, msgspec.Meta(max_length=100)] | Annotated[int, msgspec.Meta(ge=0)]
Secret = Annotated[str, msgspec.Meta(max_length=1_000)]
ShownName = Annotated[str, msgspec.Meta(max_length=100)]
InstantReply = Annotated[str, msgspec.Meta(max_length=1_000)]


class NewChannelBody(Body):
    """POST /channels: something to connect to an inbox. What is needed depends on `kind`:

    `chat`, `form`, `custom` (any other platform): name, else a plain one is given; `custom`: outbound_url if
    answers are to go out.
    `messenger`: page_id, app_id, app_secret, page_token, verify_token. `instagram`:
    account_id (of the professional account) and the rest as for Messenger. `whatsapp`: phone_number_id,
    business_id or waba_id (the WhatsApp Business Account), app_id, app_secret, access_token, verify_token.
    Without a verify_token one is made, and told in this answer only. `instant_reply` answers the first words
    of a person on any of Meta's; `instant_reply_on` false keeps it for later.
    """

    kind: Literal["chat", "form", "messenger", "instagram", "whatsapp", "custom"]
    inbox: Identifier
    name: ShownName | None = None
    page_id: AccountId = ""
    account_id: AccountId = ""
    phone_number_id: AccountId = ""
    business_id: AccountId = ""
    waba_id: AccountId = ""
    app_id: AccountId = ""
    app_secret: Secret = ""
    page_token: Secret = ""
    access_token: Secret = ""
    verify_token: Secret = ""
    outbound_url: Annotated[str, msgspec.Meta(max_length=2_000)] = ""
    instant_reply: InstantReply = ""
    instant_reply_on: bool = True


class PlatformBody(Body):
    """PUT /channels/{id}/platform: what is named is changed, of the channel that had `version`.

    `instant_reply_on` switches the instant reply off and keeps its words; new words switch it on where it is
    not named. `waba_id` is another name of `business_id`.
    """

    version: Annotated[int, msgspec.Meta(ge=0, le=9_999_999)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] | None = None
    inbox: Identifier | None = None
    app_id: AccountId | None = None
    business_id: AccountId | None = None
    waba_id: AccountId | None = None
    app_secret: Secret | None = None
    page_token: Secret | None = None
    access_token: Secret | None = None
    verify_token: Secret | None = None
    instant_reply: InstantReply | None = None
    instant_reply_on: bool | None = None
    shows_activity: bool | None = None
    paused: bool | None = None


class PlatformJson(msgspec.Struct):
    """An account on a platform: how it is connected, and how it does. Its secrets are never shown.

    `webhook_url` is what the platform calls. `trouble` is `token` (connect it again), `missing` (see
    `missing`: scopes and webhook fields), `unchecked` (the platform could not be asked) or "".
    `instant_reply_on`: there are words for it, and they go out; off, they stay.
    `shows_activity`: people see when the team types and has read. `paused`: no answers go out. `heard_at` is
    when the last webhook came in, up to ten minutes old.
    """

    id: str
    kind: str
    inbox: str
    name: str
    account_id: str
    business_id: str
    app_id: str
    picture: str
    instant_reply: str
    instant_reply_on: bool
    shows_activity: bool
    webhook_url: str
    trouble: str
    detail: str
    missing: list[str]
    token_ends: datetime | None
    checked_at: datetime | None
    paused: bool
    heard_at: datetime | None
    version: int


class KindWindowJson(msgspec.Struct):
    """Hours after the person's last message: until `open` anything, until `people` what a person wrote."""

    open: float
    people: float


class ButtonsJson(msgspec.Struct):
    """As many quick replies, each as long, are shown as buttons; more, or longer ones, in a list."""

    most: int
    length: int


class ChannelKindJson(msgspec.Struct):
    """What a kind of channel can do. `file_sizes`: the most bytes by the first part of the media type, `*`
    for any other; `text_length` in characters, or in bytes where `text_in_bytes`, 0 for no limit; `window`
    null: people may always be written to. `shows`: what people on a platform see of an agent at work (typing,
    seen). `buttons` null: all quick replies are shown as buttons.
    """

    kind: str
    text_length: int
    text_in_bytes: bool
    file_sizes: dict[str, int]
    files_each: int
    quick_replies: int
    quick_reply_length: int
    buttons: ButtonsJson | None
    window: KindWindowJson | None
    receipts: list[str]
    typing: bool
    shows: list[str]
    templates: bool
    shows_address: bool
    mail: bool


class TemplateJson(msgspec.Struct):
    """An approved message: `body` has `{{name}}` where each of `variables` goes."""

    name: str
    language: str
    category: str
    body: str
    variables: list[str]


def kind_json(kind: ChannelKind) -> ChannelKindJson:
    """The kind as data."""
    rule = kind.window
    return ChannelKindJson(
        kind=kind.kind,
        text_length=kind.text_length,
        text_in_bytes=kind.text_in_bytes,
        file_sizes=dict(kind.file_sizes),
        files_each=kind.files_each,
        quick_replies=kind.quick_replies,
        quick_reply_length=kind.quick_reply_length,
        buttons=ButtonsJson(kind.buttons.most, kind.buttons.length) if kind.buttons else None,
        window=KindWindowJson(rule.open / HOUR, rule.people / HOUR) if rule else None,
        receipts=list(kind.receipts),
        typing=kind.typing,
        shows=list(kind.shows),
        templates=kind.templates,
        shows_address=kind.shows_address,
        mail=kind.mail,
    )


class NewChannelJson(msgspec.Struct):
    """The channel that was connected. `channel` is its id once more.

    A website has `snippet`, `script_url` and `chat`; a form `form_url`, `embed` and `form`; an account on a
    platform `webhook_url`, and `verify_token` where it was made here: it is told only now. Any other platform
    has `webhook_url` and `signing_secret`, told only now.
    """

    id: str
    channel: str
    kind: str
    inbox: str
    name: str
    address: str
    webhook_url: str = ""
    verify_token: str = ""
    signing_secret: str = ""
    snippet: str = ""
    script_url: str = ""
    form_url: str = ""
    embed: str = ""
    chat: ChatSettingsJson | None = None
    form: FormJson | None = None
    platform: PlatformJson | None = None


def platform_json(channel: Channel, webhook_url: str) -> PlatformJson:
    """What the team sees of the account."""
    account = channel.platform or PlatformAccount()
    return PlatformJson(
        id=channel.id,
        kind=channel.kind,
        inbox=channel.inbox_id,
        name=channel.name,
        account_id=channel.address,
        business_id=account.business_id,
        app_id=account.app_id,
        picture=account.picture,
        instant_reply=account.instant_reply,
        instant_reply_on=account.answers_at_once,
        shows_activity=account.shows_activity,
        webhook_url=webhook_url,
        trouble=account.trouble,
        detail=account.detail,
        missing=list(account.missing),
        token_ends=account.token_ends,
        checked_at=account.checked_at,
        paused=channel.paused,
        heard_at=channel.heard_at,
        version=channel.version,
    )
