"""Puts the product together: which adapters stand behind the ports in this process.

Everything heavy is imported inside the functions that need it, so that each entry point pays for its own.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from chalicelib.config import AwsSettings, BadSetting, LocalSettings, Settings, settings_from
from chalicelib.domain.ids import InboxId, uuid7
from chalicelib.ports.bundle import Ports

if TYPE_CHECKING:
    from chalicelib.adapters.aws.ssm import SsmSecrets
    from chalicelib.adapters.custom_gateway import CustomGateway
    from chalicelib.adapters.local.home import LocalHome
    from chalicelib.adapters.widget_files import WidgetFiles
    from chalicelib.channels.meta.item import Item
    from chalicelib.domain.channel_kind import ChannelKind
    from chalicelib.domain.platform_event import PlatformEvent
    from chalicelib.ports.outside import Clock, Notice, Outbound, PasswordCheck
    from chalicelib.ports.platform import ChannelSecrets, PlatformGateway, Reach
    from chalicelib.ports.second_factor import SecondFactor

    ReadItem = Callable[[Item, datetime], tuple[PlatformEvent, ...]]

PRODUCT = "Bandeja"
CHANNELS = ("email", "chat", "messenger", "instagram", "whatsapp", "form", "custom")
"""The kinds of channel there are: each a folder of `channels/`, and its name here."""
PLATFORMS = ("messenger", "instagram", "whatsapp")
"""Those that are spoken to over Meta's Graph API."""
RANDOM_BITS = 74


@cache
def settings() -> Settings:
    """What the environment says. Raises `BadSetting`."""
    return settings_from(os.environ)


@cache
def ports() -> Ports:
    """The ports of this process."""
    aws = settings().aws
    return deployed_home(aws) if aws else local_home().ports


@cache
def kinds() -> Mapping[str, ChannelKind]:
    """What each kind of channel can do, by its name."""
    return {
        kind: getattr(import_module(f"chalicelib.channels.{kind}.capabilities"), kind.upper())
        for kind in CHANNELS
    }


def reader(kind: str) -> ReadItem:
    """What reads the webhooks of a platform."""
    read: ReadItem = import_module(f"chalicelib.channels.{kind}.inbound").read_item
    return read


def platforms(reach: Reach, clock: Clock, graph_url: str = "") -> Mapping[str, Callable[[], PlatformGateway]]:
    """What speaks to each platform, made when the first message goes there or a file is fetched.

    `graph_url` stands in for the one of the settings.
    """

    def maker(kind: str) -> Callable[[], PlatformGateway]:
        return lambda: platform_gateway(kind, reach.secrets, clock, graph_url or settings().graph_url)

    return {**{kind: maker(kind) for kind in PLATFORMS}, "custom": lambda: custom_gateway(reach, clock)}


def custom_gateway(reach: Reach, clock: Clock) -> CustomGateway:
    """What hands messages to a program that speaks for any other platform."""
    from chalicelib.adapters.custom_gateway import CustomGateway
    from chalicelib.adapters.meta.files import RemoteFiles
    from chalicelib.channels.custom.named import named
    from chalicelib.channels.custom.outbound import body_of

    files = RemoteFiles(anywhere=True)
    return CustomGateway(
        write=body_of,
        name=named,
        fetch_file=lambda url, name: files.fetch(url, name=name),
        http=reach.http,
        log=reach.log,
        secrets=reach.secrets,
        blobs=reach.blobs,
        clock=clock,
        new_id=reach.new_id,
        site=public_url,
    )


def platform_gateway(kind: str, found: ChannelSecrets, clock: Clock, graph_url: str) -> PlatformGateway:
    """What hands messages to one kind of platform, over Meta's Graph API."""
    from chalicelib.adapters.meta.gateway import open_gateway

    dialect = import_module(f"chalicelib.channels.{kind}.dialect").DIALECT
    return open_gateway(dialect, graph_url, found, clock)


def limited_to(ports: Ports, inboxes: Collection[InboxId]) -> Ports:
    """The same ports for somebody who may reach these inboxes only."""
    from chalicelib.adapters.limited import bundle

    return bundle.limited_to(ports, inboxes)


def public_url() -> str:
    """Where people reach the inbox, without a slash. A deployment knows it only once it is made."""
    return settings().public_url or _parameter("public-url").rstrip("/")


def upload_sites() -> tuple[str, ...]:
    """Where browsers put and fetch files, beside our own site; nowhere else at home."""
    aws = settings().aws
    if aws is None or not aws.bucket:
        return ()
    return tuple(f"https://{aws.bucket}.s3.{region}amazonaws.com" for region in (f"{aws.region}.", ""))


def origin_secret() -> str:
    """What the site in front adds to every call; "" where there is none, as at home."""
    return settings().origin_secret or _parameter("origin")


def _parameter(name: str) -> str:
    return parameters().setting(name) if settings().aws else ""


def widget_files() -> WidgetFiles:
    """The built widget, as far as the server hands it out. Raises `WidgetNotBuilt`."""
    from chalicelib.adapters import widget_files as built

    return built.widget_files()


@cache
def parameters() -> SsmSecrets:
    """Keys and settings of the deployment, read once by this process."""
    from chalicelib.adapters.aws.home import open_parameters

    aws = settings().aws
    if aws is None or not aws.secrets_path:
        raise BadSetting("SECRETS_PATH is not set: where the keys of the deployment lie")
    return open_parameters(aws.secrets_path)


@cache
def local_home() -> LocalHome:
    """The local home of this process, opened once."""
    local = settings().local
    if local is None:
        raise BadSetting("This is not the local home; set BANDEJA_HOME=local")
    return open_local_home(local)


def deployed_home(aws: AwsSettings) -> Ports:
    """The ports of the deployment that the settings name. Raises `BadSetting` when they name too little."""
    from chalicelib.adapters.aws.home import Deployment, World, open_home

    if aws.missing:
        raise BadSetting(f"The deployed home needs {', '.join(aws.missing)}; or set BANDEJA_HOME=local")
    names = Deployment(
        bucket=aws.bucket,
        tables=aws.tables,
        queues=aws.queues,
        dead_letters=aws.dead_letters,
        socket_endpoint=aws.socket_endpoint,
        configuration_set=aws.configuration_set,
        region=aws.region,
        plain_writes=aws.plain_writes,
    )
    sender = f"{PRODUCT.lower()}@{aws.sending_domain}"
    world = World(
        clock=now,
        new_id=lambda: id_at(now()),
        build_mail=lambda outbound: _built(outbound, aws.mail_domain),
        render_notice=lambda notice: _rendered(notice, sender, now()),
        message_id=lambda ses_id: _named_by_ses(ses_id, aws.region),
        passwords=sign_in_of(aws),
        second_factor=second_factor_of(aws),
        kinds=kinds(),
        platforms=lambda reach: platforms(reach, now),
    )
    return open_home(names, parameters(), world)


def sign_in_of(aws: AwsSettings) -> PasswordCheck:
    """Who checks passwords on AWS."""
    from chalicelib.adapters.aws.home import open_passwords

    return open_passwords(aws.user_pool, aws.user_pool_client)


def second_factor_of(aws: AwsSettings) -> SecondFactor:
    """Who checks the codes of a second factor on AWS."""
    from chalicelib.adapters.aws.home import open_second_factor

    return open_second_factor(aws.user_pool, aws.user_pool_client)


def now() -> datetime:
    """The time, aware and in UTC."""
    return datetime.now(UTC)


def id_at(moment: datetime) -> str:
    """An id that sorts by the time it was made."""
    return uuid7(int(moment.timestamp() * 1000), secrets.randbits(RANDOM_BITS))


def open_local_home(local: LocalSettings, clock: Clock = now, graph_url: str = "") -> LocalHome:
    """Open everything below `local.data_dir`; whoever opens closes. `graph_url`: as for `platforms`."""
    from chalicelib.adapters.local.home import World, open_home
    from chalicelib.adapters.local.smtp_relay import SmtpRelay
    from chalicelib.channels.email.outbound import build_mail

    world = World(
        clock=clock,
        new_id=lambda: id_at(clock()),
        build_mail=lambda outbound: build_mail(outbound, date=clock()),
        render_notice=lambda notice, address: _rendered(notice, address, clock()),
        relay=SmtpRelay(*local.smtp_relay) if local.smtp_relay else None,
        kinds=kinds(),
        platforms=lambda reach: platforms(reach, clock, graph_url),
        calls_loopback=local.calls_loopback,
    )
    return open_home(local.data_dir, world)


def _built(outbound: Outbound, reply_domain: str) -> bytes:
    """A message as a mail, written when it is sent: no function that sends none pays for it."""
    from chalicelib.channels.email.outbound import build_mail

    return build_mail(outbound, date=now(), reply_domain=reply_domain)


def _named_by_ses(ses_id: str, region: str) -> str:
    from chalicelib.channels.email.message_ids import ses_message_id

    return ses_message_id(ses_id, region)


def _rendered(notice: Notice, address: str, at: datetime) -> bytes:
    """The product's own mail, as it goes out from `address`."""
    from chalicelib.channels.email.outbound import build_notice
    from chalicelib.domain.entry import Mailbox

    values = {**notice.values, "language": notice.language}
    return build_notice(notice.template, Mailbox(address, PRODUCT), notice.to, values, date=at)
